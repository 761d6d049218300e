"""Who may sign in, and the keys, as an administrator sees them."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QAbstractButton

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SignerId
from kiosk.domain.names import isolate
from kiosk.domain.people import Custody, Role
from kiosk.ui.desk.accounts_tab import AccountsTab
from kiosk.ui.desk.signer_forms import ClassesForm, ProofForm, RotationForm, SignerForm
from tests.fakes_desk import PASSPHRASE
from tests.fakes_keys import SIX_WORDS
from tests.fakes_storage import MONDAY, ZONE
from tests.ui.desk_driver import Desk, acts, words

pytestmark = pytest.mark.qt
NEW = "another quiet passphrase"


def accounts(desk: Desk) -> AccountsTab:
    """Open the tab as an administrator."""
    desk.api.role = Role.ADMIN
    board = desk.enter()
    assert board.tabs.accounts is not None
    board.tabs.setCurrentWidget(board.tabs.accounts)
    desk.until(lambda: "Ms Ruiz" in words(board.tabs.accounts.signers))  # type: ignore[union-attr]
    return board.tabs.accounts


def press(tab: AccountsTab, name: str) -> None:
    found: list[QAbstractButton] = [b for b in acts(tab) if name in {b.text(), b.accessibleName()}]
    found[0].click()


def new_form(tab: AccountsTab) -> SignerForm:
    press(tab, "Add somebody …")
    form = tab.signers.form
    assert isinstance(form, SignerForm)
    return form


def prove(tab: AccountsTab, own: str = PASSPHRASE) -> None:
    form = tab.signers.form
    assert isinstance(form, ProofForm)
    form.own.setText(own)
    form.go.click()


def fill(form: SignerForm, own: str = PASSPHRASE, passphrase: str = NEW) -> None:
    form.name.setText("Mx Vale")
    form.new.new.setText(passphrase)
    form.new.again.setText(passphrase)
    form.own.setText(own)


def test_a_teacher_sees_no_accounts(desk: Desk) -> None:
    assert desk.enter().tabs.accounts is None


def test_everybody_has_role_number_and_classes(desk: Desk) -> None:
    said = words(accounts(desk))
    assert f"Teacher · Number 1 · you · {isolate('Class 7b')}" in said
    assert "Administrator · Number 2" in said
    assert "Removed: cannot sign in any more" in said
    assert "every passphrase opens all names" in said


def test_somebody_new_has_a_slot_a_role_and_classes(desk: Desk) -> None:
    tab = accounts(desk)
    form = new_form(tab)
    fill(form)
    form.classes.boxes[ClassId("class-1")].setChecked(True)
    form.go.click()
    desk.until(lambda: "may sign in now" in words(tab))
    assert desk.keys.added == [("Mx Vale", Role.TEACHER, NEW, (ClassId("class-1"),))]
    desk.until(lambda: "Number 4" in words(tab))


def test_an_administrator_needs_no_classes(desk: Desk) -> None:
    form = new_form(accounts(desk))
    fill(form)
    form.classes.boxes[ClassId("class-1")].setChecked(True)
    form.role.setCurrentIndex(1)
    assert not form.classes.isVisible()
    form.go.click()
    assert desk.keys.added[0][1:] == (Role.ADMIN, NEW, ())


def test_six_words_can_be_handed_over(desk: Desk) -> None:
    form = new_form(accounts(desk))
    fill(form)
    form.new.suggesting.click()
    assert SIX_WORDS in words(form)
    form.new.again.setText(SIX_WORDS)
    form.go.click()
    assert desk.keys.added[0][2] == SIX_WORDS


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"own": "not mine at all"}, "opens nothing here"),
        ({"own": ""}, "own passphrase is needed"),
        ({"passphrase": "short"}, "too easy to guess"),
    ],
)
def test_what_is_refused_is_said_in_the_form_and_adds_nobody(
    desk: Desk, change: dict[str, str], says: str
) -> None:
    form = new_form(accounts(desk))
    fill(form, **change)
    form.go.click()
    desk.until(lambda: says in form.problem.text())
    assert form.go.isEnabled()
    assert desk.keys.added == []


def test_classes_and_role_are_changed(desk: Desk) -> None:
    tab = accounts(desk)
    press(tab, "Classes …")
    form = tab.signers.form
    assert isinstance(form, ClassesForm)
    assert form.classes.boxes[ClassId("class-0")].isChecked()
    form.classes.boxes[ClassId("class-0")].setChecked(False)
    form.classes.boxes[ClassId("class-1")].setChecked(True)
    prove(tab)
    desk.until(lambda: f"Teacher · Number 1 · you · {isolate('Choir')}" in words(tab))
    press(tab, "Make administrator")
    assert "may then do everything" in words(tab)
    prove(tab)
    desk.until(lambda: "Administrator · Number 1 · you" in words(tab))


@pytest.mark.parametrize("act", ["Classes …", "Make administrator", "Remove …"])
@pytest.mark.parametrize(
    ("own", "says"), [("", "a desk can be left open"), ("not mine at all", "opens nothing here")]
)
def test_whoever_finds_the_desk_open_changes_no_account(desk: Desk, act: str, own: str, says: str) -> None:
    """A teacher could be made an administrator with one press by whoever came along."""
    tab = accounts(desk)
    before = list(desk.keys.all)
    press(tab, act)
    prove(tab, own)
    form = tab.signers.form
    assert form is not None
    desk.until(lambda: says in form.problem.text())
    assert desk.keys.all == before


def test_the_last_administrator_stays_one(desk: Desk) -> None:
    tab = accounts(desk)
    press(tab, "Make teacher")
    prove(tab)
    form = tab.signers.form
    assert form is not None
    desk.until(lambda: "only administrator" in form.problem.text())


def test_somebody_is_removed_after_a_question_and_nobody_removes_themselves(desk: Desk) -> None:
    tab = accounts(desk)
    desk.keys._replace(SignerId("ruiz"), role=Role.ADMIN)
    tab.load()
    desk.until(lambda: "Administrator · Number 1 · you" in words(tab))
    removers = [b for b in acts(tab) if b.text() == "Remove …"]
    assert len(removers) == 1
    removers[0].click()
    form = tab.signers.form
    assert isinstance(form, ProofForm)
    assert "stays in the audit" in words(tab)
    form.cancel.click()
    assert sum(each.is_removed for each in desk.keys.all) == 1
    press(tab, "Remove …")
    prove(tab)
    desk.until(lambda: "cannot sign in any more" in words(tab.strip))
    assert sum(each.is_removed for each in desk.keys.all) == 2


@pytest.mark.parametrize("custody", list(Custody))
def test_the_custody_level_says_what_it_protects_from(desk: Desk, custody: Custody) -> None:
    desk.keys.custody_ = custody
    said = words(accounts(desk).keys)
    assert "Level" in said
    assert "Protected from" in said
    assert "Not protected" in said
    assert "kiosk recover --new-code" in said


@pytest.mark.parametrize(
    ("custody", "since", "tried"),
    [
        (Custody.KEYRING, None, "Not tried after a restart yet"),
        (
            Custody.KEYRING,
            Instant.at(MONDAY, ZONE),
            "Found again after a restart of this computer: Monday",
        ),
        (Custody.ATTENDED, None, ""),
    ],
)
def test_it_says_whether_the_key_was_found_after_a_restart(
    desk: Desk, custody: Custody, since: Instant | None, tried: str
) -> None:
    desk.keys.custody_, desk.keys.custody_checked_ = custody, since
    keys = accounts(desk).keys
    desk.until(lambda: tried in words(keys))
    assert ("restart" in words(keys)) == bool(tried)


def test_keys_are_exchanged_with_progress_and_one_s_own_passphrase(desk: Desk) -> None:
    tab = accounts(desk)
    press(tab, "Exchange the keys …")
    form = tab.keys.form
    assert isinstance(form, RotationForm)
    form.go.click()
    assert "own passphrase is needed" in form.problem.text()
    form.own.setText(PASSPHRASE)
    form.go.click()
    assert desk.keys.rotating is not None
    assert tab.keys.progress.isVisible()
    assert not form.go.isEnabled()
    assert form.own.text() == ""
    desk.keys.rotating.set_result(None)
    desk.until(lambda: "keys are exchanged" in words(tab.strip))
    assert not tab.keys.progress.isVisible()


def test_a_wrong_passphrase_exchanges_nothing(desk: Desk) -> None:
    tab = accounts(desk)
    tab.keys.ask_rotation()
    form = tab.keys.form
    assert isinstance(form, RotationForm)
    form.own.setText("not mine at all")
    form.go.click()
    desk.until(lambda: "opens nothing here" in form.problem.text())
    assert not tab.keys.progress.isVisible()
    assert form.cancel.isEnabled()


def test_every_button_names_whose_it_is(desk: Desk) -> None:
    tab = accounts(desk)
    lists = [b for b in acts(tab.signers) if b.text() in {"Make teacher", "Make administrator", "Remove …"}]
    assert lists
    for made in lists:
        assert made.accessibleName() != made.text()
