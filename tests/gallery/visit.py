"""One process of the gallery: everything that is wanted of one variant; see __main__.py.

python -m tests.gallery.visit '{"variant": …, "places": […], "names": […], "out": "FOLDER"}'
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from kiosk.ui import theme
from tests.gallery import all_stops
from tests.gallery.pictures import Pictures
from tests.gallery.scenes import Place
from tests.gallery.studio import Studio
from tests.gallery.variants import Variant


def written(variant: Variant, places: tuple[Place, ...], names: frozenset[str], out: Path) -> str:
    """Write what `main` takes."""
    values = {**asdict(variant), "names": sorted(variant.names)}
    return json.dumps({"variant": values, "places": places, "names": sorted(names), "out": str(out)})


def main(wanted: str) -> int:
    """Show and keep everything; prints the files' names."""
    given: dict[str, Any] = json.loads(wanted)
    values = given["variant"]
    sizes = tuple((width, height) for width, height in values["sizes"])
    variant = Variant(**{**values, "sizes": sizes, "names": frozenset(values["names"])})
    names = frozenset(given["names"]) or variant.names
    look = theme.Appearance(variant.theme, variant.is_still, variant.has_large_targets)
    studio = Studio(QApplication(sys.argv[:1]), variant.language, look)
    pictures = Pictures(studio, variant, Path(given["out"]))
    all_stops.go_everywhere(studio, tuple(Place(one) for one in given["places"]), names, pictures.look)
    for path in pictures.made:
        print(path.name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
