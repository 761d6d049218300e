"""Sets of attendance codes: the files that come with the program, what is refused, a school's own letters."""

import pytest

from kiosk.domain.code_sets import CodeSet
from kiosk.domain.marks import MarkState
from kiosk.errors import Code, KioskError
from kiosk.storage import code_files
from kiosk.storage.code_files import BadSetError
from kiosk.storage.timetable import Timetable
from tests.fakes_storage import SmallSchool

ENGLAND = "dfe-england-2024"
ALL = ("plain", "ceds", ENGLAND, "ed-fi")
ONE = 'code = "P"\nmeaning = "Present"\nstate = "present"\ndefault = true'


def _text(*codes: str, title: str = "T") -> str:
    blocks = "\n".join(f"[[codes]]\n{code}" for code in codes)
    return f'title = "{title}"\nsource = "S"\n{blocks}\n'


@pytest.fixture
def timetable(school: SmallSchool) -> Timetable:
    return school.vault.office.timetable


class TestFiles:
    def test_four_sets_come_with_the_program(self) -> None:
        assert code_files.names() == ALL

    @pytest.mark.parametrize("name", ALL)
    def test_each_state_has_one_default_and_no_letters_are_there_twice(self, name: str) -> None:
        found = code_files.load(name)
        assert (found.name, bool(found.title), bool(found.source)) == (name, True, True)
        states = {code.state for code in found.codes}
        assert {MarkState.PRESENT, MarkState.LATE, MarkState.ABSENT, MarkState.EXCUSED} <= states
        assert MarkState.UNMARKED not in states
        for state in MarkState:
            defaults = [code for code in found.codes if code.state is state and code.is_default]
            assert [len(defaults), found.default(state)] == (
                [1, defaults[0]] if state in states else [0, None]
            )
        acronyms = [code.acronym.casefold() for code in found.codes]
        assert len(set(acronyms)) == len(acronyms)
        assert all(code.meaning for code in found.codes)

    def test_england_has_every_code_of_the_regulations(self) -> None:
        codes = {code.code for code in code_files.load(ENGLAND).codes}
        years = {f"Y{number}" for number in range(1, 8)}
        assert codes == set("/\\LKVPWBDMSXCTREIQGNOUZ#") | {"C1", "C2", "J1"} | years

    @pytest.mark.parametrize(
        ("codes", "state", "is_attending"),
        [
            ("/ \\", MarkState.PRESENT, True),
            ("L", MarkState.LATE, True),
            ("K V P W B", MarkState.EXCUSED, True),
            ("C C1 C2 E I J1 M R S T", MarkState.EXCUSED, False),
            ("G N O", MarkState.ABSENT, False),
            ("U", MarkState.LATE, False),
            ("D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Z #", MarkState.NOT_REQUIRED, False),
        ],
    )
    def test_what_englands_codes_stand_for(self, codes: str, state: MarkState, is_attending: bool) -> None:
        found = code_files.load(ENGLAND)
        for text in codes.split():
            code = found.find(text)
            assert code is not None
            assert (code.state, code.is_attending) == (state, is_attending), text

    def test_left_early_counts_as_attending(self) -> None:
        code = code_files.load("ceds").find("EarlyDeparture")
        assert code is not None
        assert (code.state, code.is_attending) == (MarkState.LEFT_EARLY, True)

    @pytest.mark.parametrize("name", ["", "x", "../plain", "plain.toml"])
    def test_an_unknown_set_is_none(self, name: str) -> None:
        with pytest.raises(KioskError) as caught:
            code_files.load(name)
        assert (caught.value.code, caught.value.where) == (Code.CODE_UNKNOWN, name)


class TestBadFiles:
    def test_a_good_one_is_read(self) -> None:
        other = 'code = "off"\nacronym = "O"\nmeaning = "M"\nstate = "present"\ncounts_present = false'
        found = code_files.read("n", _text(ONE, other))
        assert [(code.acronym, code.is_attending) for code in found.codes] == [("P", True), ("O", False)]

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("title = ", "no TOML"),
            ('title = "T"\nsource = "S"\n', "title, source and codes"),
            (_text(ONE) + "extra = 1\n", "unknown"),
            ("more = 1\n" + _text(ONE), "nothing else"),
            (_text('code = "P"\nstate = "present"'), "missing"),
            (_text(ONE + '\nacronyms = "X"'), "unknown"),
            (_text(ONE.replace('"present"', '"here"')), "no state"),
            (_text(ONE.replace('"present"', '"unmarked"')), "no code"),
            (_text(ONE, ONE), "twice"),
            (_text(ONE, 'code = "p"\nmeaning = "M"\nstate = "present"'), "twice"),
            (_text(ONE, 'code = "Q"\nmeaning = "M"\nstate = "present"\ndefault = true'), "one default"),
            (_text(ONE.replace("true", "false")), "one default"),
            (_text(ONE.replace('"P"', '"Presented"')), "too long"),
            (_text(ONE + '\nacronym = ""'), "not there"),
        ],
    )
    def test_is_refused(self, text: str, what: str) -> None:
        with pytest.raises(BadSetError, match=what):
            code_files.read("n", text)


class TestOwnLetters:
    def test_are_kept_and_what_they_mean_stays(self, timetable: Timetable) -> None:
        timetable.set_acronym("plain", "P", " In ")
        timetable.set_acronym("plain", "A", "غ")
        timetable.set_acronym(ENGLAND, "/", "AM")
        first, *others = timetable.code_sets()
        assert [code.acronym for code in first.codes] == ["In", "L", "غ", "E", "LE", "NR"]
        assert [(c.code, c.state, c.meaning) for c in first.codes] == [
            (c.code, c.state, c.meaning) for c in code_files.load("plain").codes
        ]
        assert [found.name for found in others] == list(ALL[1:])
        assert _acronym(others[1], "/") == "AM"
        timetable.set_acronym("plain", "P", "")
        timetable.set_acronym(ENGLAND, "/", "/")
        plain, _, england, _ = timetable.code_sets()
        assert (_acronym(plain, "P"), _acronym(plain, "A"), _acronym(england, "/")) == ("P", "غ", "/")

    @pytest.mark.parametrize(
        ("code_set", "code", "acronym", "error"),
        [
            ("none", "P", "X", Code.CODE_UNKNOWN),
            ("plain", "Q", "X", Code.CODE_UNKNOWN),
            ("plain", "P", "L", Code.ACRONYM_BAD),
            ("plain", "P", "l", Code.ACRONYM_BAD),
            ("plain", "P", "AB CD", Code.ACRONYM_BAD),
            ("plain", "P", "=1", Code.ACRONYM_BAD),
            ("plain", "P", "ninechars", Code.ACRONYM_BAD),
        ],
    )
    def test_bad_ones_change_nothing(
        self, timetable: Timetable, code_set: str, code: str, acronym: str, error: Code
    ) -> None:
        before = timetable.code_sets()
        with pytest.raises(KioskError) as caught:
            timetable.set_acronym(code_set, code, acronym)
        assert caught.value.code is error
        assert timetable.code_sets() == before

    def test_letters_that_another_code_took_do_not_come_back_to_their_first(
        self, timetable: Timetable
    ) -> None:
        timetable.set_acronym("plain", "L", "T")
        timetable.set_acronym("plain", "A", "L")
        with pytest.raises(KioskError) as caught:
            timetable.set_acronym("plain", "L", "")
        assert caught.value.code is Code.ACRONYM_BAD


def _acronym(of: CodeSet, code: str) -> str:
    found = of.find(code)
    assert found is not None
    return found.acronym
