"""`kiosk enrol --folder`: what a folder of pictures would do, and doing it. By name: no picture is shown."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.common import print_json, print_table, say
from kiosk.domain.picture_folder import FolderLine, FolderPlan, FolderResult
from kiosk.reasons import reason_words

if TYPE_CHECKING:
    from kiosk.runtime.api import DeskApi


def enrol_folder(desk: "DeskApi", folder: Path, *, is_dry: bool, as_json: bool) -> None:
    """Say what the folder has of each number, and enrol whoever is accepted unless `is_dry`.

    Raises:
        KioskError: As `DeskApi.look_at_folder` and `DeskApi.enrol_folder`.
    """
    plan = desk.look_at_folder(folder).result()
    results = () if is_dry else desk.enrol_folder(folder, plan).result()
    if as_json:
        print_json({"plan": asdict(plan), "results": [asdict(result) for result in results]})
        return
    _print_plan(plan)
    if is_dry:
        say(f"Nothing was enrolled. Would be: {len(plan.accepted)} of {len(plan.lines)}.")
    else:
        _print_results(results, len(plan.lines))
    say("The files stay where they are; delete them yourself when they are no longer needed.")


def _print_plan(plan: FolderPlan) -> None:
    print_table(
        "Pictures by number",
        ("Number", "Pictures used", "Not used", "Answer"),
        [(line.number, str(_used(line)), _not_used(line), _answer(line)) for line in plan.lines],
    )
    for picture in plan.left_out:
        say(f"  left out: {picture.name} ({reason_words(picture.reason)})")


def _print_results(results: tuple[FolderResult, ...], numbers: int) -> None:
    say(f"Enrolled: {sum(not result.reason for result in results)} of {numbers}.")
    for result in results:
        if result.reason:
            say(f"  not enrolled: {result.number} ({reason_words(result.reason)}{_like(result.like)})")
        elif result.like:
            say(f"  too close to tell apart by face{_like((result.number, *result.like))}. Give them a PIN.")


def _used(line: FolderLine) -> int:
    """Of whoever is refused nothing is used, however good it is."""
    return 0 if line.reason else len(line.accepted)


def _not_used(line: FolderLine) -> str:
    return ", ".join(f"{one.name} ({reason_words(one.reason)})" for one in line.pictures if one.reason)


def _answer(line: FolderLine) -> str:
    if line.reason:
        return reason_words(line.reason) + _like(line.like)
    return "anew" if line.is_renewal else "yes"


def _like(numbers: tuple[str, ...]) -> str:
    return f": {', '.join(numbers)}" if numbers else ""
