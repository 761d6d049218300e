"""The follow-up list: filters, states with notes, letters into files, rules as sentences, letters' words."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.follow_up import MERGE_FIELDS, FollowState, LetterTemplate, RuleKind
from kiosk.domain.ids import LetterId, RuleId
from kiosk.domain.people import Role
from kiosk.errors import Code, KioskError
from kiosk.ui.desk.follow_up_model import Column
from kiosk.ui.desk.follow_up_tab import FollowUpTab
from kiosk.ui.desk.template_forms import TemplateForm, field_word
from tests.fakes_desk import NAMES
from tests.fakes_follow_ups import FakeFollowUps, some_follow_ups
from tests.ui.desk_driver import Desk, acts, words
from tests.ui.stage import Stage
from tests.ui.test_desk_window import controls_without_a_name

pytestmark = pytest.mark.qt
FOUND = 8


def api(at: Desk | Stage) -> FakeFollowUps:
    return cast(FakeFollowUps, at.registry.follow_ups)


def with_some(at: Desk | Stage) -> None:
    """Rules are on, and found eight people."""
    fake = api(at)
    fake.rules_ = [replace(rule, is_active=True) for rule in fake.rules_]
    fake.found_ = some_follow_ups(at.api, FOUND)


def opened(stage: Stage, *, can_edit_rules: bool = True) -> FollowUpTab:
    """Show the tab by itself."""
    tab = FollowUpTab(
        stage.registry.follow_ups,
        stage.worker,
        stage.clock,
        stage.folder,
        can_edit_rules=can_edit_rules,
        can_open_person=True,
    )
    stage.put_on(tab)
    tab.load()
    stage.until(lambda: tab._rules is not None and len(tab.model.found) == len(api(stage).found_))
    return tab


def listed(stage: Stage) -> FollowUpTab:
    with_some(stage)
    return opened(stage)


def on_the_desk(desk: Desk, role: Role) -> FollowUpTab:
    """Sign in and open the tab of the whole window."""
    with_some(desk)
    desk.api.role = role
    tab = desk.enter().tabs.follow_up
    assert tab is not None
    desk.board.tabs.setCurrentWidget(tab)
    desk.until(lambda: len(tab.model.found) == FOUND)
    return tab


def choose(tab: FollowUpTab, *places: int) -> None:
    tab._choose({tab.model.found[place].id for place in places})
    assert len(tab.chosen()) == len(places)


def cell(tab: FollowUpTab, line: int, column: Column) -> str:
    return str(tab.model.index(line, column).data()).replace("\u2068", "").replace("\u2069", "")


def shown(tab: FollowUpTab) -> list[str]:
    """Give the names of the lines shown, in their order."""
    return [tab.proxy.index(row, Column.NAME).data() for row in range(tab.proxy.rowCount())]


# The list


def test_each_line_says_who_what_was_found_since_when_and_how_far_it_is(stage: Stage) -> None:
    tab = listed(stage)
    lines = [[cell(tab, line, column) for column in Column] for line in range(3)]
    assert lines == [
        [NAMES[0], "1001", "Class 7b", "Days absent in a row: 3", "16 Nov 2026", "◐ Contacted"],
        [NAMES[1], "1002", "Class 7b", "Attended: 82 % of the last 20", "17 Nov 2026", "✓ Closed"],
        [NAMES[2], "1003", "Class 7b", "Late: 5 of the last 20", "18 Nov 2026", "● New"],
    ]


def test_it_is_filtered_by_state_and_by_what_is_typed_and_sorted_by_day(stage: Stage) -> None:
    tab = listed(stage)
    assert [tab.chips[state].text() for state in (None, *FollowState)] == [
        "All: 8", "● New: 6", "◐ Contacted: 1", "✓ Closed: 1",
    ]  # fmt: skip
    tab.chips[FollowState.CLOSED].click()
    assert shown(tab) == [NAMES[1]]
    tab.chips[None].click()
    tab.search.setText("1003")
    assert shown(tab) == [NAMES[2]]
    tab.search.clear()
    tab.table.sortByColumn(Column.SINCE, Qt.SortOrder.DescendingOrder)
    assert shown(tab)[0] == NAMES[4]


@pytest.mark.parametrize("can_edit_rules", [False, True])
def test_where_no_rule_is_on_it_says_so_and_who_can_change_that(stage: Stage, can_edit_rules: bool) -> None:
    tab = opened(stage, can_edit_rules=can_edit_rules)
    said = "choose some under" if can_edit_rules else "An administrator can do that."
    assert "No rule is switched on yet" in words(tab)
    assert said in words(tab)
    assert tab.editing.isVisible() is can_edit_rules
    assert not tab.table.isVisible()


def test_where_the_rules_find_nobody_it_says_so(stage: Stage) -> None:
    fake = api(stage)
    fake.rules_ = [replace(fake.rules_[0], is_active=True)]
    tab = opened(stage)
    assert "The rules find nobody" in words(tab)
    fake.to_find = some_follow_ups(stage.api, 2)
    tab.load()  # too soon after the one before to look again
    words(tab)
    assert fake.calls.count("look") == 1
    stage.clock.move(61)
    tab.load()
    stage.until(lambda: len(tab.model.found) == 2)
    assert "New on the list: 2" in tab.strip.text.text()
    assert tab.table.isVisible()


# What is done


def test_one_is_shown_with_what_was_done_and_set_on_with_a_note(stage: Stage) -> None:
    tab = listed(stage)
    assert "Choose somebody in the list" in words(tab.panel)
    choose(tab, 0)
    said = words(tab.panel).replace("\u2068", "").replace("\u2069", "")
    assert "Days absent in a row: 3 · since 16 November 2026" in said
    assert "Spoke to the family by telephone." in said
    assert "Contacted, Ms Ruiz" in said
    assert not tab.panel.acts[FollowState.CONTACTED].isVisible()
    tab.panel.note.setPlainText(" Came back on Monday. ")
    tab.panel.acts[FollowState.CLOSED].click()
    stage.until(lambda: tab.model.found[0].state is FollowState.CLOSED)
    assert tab.model.found[0].steps[-1].note == "Came back on Monday."
    assert tab.panel.note.toPlainText() == ""
    assert [one.id for one in tab.chosen()] == [tab.model.found[0].id]
    assert "Came back on Monday." in words(tab.panel)


def test_several_are_set_at_once_and_a_note_goes_with_another_choice(stage: Stage) -> None:
    tab = listed(stage)
    choose(tab, 2)
    tab.panel.note.setPlainText("About somebody else")
    choose(tab, 3, 4, 5)
    assert tab.panel.note.toPlainText() == ""
    assert "Chosen: 3" in words(tab.panel)
    assert not tab.panel.opening.isVisible()
    tab.panel.acts[FollowState.CONTACTED].click()
    stage.until(lambda: tab.chips[FollowState.CONTACTED].text() == "◐ Contacted: 4")
    assert tab.table.hasFocus()  # and not on “Close”, which the next Enter would press
    assert tab.model.found[2].state is FollowState.NEW


def test_a_refusal_is_said_and_the_note_stays(stage: Stage) -> None:
    tab = listed(stage)
    choose(tab, 2)
    tab.panel.note.setPlainText("A call")
    api(stage).failure = KioskError(Code.FOLLOW_UP_UNKNOWN)
    tab.panel.acts[FollowState.CLOSED].click()
    stage.until(tab.strip.isVisible)
    assert "not on the follow-up list any more" in tab.strip.text.text()
    assert tab.panel.note.toPlainText() == "A call"


def test_the_persons_page_is_one_click_away_where_there_is_one(desk: Desk) -> None:
    tab = on_the_desk(desk, Role.ADMIN)
    assert tab.editing.isVisible()
    choose(tab, 4)
    tab.panel.opening.click()
    assert desk.board.tabs.currentWidget() is desk.board.tabs.people
    people = desk.people_tab
    desk.until(lambda: people._chosen_id() == tab.model.found[4].person.id)


def test_a_teacher_has_the_list_and_no_page_of_a_person_and_no_rules(desk: Desk) -> None:
    tab = on_the_desk(desk, Role.TEACHER)
    choose(tab, 4)
    assert tab.panel.writing.isVisible()
    assert not tab.panel.opening.isVisible()
    assert not tab.editing.isVisible()
    tab.open_letters()
    desk.board.tabs.setCurrentIndex(0)
    desk.board.tabs.setCurrentWidget(tab)
    page = tab.letters
    assert page is not None
    assert page.template.hasFocus()


# Letters


def test_letters_are_in_each_persons_language_and_read_before_they_are_written(
    stage: Stage, tmp_path: Path
) -> None:
    tab = listed(stage)
    api(stage).languages[tab.model.found[3].person.id] = "ar"
    choose(tab, 2, 3)
    tab.panel.writing.click()
    page = tab.letters
    assert page is not None
    stage.until(lambda: len(page.letters) == 2)
    assert "Nothing is sent by the program." in words(page)
    assert [page.people.item(row).text().split(": ")[1].strip("\u2068\u2069") for row in range(2)] == [
        "English", "العربية",
    ]  # fmt: skip
    assert NAMES[2] in page.view.toPlainText()
    assert page.view.document().defaultTextOption().textDirection() == Qt.LayoutDirection.LeftToRight
    page.people.setCurrentRow(1)
    assert NAMES[3] in page.view.toPlainText()
    assert page.view.document().defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft
    wanted = [f"{letter.subject}" for letter in page.letters]
    page.template.setCurrentIndex(1)
    stage.until(lambda: [letter.subject for letter in page.letters] != wanted)
    page.formats["txt-each"].setChecked(True)
    page.saving.buttons[0].click()
    assert page.saving.picker is not None
    page.saving.picker.chosen.emit((tmp_path,))
    stage.until(page.saving.told.isVisible)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["letter_1003_2026-11-23.txt", "letter_1004_2026-11-23.txt"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert page.letters[0].subject in files[0].read_text("utf-8")
    assert api(stage).notes == [((tab.model.found[2].id, tab.model.found[3].id), "txt-each")]
    # What was written may be said to be on its way.
    assert "Once the letters are sent" in tab.strip.text.text()
    tab.strip.buttons()[0].click()
    stage.until(lambda: tab.model.found[2].state is FollowState.CONTACTED)
    assert tab.model.found[3].steps[-1].note == "Letter"
    assert tab.letters is None
    assert tab.table.isVisible()


@pytest.mark.parametrize(("fmt", "begins"), [("pdf", b"%PDF"), ("txt", b"Hill School")])
def test_all_letters_are_one_file(stage: Stage, tmp_path: Path, fmt: str, begins: bytes) -> None:
    tab = listed(stage)
    choose(tab, 0, 1)
    tab.open_letters()
    page = tab.letters
    assert page is not None
    stage.until(page.saving.isEnabled)
    next(choice for known, choice in page.formats.items() if known == fmt).setChecked(True)
    page.saving.buttons[0].click()
    assert page.saving.picker is not None
    page.saving.picker.chosen.emit((tmp_path,))
    stage.until(page.saving.told.isVisible)
    assert [file.name for file in tmp_path.iterdir()] == [f"letters_2026-11-23.{fmt}"]
    assert begins in (tmp_path / f"letters_2026-11-23.{fmt}").read_bytes()[:40]
    assert not tab.strip.isVisible()  # both were contacted before
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert tab.letters is None
    assert tab.table.isVisible()


def test_a_folder_that_is_gone_is_said_and_a_school_without_letters_too(stage: Stage, tmp_path: Path) -> None:
    tab = listed(stage)
    choose(tab, 0)
    tab.open_letters()
    page = tab.letters
    assert page is not None
    stage.until(page.saving.isEnabled)
    page.formats["txt-each"].setChecked(True)
    page.saving.buttons[0].click()
    assert page.saving.picker is not None
    page.saving.picker.chosen.emit((tmp_path / "gone",))
    stage.until(page.saving.problem.isVisible)
    assert not (tmp_path / "gone").exists()
    assert "could not be written" in page.saving.problem.text()
    tab.open_list()
    api(stage).templates_ = []
    tab.open_letters()
    other = tab.letters
    assert other is not None
    stage.until(other.strip.isVisible)
    assert "There is no letter yet" in other.strip.text.text()
    assert not other.saving.isEnabled()


# Rules


def test_a_rule_reads_as_it_is_set_and_is_kept_and_looked_at(stage: Stage) -> None:
    tab = opened(stage)
    api(stage).to_find = []
    tab.editing.click()
    card = tab.rules.rules
    stage.until(lambda: len(card.lines) == 3 and card.lines[0].rule().id == "absent")
    assert not card.going.isEnabled()
    in_a_row, below, late = card.lines
    assert " ".join(words(in_a_row).split(" | ")) == "Absent without leave on days in a row"
    in_a_row.active.click()
    in_a_row.threshold.setValue(4)
    below.window_.setValue(30)
    late.threshold.setValue(400)
    assert in_a_row.active.accessibleName() == "Absent without leave on 4 days in a row"
    assert below.active.accessibleName() == "Attended less than 90 % of the last 30 sessions"
    assert late.active.accessibleName() == "Late 20 times within the last 20 sessions"
    assert card.going.isEnabled()
    tab.rules.load()  # an answer does not take away what is being set
    words(card)
    assert in_a_row in card.lines
    api(stage).to_find = some_follow_ups(stage.api, 1)
    card.going.click()
    stage.until(card.strip.isVisible)
    assert "New on the list: 1" in card.strip.text.text()
    stored = api(stage).rules_
    assert [(rule.kind, rule.threshold, rule.window, rule.is_active) for rule in stored] == [
        (RuleKind.ABSENT_IN_A_ROW, 4, 4, True),
        (RuleKind.RATE_BELOW, 90, 30, False),
        (RuleKind.LATE_TIMES, 20, 20, False),
    ]
    assert not card.going.isEnabled()
    QTest.keyClick(tab.rules, Qt.Key.Key_Escape)
    stage.until(tab.table.isVisible)


@pytest.mark.parametrize("known", [0, 1, 3])
def test_every_kind_has_a_rule_and_a_new_schools_have_no_id_yet(stage: Stage, known: int) -> None:
    """Rules without an id were taken for changes, so that nothing was loaded any more."""
    fake = api(stage)
    fake.rules_ = [replace(rule, id=RuleId("")) for rule in fake.rules_[:known]]
    tab = opened(stage)
    tab.open_rules()
    card = tab.rules.rules
    stage.until(lambda: len(card.lines) == 3 and "rules" in fake.calls[-2:])
    assert [each.rule().kind for each in card.lines] == list(RuleKind)
    assert not card.going.isEnabled()
    card.lines[1].threshold.setValue(80)
    assert card.going.isEnabled()
    card.lines[1].threshold.setValue(90)
    assert not card.going.isEnabled()
    card.lines[1].active.click()
    card.keep()
    stage.until(card.strip.isVisible)
    assert [rule.is_active for rule in fake.rules_] == [False, True, False]
    assert len({rule.id for rule in fake.rules_} - {""}) == 3


def test_rules_that_are_refused_stay_as_they_are_set(stage: Stage) -> None:
    tab = opened(stage)
    tab.open_rules()
    card = tab.rules.rules
    stage.until(lambda: bool(card.lines) and card.lines[0].rule().id == "absent")
    card.lines[0].active.click()
    api(stage).failure = KioskError(Code.RULE_BAD, detail="rule_days")
    card.going.click()
    stage.until(card.strip.isVisible)
    assert "days in a row are 1 to 60" in card.strip.text.text()
    assert card.lines[0].active.isChecked()
    assert card.going.isEnabled()


# Letters' words


def written_form(stage: Stage, template: LetterTemplate | None) -> TemplateForm:
    tab = opened(stage)
    tab.open_rules()
    tab.rules.write(template)
    assert tab.rules.form is not None
    return tab.rules.form


def test_a_letter_is_written_with_fields_and_read_with_somebody_invented(stage: Stage) -> None:
    form = written_form(stage, None)
    form.name.setText("Late")
    form.language.setCurrentText("pt-BR")
    form.subject.setFocus()
    form.subject.setText("About ")
    form.fields["name"].click()
    assert form.subject.text() == "About {name}"
    form.text.setFocus()
    form.fields["times"].click()
    form.fields["absences"].click()
    read = form.preview.toPlainText().replace("\u2068", "").replace("\u2069", "")
    assert "About Noor Haddad" in read
    assert "52026-11-20" in read
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    tab = cast(FollowUpTab, stage.tab)
    stage.until(lambda: tab.rules.form is None)
    made = next(one for one in api(stage).templates_ if one.name == "Late")
    assert made == LetterTemplate(made.id, "Late", "pt-BR", "About {name}", "{times}{absences}")
    stage.until(lambda: "Late · pt-BR" in words(tab.rules).replace("\u2068", "").replace("\u2069", ""))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "A letter needs a name, a subject and a text."),
        ({"text": "  "}, "A letter needs a name, a subject and a text."),
        ({"language": "no such tag"}, "Choose a language from the list"),
        ({"text": "{nmae}"}, "One of the fields does not exist"),
        ({"subject": "{name.__class__}"}, "One of the fields does not exist"),
    ],
)
def test_what_is_wrong_with_a_letter_is_said_where_it_is(
    stage: Stage, changes: dict[str, str], said: str
) -> None:
    form = written_form(stage, None)
    values = {"name": "A", "language": "English", "subject": "B", "text": "C", **changes}
    form.name.setText(values["name"])
    form.language.setCurrentText(values["language"])
    form.subject.setText(values["subject"])
    form.text.setPlainText(values["text"])
    assert form.subject_problem.isVisible() is ("subject" in changes)
    assert form.text_problem.isVisible() is (changes.get("text") == "{nmae}")
    form.go.click()
    assert said in form.problem.text()
    assert "save_template" not in api(stage).calls


def test_a_letter_is_changed_refused_and_taken_away(stage: Stage) -> None:
    first = api(stage).templates_[0]
    form = written_form(stage, first)
    assert form.template() == first
    form.text.setPlainText("Shorter.")
    api(stage).failure = KioskError(Code.LETTER_EXISTS)
    form.go.click()
    stage.until(form.problem.isVisible)
    assert "of that name in that language already" in form.problem.text()
    form.go.click()
    tab = cast(FollowUpTab, stage.tab)
    stage.until(lambda: tab.rules.form is None)
    assert next(one for one in api(stage).templates_ if one.id == first.id).body == "Shorter."
    card = tab.rules.templates
    card.ask_remove(first)
    assert card.strip.buttons()[1].hasFocus()
    card.strip.buttons()[0].click()
    stage.until(lambda: first.id not in {one.id for one in api(stage).templates_})
    form = TemplateForm(None, stage.clock().local_date)
    assert form.template().id == LetterId("")
    form.deleteLater()


def test_every_field_has_a_word() -> None:
    assert not [name for name in MERGE_FIELDS if field_word(name) == name]


def test_every_control_has_a_name_and_the_keyboard_comes_back(stage: Stage) -> None:
    tab = listed(stage)
    choose(tab, 2, 3)
    tab.open_letters()
    assert tab.letters is not None
    stage.until(tab.letters.saving.isEnabled)
    assert controls_without_a_name(stage.window) == []
    assert tab.letters.template.hasFocus()
    tab.open_list()
    assert tab.table.hasFocus()
    tab.open_rules()
    stage.until(lambda: len(acts(tab.rules)) > 6)
    assert controls_without_a_name(stage.window) == []
    tab.rules.write()
    assert controls_without_a_name(stage.window) == []
    form = tab.rules.form
    assert form is not None
    assert form.name.hasFocus()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert tab.rules.templates.writing.hasFocus()
    tab.table.setFocus()
    tab.take_keyboard()
    assert tab.rules.back.hasFocus()
