"""How often in a term, as a table; and in the words of both languages."""

import itertools
from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from kiosk.ui.desk.terms import Frequency, Often, TermWords, frequency

pytestmark = pytest.mark.qt


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.0, 0.0, Frequency(Often.NONE)),
        (0.01, 0.09, Frequency(Often.NONE)),
        (0.0, 0.1, Frequency(Often.ONCE_IN_AT_MOST, 10)),
        (0.01, 0.34, Frequency(Often.ONCE_IN_AT_MOST, 3)),
        (0.32, 0.35, Frequency(Often.ONCE_IN, 3)),
        (0.11, 0.31, Frequency(Often.ONCE_BETWEEN, 9, 3)),
        (0.5, 0.66, Frequency(Often.ONCE_IN, 2)),
        (0.05, 0.9, Frequency(Often.UP_TO_A_TERM, 1)),
        (0.9, 1.1, Frequency(Often.A_TERM, 1)),
        (0.2, 2.4, Frequency(Often.UP_TO_A_TERM, 2)),
        (1.2, 3.4, Frequency(Often.BETWEEN_A_TERM, 3, 1)),
        (37.2, 143.0, Frequency(Often.BETWEEN_A_TERM, 140, 37)),
        (996.0, 1234.0, Frequency(Often.BETWEEN_A_TERM, 1200, 1000)),
    ],
)
def test_each_range_has_its_form(low: float, high: float, expected: Frequency) -> None:
    assert frequency(low, high) == expected


def test_more_never_sounds_like_less() -> None:
    """A finer sweep than the table: what is said rises with what is expected."""

    def times(found: Frequency) -> float:
        if found.often is Often.NONE:
            return 0.0
        is_in_terms = found.often in {Often.ONCE_IN, Often.ONCE_IN_AT_MOST}
        return 1 / found.most if is_in_terms else float(found.most)

    said = [times(frequency(0.0, step / 100)) for step in range(1000)]
    assert all(one <= other for one, other in itertools.pairwise(said))


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 0.0, "No wrong mark expected in 10 terms"),
        (0.32, 0.35, "About 1 wrong mark in 3 terms"),
        (0.0, 0.2, "At most 1 wrong mark in 5 terms"),
        (0.11, 0.31, "1 wrong mark in 3 to 9 terms"),
        (0.05, 0.9, "Up to 1 wrong mark a term"),
        (1.9, 2.1, "About 2 wrong marks a term"),
        (1.2, 3.4, "1 to 3 wrong marks a term"),
    ],
)
def test_wrong_marks_in_words(speak: Callable[[str], object], low: float, high: float, words: str) -> None:
    speak("en")
    assert TermWords().wrong_marks(low, high) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "Looks that have to be repeated: not measured"),
        (0.0, "Hardly any look has to be repeated"),
        (0.004, "Hardly any look has to be repeated"),
        (0.011, "1 of 100 looks has to be repeated"),
        (0.058, "6 of 100 looks have to be repeated"),
    ],
)
def test_repeated_looks_in_words(speak: Callable[[str], object], share: float | None, words: str) -> None:
    speak("en")
    assert TermWords().repeat_looks(share) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 0.0, "لا يُتوقَّع أي تسجيل خاطئ في ١٠ فصول دراسية"),
        (0.5, 0.6, "نحو تسجيل خاطئ واحد في فصلين دراسيين"),
        (1.9, 2.1, "نحو تسجيلين خاطئين في الفصل الدراسي"),
        (1.2, 3.4, "من ١ إلى ٣ تسجيلات خاطئة في الفصل الدراسي"),
        (1.2, 12.0, "من ١ إلى ١٢ تسجيلًا خاطئًا في الفصل الدراسي"),
    ],
)
def test_arabic_counts_in_six_forms(
    speak: Callable[[str], object], low: float, high: float, words: str
) -> None:
    speak("ar")
    assert TermWords().wrong_marks(low, high) == words
