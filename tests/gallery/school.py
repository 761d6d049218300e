"""A school of invented people for pictures: a term of marks, in the language of whoever looks at it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from unittest.mock import patch

from kiosk.domain import sample
from kiosk.domain.frames import SourceKind
from kiosk.domain.groups import GroupKind, GroupOptions
from kiosk.domain.ids import LessonId, PersonId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import PersonSummary, Role
from kiosk.domain.privacy import BasisKind, ConsentGiven, Purpose, Relation
from kiosk.domain.timetable import Lesson, Span
from kiosk.paths import DataDir
from kiosk.runtime.api import NewSchool
from kiosk.runtime.services import Services
from kiosk.runtime.setup import Setup
from kiosk.settings import Settings
from kiosk.storage import sample as sample_storage
from tests.fakes_storage import PASSPHRASE, ZONE, SchoolClock
from tests.runtime.fakes_school import WAIT_S, light_creator, light_opener

WEDNESDAY: Final = datetime(2026, 11, 25, 7, 41, tzinfo=UTC)
"""08:41 in Berlin, while the first lesson of the day is under way."""
PEOPLE: Final = 75
WEEKS: Final = 13
SEED: Final = 7
PIN: Final = "2580"
SCHOOL: Final = {"en": "Riverside School", "ar": "مدرسة ضفاف النهر"}
ADMIN: Final = {"en": "Noor Haddad", "ar": "نور حداد"}
TEACHER: Final = {"en": "Jonas Weiss", "ar": "سلمى الفاسي"}
ASSEMBLY: Final = {"en": "Assembly", "ar": "الطابور الصباحي"}
STAFF: Final = {"en": "Staff", "ar": "العاملون"}
_OTHER_SCRIPT: Final = 6
"""One person in so many has a name in the other script, as in many a school."""


def people(language: str, count: int) -> Iterator[sample.SamplePerson]:
    """Give invented people, most of them with names in the language's script."""
    drawn = list(_ORIGINAL(6 * count, SEED))
    arabic = [one.name for one in drawn if one.name >= "\u0600"]
    latin = [one.name for one in drawn if one.name < "\u0600"]
    own, other = (arabic, latin) if language == "ar" else (latin, arabic)
    for place in range(count):
        name = (other if place % _OTHER_SCRIPT == _OTHER_SCRIPT - 1 else own)[place]
        yield sample.SamplePerson(str(sample.FIRST_NUMBER + place), name, place // sample.PEOPLE_A_GROUP)


_ORIGINAL: Final = sample.people


@contextmanager
def school(folder: Path, language: str, exports: Path) -> Iterator[Services]:
    """Make the school, and give its services; an administrator is signed in.

    Args:
        folder: An empty one.
        language: "en" or "ar"; another has the English one's names.
        exports: The folder that sheets go into.
    """
    with empty_school(folder, language, exports) as services:
        _fill(services, language)
        yield services


@contextmanager
def empty_school(folder: Path, language: str, exports: Path) -> Iterator[Services]:
    """As `school`, a minute after its set-up: one group, and nobody in it."""
    clock = SchoolClock(WEDNESDAY)
    data_dir = DataDir(folder)
    setup = Setup(data_dir, clock=clock, creator=light_creator)
    named = language if language in SCHOOL else "en"
    plan = NewSchool(SCHOOL[named], ADMIN[named], PASSPHRASE, STAFF[named], True, ZONE)
    setup.create(plan).result(WAIT_S)
    assert setup.stop(WAIT_S)
    settings = Settings(export_folder=str(exports), language=language)
    services = Services(data_dir, settings, clock=clock, opener=light_opener, tick_s=3600.0, has_index=False)
    services.start(None)
    try:
        services.desk.sign_in(PASSPHRASE).result(WAIT_S)
        yield services
    finally:
        assert not services.stop()


def _fill(services: Services, language: str) -> None:
    language = language if language in SCHOOL else "en"
    with (
        patch.object(sample, "people", lambda count, _seed: people(language, count)),
        patch.object(sample_storage, "ASSEMBLY", ASSEMBLY[language]),
    ):
        services.submit(lambda vault: vault.office.sample.fill(PEOPLE, WEEKS, SEED)).result(WAIT_S)
    everybody = list(services.desk.people().result(WAIT_S))
    everybody.sort(key=lambda one: one.person.number)
    _add_ways(services, everybody)
    _add_year(services, language)
    _add_privacy(services, everybody, language)
    _add_day(services, everybody, language)
    _add_follow_ups(services)


def _add_ways(services: Services, everybody: list[PersonSummary]) -> None:
    """Give some a PIN and some a card."""
    for one in everybody[:12]:
        services.desk.set_pin(one.person.id, PIN).result(WAIT_S)
    services.cards.issue([one.person.id for one in everybody[4:9]]).result(WAIT_S)


def _add_year(services: Services, language: str) -> None:
    """Terms, holidays, lessons of several kinds, a set of codes."""
    timetable, ar = services.timetable, language == "ar"
    terms = (
        Span("", "الفصل الأول" if ar else "Autumn term", date(2026, 8, 24), date(2027, 1, 29)),
        Span("", "الفصل الثاني" if ar else "Spring term", date(2027, 2, 8), date(2027, 7, 16)),
    )
    holidays = (
        Span("", "عطلة الخريف" if ar else "Autumn break", date(2026, 10, 19), date(2026, 10, 23)),
        Span("", "عطلة الشتاء" if ar else "Winter break", date(2026, 12, 23), date(2027, 1, 5)),
    )
    timetable.set_terms(terms).result(WAIT_S)
    timetable.set_holidays(holidays).result(WAIT_S)
    groups = {group.name: group for group in timetable.groups().result(WAIT_S)}
    first, second = groups["1-01"], groups["2-01"]
    options = GroupOptions("12", 15, 10, None, True, 10, False, MarkState.ABSENT, "dfe-england-2024")
    timetable.change_group(second.id, second.name, second.kind, options).result(WAIT_S)
    name = "المناوبة الليلية" if ar else "Night shift"
    night = timetable.add_group(name, GroupKind.SHIFT, replace(options, code_set="plain")).result(WAIT_S)
    start, end = terms[0].first, terms[0].last
    lab = "المختبر" if ar else "Lab"
    for lesson in (
        Lesson(LessonId(""), first.id, 1, time(10, 0), time(11, 30), start, end, 2, lab),
        Lesson(LessonId(""), first.id, 3, time(13, 0), time(13, 45), start, end, 1, "7"),
        Lesson(LessonId(""), night.id, 4, time(22, 0), time(2, 0), start, end),
    ):
        timetable.add_lesson(lesson).result(WAIT_S)


def _add_privacy(services: Services, everybody: list[PersonSummary], language: str) -> None:
    ar = language == "ar"
    text = "أوافق على تسجيل الحضور بالوجه." if ar else "I agree that attendance is recorded by face."
    services.privacy.add_consent_text(text).result(WAIT_S)
    reference = "القانون المدرسي، المادة ٤" if ar else "School Act, section 4"
    services.privacy.set_basis(Purpose.ATTENDANCE, BasisKind.LEGAL_OBLIGATION, reference).result(WAIT_S)
    giver = "أحد الوالدين" if ar else "A parent"
    for one in everybody[:6]:
        given = ConsentGiven(text, giver, Relation.GUARDIAN, date(2026, 12, 2))
        services.privacy.record_consent(one.person.id, given).result(WAIT_S)
    services.privacy.object(everybody[9].person.id, Relation.GUARDIAN).result(WAIT_S)
    groups = services.desk.classes().result(WAIT_S)
    own = [group.id for group in groups if group.name in {"1-01", "2-01"}]
    teacher = "lantern gravel otter sun"
    services.keys.add_signer(PASSPHRASE, TEACHER[language], Role.TEACHER, teacher, own).result(WAIT_S)


def _add_day(services: Services, everybody: list[PersonSummary], language: str) -> None:
    """Marks by code and by card, corrections with codes and notes."""
    ar, desk = language == "ar", services.desk
    sessions = desk.sessions(WEDNESDAY.date()).result(WAIT_S)
    names = {group.id: group.name for group in desk.classes().result(WAIT_S)}
    by_name = {names[session.class_id]: session for session in sessions}
    of_group = {
        name: _in_order(desk.people(by_name[name].class_id).result(WAIT_S))
        for name in ("1-01", "2-01", "3-01")
    }
    for day in (date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)):
        before = next(s for s in desk.sessions(day).result(WAIT_S) if names[s.class_id] == "1-01")
        desk.correct(before.id, of_group["1-01"][8:9], MarkState.ABSENT, "؟" if ar else "?").result(WAIT_S)
    dentist = "موعد عند طبيب الأسنان" if ar else "Dentist's appointment"
    desk.correct(by_name["1-01"].id, of_group["1-01"][2:3], MarkState.EXCUSED, dentist).result(WAIT_S)
    desk.correct(by_name["1-01"].id, of_group["1-01"][5:6], MarkState.LATE, minutes=12).result(WAIT_S)
    ill, visit = of_group["2-01"][3:5], of_group["2-01"][6:7]
    desk.correct(by_name["2-01"].id, ill, MarkState.EXCUSED, code="I").result(WAIT_S)
    desk.correct(by_name["2-01"].id, visit, MarkState.EXCUSED, code="V").result(WAIT_S)
    desk.correct(by_name["2-01"].id, ill[:1], MarkState.ABSENT, code="O").result(WAIT_S)
    desk.correct(by_name["1-01"].id, of_group["1-01"][:4], MarkState.UNMARKED).result(WAIT_S)
    desk.correct(by_name["1-01"].id, of_group["1-01"][3:4], MarkState.LEFT_EARLY).result(WAIT_S)
    later(services, seconds=50)
    for person in everybody[:2]:
        services.door.sign_code(person.person.number, PIN).result(WAIT_S)
    card = services.cards.issue([everybody[2].person.id]).result(WAIT_S)[0]
    services.door.sign_card(card.code, SourceKind.SYNTHETIC).result(WAIT_S)
    desk.close_session(by_name["3-01"].id).result(WAIT_S)
    services.reports.set_names_on_board(True).result(WAIT_S)


def _add_follow_ups(services: Services) -> None:
    rules = services.follow_ups.rules().result(WAIT_S)
    services.follow_ups.set_rules([replace(rule, is_active=True) for rule in rules]).result(WAIT_S)
    services.follow_ups.look().result(WAIT_S)


def _in_order(found: Sequence[PersonSummary]) -> list[PersonId]:
    return [one.person.id for one in sorted(found, key=lambda one: one.person.number)]


def later(services: Services, **parts: float) -> None:
    """Let time pass."""
    clock = services.clock
    assert isinstance(clock, SchoolClock)
    clock.moment += timedelta(**parts)
