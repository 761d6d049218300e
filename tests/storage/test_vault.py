"""Opening, closing and signing in."""

from pathlib import Path

import pytest

from kiosk.domain.marks import MarkState
from kiosk.domain.people import Custody, Role
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage.vault import Vault
from tests.fakes_storage import LIGHT, PASSPHRASE, SchoolClock, SmallSchool, create, plan, reopen


def test_a_new_school_opens_again_and_knows_its_people(school: SmallSchool) -> None:
    school.mark(0)
    vault = school.reopen()
    assert vault.signed_in is None
    assert [m.person for m in vault.door.today(school.clock())] == [school.people[0].id]
    signed = vault.sign_in(PASSPHRASE)
    assert (signed.name, signed.role) == ("Grace Admin", Role.ADMIN)
    roster = vault.records.roster(school.session.id)
    states = {row.person.name: row.standing.state for row in roster.rows}
    assert states[school.people[0].name] is MarkState.PRESENT
    assert states[school.people[1].name] is MarkState.UNMARKED
    assert vault.custody is Custody.FILE
    assert vault.records.verify_audit() == ()


def test_records_are_closed_while_nobody_is_signed_in(tmp_path: Path) -> None:
    made = create(tmp_path, SchoolClock())
    with made.vault as vault, pytest.raises(KioskError) as caught:
        vault.records.school()
    assert caught.value.code is Code.SIGNED_OUT
