"""Cards: random codes kept as keyed tags, that work until they are replaced, revoked, or their owner left."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.marks import Method
from kiosk.domain.people import Role
from kiosk.domain.privacy import MarksChoice
from kiosk.domain.registers import IssuedCard
from kiosk.errors import Code, KioskError
from kiosk.storage.audit import all_rows
from tests.fakes_storage import SmallSchool
from tests.storage.test_roles import become


def issue(school: SmallSchool, *indexes: int) -> list[IssuedCard]:
    return school.vault.office.cards.issue([school.people[index].id for index in indexes])


def owner(school: SmallSchool, card: IssuedCard) -> PersonId | Code:
    """Whose the door takes a card for, or why not."""
    try:
        return school.vault.door.check_card(card.code, school.clock())
    except KioskError as error:
        return error.code


def test_a_card_is_its_owners_signed_in_or_not(school: SmallSchool) -> None:
    first, third = issue(school, 0, 2)
    assert (first.person, first.name, first.number) == (school.people[0].id, "Ada Lovelace", "S-1")
    school.vault.sign_out()
    assert owner(school, first) == school.people[0].id
    assert owner(school, third) == school.people[2].id


@pytest.mark.parametrize(
    ("story", "act"),
    [
        ("replaced", lambda school: issue(school, 0)),
        ("revoked", lambda school: school.vault.office.cards.revoke(school.people[0].id)),
        ("left", lambda school: school.vault.office.privacy.mark_left(
            school.people[0].id, school.clock().local_date)),
        ("erased", lambda school: school.vault.office.privacy.erase(
            school.people[0].id, MarksChoice.ANONYMISE, school.folder / "backups")),
    ],
)  # fmt: skip
def test_a_card_stops_working(school: SmallSchool, story: str, act: Callable[[SmallSchool], object]) -> None:
    mine, others = issue(school, 0, 1)
    act(school)
    assert owner(school, mine) is Code.CARD_UNKNOWN, story
    assert owner(school, others) == school.people[1].id


def test_whoever_is_here_again_has_their_card_again(school: SmallSchool) -> None:
    (card,) = issue(school, 0)
    privacy = school.vault.office.privacy
    privacy.mark_left(school.people[0].id, school.clock().local_date)
    privacy.mark_left(school.people[0].id, None)
    assert owner(school, card) == school.people[0].id


def test_states_are_by_name_and_say_since_when(school: SmallSchool) -> None:
    cards = school.vault.office.cards
    issue(school, 1)
    made = school.clock()
    expected = [(p.id, made if p is school.people[1] else None) for p in school.people]
    assert cards.states() == expected
    assert cards.states(school.school_class.id) == expected
    assert cards.states(school.vault.records.add_class("8c").id) == []
    assert cards.revoke(school.people[1].id) is True
    assert cards.revoke(school.people[1].id) is False
    assert dict(cards.states())[school.people[1].id] is None
    with pytest.raises(KioskError) as caught:
        cards.states(ClassId("nowhere"))
    assert caught.value.code is Code.CLASS_UNKNOWN


def test_nobodys_card_is_made_with_others(school: SmallSchool) -> None:
    (before,) = issue(school, 0)
    with pytest.raises(KioskError) as caught:
        school.vault.office.cards.issue([school.people[0].id, PersonId("nobody")])
    assert caught.value.code is Code.PERSON_UNKNOWN
    assert owner(school, before) == school.people[0].id


def test_only_an_administrator_hands_out_cards(school: SmallSchool) -> None:
    become(school, Role.TEACHER, school.school_class.id)
    cards = school.vault.office.cards
    for act in (cards.states, lambda: issue(school, 0), lambda: cards.revoke(school.people[0].id)):
        with pytest.raises(KioskError) as caught:
            act()
        assert caught.value.code is Code.NOT_ALLOWED


def test_the_audit_says_for_whom_and_no_code(school: SmallSchool) -> None:
    cards = issue(school, 0, 1)
    school.vault.office.cards.revoke(school.people[1].id)
    found = all_rows(school.vault.office.cards._desk.records)[-2:]
    assert [(row.action, row.subjects, row.detail) for row in found] == [
        ("cards-issued", (school.people[0].id, school.people[1].id), "cards=2"),
        ("card-revoked", (school.people[1].id,), ""),
    ]
    assert not any(card.code in repr(found) for card in cards)


def test_the_code_is_in_no_file(school: SmallSchool) -> None:
    """Not as text, and not as what it stands for: what is kept cannot be printed as a card again."""
    (card,) = issue(school, 0)
    kiosk = school.vault._kiosk
    ((tag,),) = kiosk.read("SELECT tag FROM cards")
    assert card.code.encode() not in tag
    dump = repr([kiosk.read(f"SELECT * FROM {t[0]}") for t in kiosk.read(
        "SELECT name FROM sqlite_master WHERE type = 'table'")])  # fmt: skip
    assert card.code not in dump
    assert card.code not in repr(card)
    for path in school.folder.rglob("*"):
        assert not path.is_file() or card.code.encode() not in path.read_bytes(), path.name


def test_unknown_cards_are_written_down_slowly_and_keep_nobody_out(school: SmallSchool) -> None:
    (card,) = issue(school, 0)
    issue(school, 0)
    (mine,) = issue(school, 1)
    kiosk = school.vault._kiosk
    before = kiosk.changes
    for _ in range(200):
        assert owner(school, card) is Code.CARD_UNKNOWN
    assert kiosk.changes - before <= 4
    assert owner(school, mine) == school.people[1].id


def test_erasure_says_that_a_card_went(school: SmallSchool) -> None:
    issue(school, 0)
    receipt = school.vault.office.privacy.erase(
        school.people[0].id, MarksChoice.ANONYMISE, school.folder / "backups"
    )
    assert dict(receipt.gone)["card"] == 1


def test_a_mark_by_card_reaches_the_register(school: SmallSchool) -> None:
    event = school.mark(0, method=Method.CARD)
    school.vault.drain()
    row = school.vault.records.roster(school.session.id).rows[0]
    assert (row.standing.event, row.standing.method) == (event.id, Method.CARD)


def test_notes_on_bursts_are_kept_a_week(school: SmallSchool) -> None:
    door, kiosk = school.vault.door, school.vault._kiosk
    began = school.clock()
    for cards in (5, 6, 7):
        door.note_burst(began, cards)
    assert kiosk.read("SELECT cards FROM card_bursts") == [(7,)]
    door.clear_past(began.plus(timedelta(days=7)))
    assert kiosk.read("SELECT count(*) FROM card_bursts") == [(1,)]
    door.clear_past(began.plus(timedelta(days=7, seconds=1)))
    assert kiosk.read("SELECT count(*) FROM card_bursts") == [(0,)]
