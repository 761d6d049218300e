"""What no file of the repository may hold: an address of a package registry, a path of somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

# Written in pieces, so that this file does not hold them itself.
DOT = r"\."
FORBIDDEN = {
    "registry address": re.compile(
        "|".join(
            (
                f"pypi{DOT}org",
                f"python{'hosted'}{DOT}org",
                f"conda{DOT}anaconda",
                f"npm{'js'}{DOT}(?:org|com)",
                f"proxy{DOT}golang",
                r"(?:extra-)?index-url *[= ] *\S*:/",
            )
        )
    ),
    "machine path": re.compile(
        "|".join(
            (
                f"/{'root'}/[a-z.]",
                r"/opt/(?:wheels|pypi)",
                f"/{'work'}/(?:main|shared)",
                f"/{'home'}/[a-z]+/",
                r"[A-Z]:\\Users\\",
                r"/Users/[a-z]",
            )
        )
    ),
}


def tracked(project: Path) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=project, capture_output=True, check=False, timeout=60
    )
    if listing.returncode != 0:
        pytest.skip("This is no git checkout, so what belongs to the repository is not known.")
    names = [name for name in listing.stdout.decode().split("\0") if name]
    return [project / name for name in names if (project / name).is_file()]


def findings(text: str) -> list[tuple[str, str]]:
    return [(kind, match[0]) for kind, pattern in FORBIDDEN.items() for match in pattern.finditer(text)]


def test_no_registry_address_and_no_machine_path(project: Path) -> None:
    files = tracked(project)
    assert len(files) > 50
    found = {
        str(file.relative_to(project)): findings(file.read_bytes().decode("utf-8", errors="ignore"))
        for file in files
        if file.suffix not in {".png", ".jpg", ".svg"}
    }
    assert {name: entries for name, entries in found.items() if entries} == {}


@pytest.mark.parametrize(
    "text",
    [
        "--extra-index-url " + "https://mirror.example",
        "see https://py" + "pi.org/project/x",
        "cd /wo" + "rk/main",
        "/ro" + "ot/.cache",
        "C:\\Us" + "ers\\me",
    ],
)
def test_they_would_be_found(text: str) -> None:
    assert findings(text)
