"""Every colour that a style sheet puts on another is one of the pairs whose contrast is tested."""

from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PySide6")
from kiosk.ui import theme
from kiosk.ui.kiosk.sheet import kiosk_sheet
from kiosk.ui.wizard.page import wizard_sheet
from tests.ui import sheet_pairs
from tests.ui.sheet_pairs import NAMED, Pair

pytestmark = pytest.mark.qt
SHEETS: dict[str, Callable[[theme.Palette], str]] = {
    "desk": theme.stylesheet,
    "door": lambda p: kiosk_sheet(p, 1.0),
    "wizard": wizard_sheet,
}


@pytest.fixture
def sheet(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A window's style sheet, with the names of the colours instead of the colours."""
    monkeypatch.setitem(theme.PALETTES, "light", NAMED)
    wanted = SHEETS[request.param]
    return theme.stylesheet(NAMED) + ("" if wanted is theme.stylesheet else wanted(NAMED))


def beyond(pairs: Iterator[Pair], known: tuple[tuple[str, str], ...]) -> list[str]:
    """Give a sentence for each pair that no test of contrast knows."""
    found = {(pair.colour, pair.ground): pair.where for pair in pairs}
    return [
        f"{one} on {other}: {where}" for (one, other), where in found.items() if (one, other) not in known
    ]


@pytest.mark.parametrize("sheet", SHEETS, indirect=True)
def test_every_text_of_a_style_sheet_is_a_pair_that_is_tested(sheet: str) -> None:
    assert beyond(sheet_pairs.texts(sheet), theme.TEXT_PAIRS) == []


@pytest.mark.parametrize("sheet", SHEETS, indirect=True)
def test_every_border_of_a_style_sheet_is_a_pair_that_is_tested(sheet: str) -> None:
    assert beyond(sheet_pairs.borders(sheet), (*theme.TEXT_PAIRS, *theme.PART_PAIRS)) == []


@pytest.mark.parametrize(
    ("rules", "texts", "borders"),
    [
        ("QLabel { color: bad; }", {("bad", "ground"), ("bad", "surface")}, set()),
        (
            "QLabel { color: text; background: care; border: 1px solid line; }",
            {("text", "care")},
            {("line", "ground"), ("line", "surface")},
        ),
        (
            "QLabel { color: text; background: raised; } QLabel:focus { background: hairline; }",
            {("text", "raised"), ("text", "hairline")},
            set(),
        ),
        (
            'QLabel[a="b"] { background: care; color: on_care; } QLabel { background: raised; color: text; }',
            {("text", "raised"), ("on_care", "care")},
            set(),
        ),
        (
            "QLabel { color: text; background: raised; border: 2px solid line; border-color: accent; }",
            {("text", "raised")},
            {("accent", "raised"), ("accent", "ground"), ("accent", "surface")},
        ),
    ],
    ids=["no ground of its own", "a strong ground", "a state", "the more exact one", "the last border"],
)
def test_what_is_read(rules: str, texts: set[tuple[str, str]], borders: set[tuple[str, str]]) -> None:
    assert {(pair.colour, pair.ground) for pair in sheet_pairs.texts(rules)} == texts
    assert {(pair.colour, pair.ground) for pair in sheet_pairs.borders(rules)} == borders
