"""KeysApi and AuditApi over the database thread: by futures, and the door is answered meanwhile."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.people import Custody, Role
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_office import AuditFilter
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.storage.rotation import Rotating
from kiosk.storage.slot_plans import SlotMade, SlotPlan
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.runtime.fakes_school import WAIT_S, light_opener, make_school

THEIRS = "copper violin hedge marble"
OTHER = "walnut ferry canyon thistle"
PIN = "271828"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A school whose administrator is signed in; no camera."""
    clock = SchoolClock()
    made = Services(make_school(tmp_path / "data", clock), Settings(), clock=clock, opener=light_opener)
    made.desk.sign_in(PASSPHRASE).result(WAIT_S)
    yield made
    assert made.stop() == []


def _code(error: "pytest.ExceptionInfo[KioskError]") -> Code:
    return error.value.code


def test_from_adding_somebody_to_removing_them(services: Services) -> None:
    keys = services.keys
    (school_class,) = services.desk.classes().result(WAIT_S)
    made = keys.add_signer(PASSPHRASE, "Omar", Role.TEACHER, THEIRS, [school_class.id]).result(WAIT_S)
    keys.set_role(PASSPHRASE, made.id, Role.ADMIN).result(WAIT_S)
    keys.set_classes(PASSPHRASE, made.id, []).result(WAIT_S)
    assert [one.role for one in keys.signers().result(WAIT_S)] == [Role.ADMIN, Role.ADMIN]
    assert services.desk.sign_in(THEIRS, made.number).result(WAIT_S).name == "Omar"
    keys.change_passphrase(THEIRS, OTHER).result(WAIT_S)
    assert keys.custody().result(WAIT_S) is Custody.FILE
    assert keys.custody_checked().result(WAIT_S) is None
    services.desk.sign_in(PASSPHRASE, 1).result(WAIT_S)
    keys.remove_signer(PASSPHRASE, made.id).result(WAIT_S)
    with pytest.raises(KioskError) as caught:
        services.desk.sign_in(OTHER, made.number).result(WAIT_S)
    assert _code(caught) is Code.PASSPHRASE_WRONG


@pytest.mark.parametrize("act", ["classes", "role", "remove"])
def test_an_account_is_changed_by_ones_own_passphrase_only(services: Services, act: str) -> None:
    keys = services.keys
    made = keys.add_signer(PASSPHRASE, "Omar", Role.TEACHER, THEIRS).result(WAIT_S)
    before = keys.signers().result(WAIT_S)
    acts = {
        "classes": lambda own: keys.set_classes(own, made.id, [services.desk.classes().result(WAIT_S)[0].id]),
        "role": lambda own: keys.set_role(own, made.id, Role.ADMIN),
        "remove": lambda own: keys.remove_signer(own, made.id),
    }
    with pytest.raises(KioskError) as caught:
        acts[act](THEIRS).result(WAIT_S)
    assert _code(caught) is Code.PASSPHRASE_WRONG
    assert keys.signers().result(WAIT_S) == before


def test_the_door_is_answered_while_a_slot_is_made(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow part stands still until the door was answered."""
    answered, real = threading.Event(), SlotPlan.derive

    def derive(plan: SlotPlan) -> SlotMade:
        assert answered.wait(WAIT_S)
        return real(plan)

    monkeypatch.setattr(SlotPlan, "derive", derive)
    making = services.keys.add_signer(PASSPHRASE, "Omar", Role.TEACHER, THEIRS)
    services.door.view().result(WAIT_S)
    assert not making.done()
    answered.set()
    assert making.result(WAIT_S).name == "Omar"


def test_who_signs_in_meanwhile_is_not_given_anothers_slot(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = services.keys.add_signer(PASSPHRASE, "Omar", Role.ADMIN, THEIRS).result(WAIT_S)
    real = SlotPlan.derive

    def derive(plan: SlotPlan) -> SlotMade:
        services.submit(lambda vault: vault.sign_in(THEIRS, other.number)).result(WAIT_S)
        return real(plan)

    monkeypatch.setattr(SlotPlan, "derive", derive)
    with pytest.raises(KioskError) as caught:
        services.keys.change_passphrase(PASSPHRASE, OTHER).result(WAIT_S)
    assert _code(caught) is Code.SIGNED_OUT
    monkeypatch.undo()
    assert services.desk.sign_in(PASSPHRASE, 1).result(WAIT_S).number == 1


def test_rotating_stays_signed_in_and_a_wrong_passphrase_is_refused(services: Services) -> None:
    with pytest.raises(KioskError) as caught:
        services.keys.rotate(THEIRS).result(WAIT_S)
    assert _code(caught) is Code.PASSPHRASE_WRONG
    services.submit(lambda vault: vault._waits.succeeded(vault.slots.people[0].id.encode())).result(WAIT_S)
    services.keys.rotate(PASSPHRASE).result(WAIT_S)
    assert services.desk.school().result(WAIT_S) == "Hilltop School"
    actions = services.audit.actions().result(WAIT_S)
    assert "keys-rotated" in actions


def test_the_door_is_answered_while_zone_r_is_written_anew(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is written to it then is not lost: it is written anew once more."""
    real, threads = Rotating.prepare, []

    def prepare(rotating: Rotating) -> None:
        real(rotating)
        threads.append(threading.current_thread().name)
        services.door.view().result(WAIT_S)
        if len(threads) == 1:
            services.desk.add_class("8a").result(WAIT_S)

    monkeypatch.setattr(Rotating, "prepare", prepare)
    services.keys.rotate(PASSPHRASE).result(WAIT_S)
    assert threads == [services.derivation.name] * 2
    assert [one.name for one in services.desk.classes().result(WAIT_S)] == ["7b", "8a"]
    assert "keys-rotated" in services.audit.actions().result(WAIT_S)


def test_the_pin_of_the_day(services: Services) -> None:
    keys = services.keys
    assert not keys.has_desk_pin().result(WAIT_S)
    keys.set_desk_pin(PIN).result(WAIT_S)
    assert keys.has_desk_pin().result(WAIT_S)
    assert keys.unlock(PIN).result(WAIT_S).role is Role.ADMIN
    for left, code in ((2, Code.DESK_PIN_WRONG), (1, Code.DESK_PIN_WRONG), ("", Code.DESK_PIN_OVER)):
        with pytest.raises(KioskError) as caught:
            keys.unlock("314159").result(WAIT_S)
        assert (_code(caught), caught.value.detail) == (code, str(left))
    with pytest.raises(KioskError) as caught:
        services.desk.school().result(WAIT_S)
    assert _code(caught) is Code.SIGNED_OUT
    assert not keys.has_desk_pin().result(WAIT_S)
    with pytest.raises(KioskError) as caught:
        keys.unlock(PIN).result(WAIT_S)
    assert _code(caught) is Code.DESK_PIN_OVER


def test_six_words_without_anybody_signed_in(services: Services) -> None:
    assert len(services.keys.suggest_passphrase().split()) == 6


def test_the_audit_has_the_names_of_now(services: Services) -> None:
    (school_class,) = services.desk.classes().result(WAIT_S)
    person = services.desk.add_person("S-1", "Ada Lovelace", [school_class.id]).result(WAIT_S)
    services.audit.note_view(person.id).result(WAIT_S)
    services.audit.note_settings(["camera"]).result(WAIT_S)
    services.audit.note_export(3).result(WAIT_S)
    wanted = AuditFilter(first=date(2026, 11, 23), subject=person.id)
    viewed, added = services.audit.rows(wanted).result(WAIT_S)
    assert (viewed.row.action, viewed.actor, viewed.subjects) == (
        "person-viewed",
        "Grace Admin",
        ("Ada Lovelace",),
    )
    assert (added.row.action, added.subjects) == ("person-added", ("Ada Lovelace", "7b"))
    assert len(services.audit.rows().result(WAIT_S)) > 5
    assert services.audit.verify().result(WAIT_S) == ()
    assert [one.chore for one in services.audit.overdue().result(WAIT_S)] == ["backup"]
