"""What `kiosk bench --peer` says."""

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.common import print_json, print_table, say

if TYPE_CHECKING:
    from kiosk.cli.measurements_peer import Comparison

_STEPS = (
    ("find the face", "detect", "detect", "detect"),
    ("its points", "mesh", "points", None),
    ("measure its quality", "measure", None, None),
    ("cut it out", "align", None, "align"),
    ("embed it", "embed", "embed", "embed"),
    ("protect the embedding", "protect", None, None),
    ("find the nearest of 1,000", "match", "match", "match"),
    ("all", "all", "all", "all"),
)
"""What each side calls a step; None where it has none, or has it in another one."""


def run(frames: int, models: Path | None, *, as_json: bool) -> None:
    """Compare and say it.

    Raises:
        KioskError: PEER_MISSING without dlib; PEER_MODEL; MODEL_MISSING, MODEL_WRONG, MANIFEST_BAD.
    """
    from kiosk.cli import measurements_peer

    compared = measurements_peer.compare(frames, models)
    if as_json:
        print_json(
            {
                "frames": frames,
                "people": measurements_peer.PEOPLE,
                "sizes": [comparison.as_json() for comparison in compared],
            }
        )
        return
    for comparison in compared:
        _show(frames, comparison)
    say("All on one thread, in turn on each frame. face_recognition is given the points of the face for")
    say("nothing: its own predictor is not among the files here, and that favours it.")
    if models is None:
        say(
            "OpenCV's FaceDetectorYN and FaceRecognizerSF are not measured: their two model files are in none"
        )
        say("of the packages looked into. Whoever has them names their folder with --peer-models.")
    say("deepface is not measured: it fetches its weights while it runs, and there is no network here.")


def _show(frames: int, comparison: "Comparison") -> None:
    sides = [comparison.ours, comparison.peer, *([comparison.opencv] if comparison.opencv else [])]
    timings = [{timing.name: timing for timing in side} for side in sides]
    print_table(
        f"{comparison.size}, {frames} frames, median milliseconds",
        ("step", "Rollcall", "face_recognition", "OpenCV")[: len(sides) + 1],
        [
            (
                words,
                *(
                    f"{side[name].median_ms:.1f}" if name is not None else ""
                    for side, name in zip(timings, names, strict=False)
                ),
            )
            for words, *names in _STEPS
        ],
        right=tuple(range(1, len(sides) + 1)),
    )
    say(f"At {comparison.size} Rollcall is {comparison.times_faster:.1f} times as fast.")
    if comparison.opencv_times is not None:
        say(f"OpenCV's steps take {comparison.opencv_times:.1f} times as long as Rollcall's.")
