"""FollowUpsApi: short questions are jobs of the database thread; looking goes by itself, part by part."""

import locale
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from kiosk import logs
from kiosk.domain.follow_up import FollowRule, FollowState, FollowUp, Letter, LetterTemplate
from kiosk.domain.ids import FollowUpId, LetterId
from kiosk.errors import Code, KioskError
from kiosk.runtime.side_thread import SideThread

if TYPE_CHECKING:
    from kiosk.domain.letters import LetterFacts
    from kiosk.domain.people import SignedIn
    from kiosk.runtime.services import Services
    from kiosk.storage.follow_ups import FollowUps
    from kiosk.storage.vault import Vault

T = TypeVar("T")
THREAD_NAME: Final = "rollcall-follow-ups"
_EVERY: Final = 60
"""Ticks between two looks that nobody asked for: a register that was closed is looked at within a minute."""
_AFTER_SIGN_IN: Final = 5
"""Whoever signs in for a moment does not wait behind it."""
_LETTERS_AT_ONCE: Final = 60
"""So many are filled in one job of the database thread: some 50 ms."""


class FollowUpsService:
    """Implements FollowUpsApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._thread = SideThread(THREAD_NAME, "look-failed")
        self._is_ending = threading.Event()
        # Only used on the database thread:
        self._signed_in: SignedIn | None = None
        self._ticks = 0
        self._looked_at: int | None = None
        self._by_itself: Future[None] | None = None

    # FollowUpsApi

    def rules(self) -> "Future[Sequence[FollowRule]]":
        """Give all rules; in a school that has none yet three that are off, with "" for ids."""
        return self._ask(lambda office: office.rules())

    def set_rules(self, rules: Sequence[FollowRule]) -> "Future[None]":
        """Replace them; what a removed one found goes with it. Raises RULE_BAD."""
        return self._ask(lambda office: office.set_rules(rules))

    def look(self) -> "Future[int]":
        """Apply the rules to everybody's registers; says how many are new among one's own people."""
        return self._thread.submit(self._look_at_everybody)

    def found(self, state: FollowState | None = None) -> "Future[Sequence[FollowUp]]":
        """Give the list, newest first."""
        return self._ask(lambda office: office.found(state))

    def set_state(self, found: Sequence[FollowUpId], state: FollowState, note: str = "") -> "Future[None]":
        """Say how far it is. Raises FOLLOW_UP_UNKNOWN, TEXT_BAD."""
        return self._ask(lambda office: office.set_state(found, state, note))

    def templates(self) -> "Future[Sequence[LetterTemplate]]":
        """Give the school's letters by name and language."""
        return self._ask(lambda office: office.templates())

    def save_template(self, template: LetterTemplate) -> "Future[LetterTemplate]":
        """Add or change one. Raises LETTER_FIELD, LETTER_EXISTS, TEXT_BAD."""
        return self._ask(lambda office: office.save_template(template))

    def remove_template(self, letter: LetterId) -> "Future[None]":
        """Take one away."""
        return self._ask(lambda office: office.remove_template(letter))

    def letters(self, found: Sequence[FollowUpId], template_name: str) -> "Future[Sequence[Letter]]":
        """Fill a letter in for each. Raises FOLLOW_UP_UNKNOWN, LETTER_UNKNOWN."""
        return self._thread.submit(lambda: self._letters(found, template_name))

    def note_letters(self, found: Sequence[FollowUpId], fmt: str) -> "Future[None]":
        """Write the audit row of letters that were written to a file."""
        return self._ask(lambda office: office.note_letters(found, fmt))

    # For the services

    def tick(self, vault: "Vault") -> None:
        """Begin a look when somebody is signed in and there is somebody to look at. Database thread only."""
        if vault.signed_in is not self._signed_in:
            self._signed_in, self._ticks, self._looked_at = vault.signed_in, _EVERY - _AFTER_SIGN_IN, None
        self._ticks += 1
        is_busy = self._by_itself is not None and not self._by_itself.done()
        if self._signed_in is None or is_busy or self._ticks % _EVERY:
            return
        waiting = vault.office.follow_ups.waiting()
        if waiting not in {None, self._looked_at}:
            self._by_itself = self._thread.submit(self._look_by_itself)

    def stop(self, timeout: float) -> list[str]:
        """End the thread; gives its name when it did not end."""
        self._is_ending.set()
        return [] if self._thread.stop(timeout) else [self._thread.name]

    # Inside

    def _look_at_everybody(self) -> int:
        try:
            self._ask(lambda office: office.look_at_everybody()).result()
            new = self._look(is_by_itself=False)
            return self._ask(lambda office: office.how_many_seen(new)).result()
        except CancelledError:  # the program ends
            raise KioskError(Code.REPORT_STOPPED) from None

    def _letters(self, found: Sequence[FollowUpId], template_name: str) -> list[Letter]:
        from kiosk.reports.letters import written

        language = self._services.settings.language or _machine_language()
        made: list[Letter] = []
        try:
            # With none, too: a letter that is not there is told.
            for at in range(0, len(found) or 1, _LETTERS_AT_ONCE):
                some = found[at : at + _LETTERS_AT_ONCE]
                pairs = self._ask(partial(_facts_of, some, template_name, language)).result()
                made += [written(*pair) for pair in pairs]
        except CancelledError:  # the program ends
            raise KioskError(Code.REPORT_STOPPED) from None
        return made

    def _look_by_itself(self) -> None:
        try:
            new = self._look(is_by_itself=True)
            self._services.submit(lambda vault: self._note_looked(vault, has_new=bool(new))).result()
        except KioskError as error:  # somebody signed out meanwhile: the next sign-in looks again
            logs.event("look-ended", code=error.code)
        except CancelledError:
            logs.event("look-ended")

    def _note_looked(self, vault: "Vault", *, has_new: bool) -> None:
        self._looked_at = vault.office.follow_ups.waiting()
        if has_new:
            self._services.note_change()

    def _look(self, *, is_by_itself: bool) -> list[FollowUpId]:
        while self._ask(lambda office: office.settle()).result():
            pass
        new: list[FollowUpId] = []
        after: str | None = ""
        while after is not None:
            after = self._step(after, new, is_by_itself=is_by_itself)
        return new

    def _step(self, after: str, new: list[FollowUpId], *, is_by_itself: bool) -> str | None:
        if self._is_ending.is_set():
            raise KioskError(Code.REPORT_STOPPED)
        looked = self._ask(lambda office: office.look_some(after, is_by_itself=is_by_itself)).result()
        new += looked.new
        return looked.last

    def _ask(self, job: "Callable[[FollowUps], T]") -> "Future[T]":
        return self._services.submit(lambda vault: job(vault.office.follow_ups))


def _machine_language() -> str:
    """Give what the windows are in where no language was chosen; "" where the machine says nothing."""
    return (locale.getlocale()[0] or "").partition("_")[0]


def _facts_of(
    found: Sequence[FollowUpId], template_name: str, language: str, office: "FollowUps"
) -> "list[tuple[LetterTemplate, LetterFacts]]":
    return office.letter_facts(found, template_name, language)
