"""The running program without its windows: door, desk and camera over one database thread.

Built in this order: clock, database thread, camera thread; stopped in reverse. Nothing heavy happens in the
constructor: the vault is opened when it is first asked for something, the models when `start` names a source
or somebody is enrolled.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kiosk import logs, process_guard
from kiosk.domain.findings import Finding
from kiosk.domain.ids import PersonId
from kiosk.domain.matching import MatchLimits
from kiosk.domain.protection import Rotation
from kiosk.domain.strictness import TARGETS, Strictness
from kiosk.domain.tally import Count
from kiosk.errors import KioskError
from kiosk.paths import DataDir, models_dir
from kiosk.runtime.attendance import Attendance, ModelKey
from kiosk.runtime.audit import AuditService
from kiosk.runtime.backups import BackupService, folder_of
from kiosk.runtime.camera import CameraThread, CameraTimings
from kiosk.runtime.cards import CardsService
from kiosk.runtime.clock import Clock, SchoolClock, StepWatch, machine_zone
from kiosk.runtime.collecting import CollectingLimits
from kiosk.runtime.database import AttendedOpener, DatabaseThread, Opener, open_vault, start_vault
from kiosk.runtime.derivation import DerivationThread
from kiosk.runtime.desk import DeskService
from kiosk.runtime.door import DoorService
from kiosk.runtime.doorkeeper import Doorkeeper
from kiosk.runtime.feeds import Feed, open_feed, source_named
from kiosk.runtime.follow_ups import FollowUpsService
from kiosk.runtime.imports import ImportsService
from kiosk.runtime.keys import KeysService
from kiosk.runtime.look_alikes import LookAlikes
from kiosk.runtime.privacy import PrivacyService
from kiosk.runtime.reports import ReportsService
from kiosk.runtime.resting import Resting
from kiosk.runtime.site import Examiner, SiteService
from kiosk.runtime.storing import Storing
from kiosk.runtime.timetable import TimetableService
from kiosk.runtime.watchdog import Watchdog
from kiosk.settings import Settings
from kiosk.vision.gallery import load_index
from kiosk.vision.models import ModelEntry, load_manifest, read_limits
from kiosk.vision.sources import SourceSpec

if TYPE_CHECKING:
    from kiosk.storage.vault import Vault
    from kiosk.vision.recogniser import Recogniser

T = TypeVar("T")
STOP_S = 10.0
"""How long each part has to end. A frame takes a tenth of a second, a passphrase half of one."""
_HOUSEKEEPING_TICKS = 60
"""Consents that ended and marks of yesterday are looked for, and memory is given back, once a minute."""
FeedOpener = Callable[[SourceSpec, bool], Feed]


class Services:
    """Everything that windows and commands use.

    Attributes:
        camera: CameraApi.
        door: DoorApi.
        desk: DeskApi.
        keys: KeysApi.
        privacy: PrivacyApi.
        backups: BackupApi.
        audit: AuditApi.
        timetable: TimetableApi.
        imports: ImportApi.
        cards: CardsApi.
        reports: ReportsApi.
        follow_ups: FollowUpsApi.
        site: SiteApi.
        resting: Whether the kiosk rests, out of hours.
        storing: New templates on their way into Zone K. Database thread only.
    """

    def __init__(
        self,
        data_dir: DataDir,
        settings: Settings,
        *,
        clock: Clock | None = None,
        watch: StepWatch | None = None,
        models: Path | None = None,
        opener: Opener = open_vault,
        starter: AttendedOpener = start_vault,
        feed_opener: FeedOpener | None = None,
        has_index: bool = True,
        timings: CameraTimings | None = None,
        collecting: CollectingLimits | None = None,
        tick_s: float = 1.0,
        examine: Examiner | None = None,
    ) -> None:
        """Put the parts together; starts nothing.

        Args:
            data_dir: A school that was set up.
            settings: Its choices.
            clock: The time; None for the system's, in the school's zone.
            watch: Says whether that time was stepped; None watches the system's.
            models: The folder of manifest.toml; None for the program's own.
            opener: Opens the vault.
            starter: Opens one that needs somebody's passphrase for it.
            feed_opener: Opens a source, told whether this is a trial.
            has_index: Import the search index beside the work.
            timings: Of the camera thread.
            collecting: Of an enrolment by camera.
            tick_s: How often the open sessions are looked at.
            examine: Runs the doctor's checks, where somebody may ask for them.
        """
        self._data_dir = data_dir
        self.settings = settings
        self._school_clock = SchoolClock(machine_zone())
        self.clock = clock or self._school_clock
        self._models = models or models_dir()
        self._model = settings.model
        self._feed_opener = feed_opener or self._open_feed
        self._watch = watch or StepWatch()
        self._watchdog = Watchdog()
        self._changed: Callable[[], None] = _nobody_listens
        self._keeper: Doorkeeper | None = None
        self._key: ModelKey | None = None
        self._entry: ModelEntry | None = None
        self._look_alikes: LookAlikes | None = None
        self._has_camera = False
        self._source_text: str | None = None
        self._ticks = 0
        self._is_stale = True
        self.attendance = Attendance()

        def open_here(by: Opener, where: DataDir, now: Clock) -> "Vault":
            vault = by(where, now)
            self._school_clock.zone = vault.zone
            return vault

        self._starter = starter
        self._open_here = open_here
        self.database = DatabaseThread(
            data_dir,
            self.clock,
            opener=lambda where, now: open_here(opener, where, now),
            tick=self._tick,
            tick_s=tick_s,
        )
        self.derivation = DerivationThread()
        self.resting = Resting(lambda: self.camera.enrolment_progress() is not None)
        self.camera = CameraThread(
            self._make_recogniser,
            self.clock,
            timings=timings,
            collecting=collecting,
            watchdog=self._watchdog,
            load_index=load_index if has_index else None,
        )
        self.camera.on_try(lambda: self._count(Count.TRIES))
        self.storing = Storing(self.look_alikes)
        self.door = DoorService(self)
        self.desk = DeskService(self)
        self.keys = KeysService(self)
        self.privacy = PrivacyService(self)
        self.backups = BackupService(self)
        self.audit = AuditService(self)
        self.timetable = TimetableService(self)
        self.imports = ImportsService(self)
        self.cards = CardsService(self)
        self.reports = ReportsService(self)
        self.follow_ups = FollowUpsService(self)
        self.site = SiteService(self, data_dir, examine or _no_checks)

    def start(self, source: SourceSpec | None) -> None:
        """Start the threads.

        Args:
            source: What the camera thread looks at (`kiosk.runtime.feeds.ANY_CAMERA` for the first real
                camera); None for nothing: then models are loaded only when somebody is enrolled.
        """
        self.database.start()
        if source is None:
            return
        self._has_camera = True
        self.camera.start(lambda: self._feed_opener(source, self._ask(self._before_camera)))

    def start_named(self, text: str) -> None:
        """Start the threads with a source by its name. One that cannot be is said as the camera's state.

        A slip in a setting must not shut the door: codes and desk work without a camera (promise P7).

        Args:
            text: As `kiosk.runtime.feeds.source_named` reads it.
        """
        self._source_text = text
        self.database.start()
        self._has_camera = True
        self.camera.start(self._opener_of(text))

    def _opener_of(self, text: str) -> Callable[[], Feed]:
        """Give what opens a source by its name, on the camera thread; one that cannot be is refused there."""
        try:
            spec = source_named(text)
        except KioskError as error:
            # An address in the settings can hold a password, and everybody reads the door's screen.
            where = "settings.toml (camera)" if text == self.settings.camera else error.where
            refusal = KioskError(error.code, where=where, detail=error.detail)
            return lambda: _refuse(refusal)
        return lambda: self._feed_opener(spec, self._ask(self._before_camera))

    def start_attended(self, passphrase: str, number: int | None = None) -> "Future[None]":
        """Open a vault that waits for somebody, as StartApi says."""

        def start(where: DataDir, now: Clock) -> "Vault":
            return self._starter(where, now, passphrase, number)

        self.database.start()
        return self.database.start_by(lambda where, now: self._open_here(start, where, now))

    def stop(self) -> list[str]:
        """Stop in reverse order; again is harmless.

        Returns:
            The names of what did not end.
        """
        self.database.stop_waiting()  # the camera thread waits for the vault
        left = self.backups.stop(STOP_S)
        left += self.imports.stop(STOP_S)
        left += self.desk.stop(STOP_S)
        left += self.reports.stop(STOP_S)
        left += self.follow_ups.stop(STOP_S)
        left += self.site.stop(STOP_S)
        left += self.camera.stop(STOP_S)
        if not self.derivation.stop(STOP_S):
            left.append(self.derivation.name)
        if not self.database.stop(STOP_S):
            left.append(self.database.name)
        self._watchdog.forget(self.database.name)
        for name in left:
            logs.event(f"did-not-end-{name}", level=logging.ERROR)
        return left

    def change_settings(self, settings: Settings) -> "Future[None]":
        """Take other settings while the program runs. Any thread.

        Strictness, the camera and the time for "not me" hold from the next frame and the next mark on; the
        face model changes when the program is started again. A source that was named at the start stays.

        Returns:
            Done when the database thread goes by them.
        """
        before, self.settings = self.settings, settings
        if settings.camera != before.camera and self._source_text == before.camera:
            self._source_text = settings.camera
            self.camera.change_source(self._opener_of(settings.camera))
        target = self._target_fpir()
        if self.camera.is_started:

            def be_as_strict(recogniser: "Recogniser") -> None:
                recogniser.match_limits = recogniser.match_limits.with_target(target)

            self.camera.submit(be_as_strict)

        def take_over(vault: "Vault") -> None:
            keeper = self.keeper(vault)
            keeper.not_me_s, keeper.served.room = float(settings.not_me_seconds), settings.room
            if self._look_alikes is not None:
                known = self._look_alikes
                limits = known.limits.with_target(target)
                self._look_alikes = LookAlikes(vault.door, known.key, limits)
            self.refresh(vault)

        return self.submit(take_over)

    # For door and desk

    def submit(self, job: Callable[["Vault"], T]) -> "Future[T]":
        """Run a job on the database thread, which is started by the first one."""
        self.database.start()
        return self.database.submit(job)

    def with_models(self, job: Callable[["Recogniser"], T]) -> "Future[T]":
        """Run a job on the camera thread, between two frames."""
        self.camera.start()
        return self.camera.submit(job)

    def keeper(self, vault: "Vault") -> Doorkeeper:
        """Give the doorkeeper. Database thread only."""
        if self._keeper is None:
            self._keeper = Doorkeeper(
                vault,
                self.clock,
                not_me_s=float(self.settings.not_me_seconds),
                room=self.settings.room,
                watch=self._watch,
                look_alikes=lambda: self.look_alikes(vault),
                on_greeted=lambda seen: self.camera.greet(seen, self.settings.welcome_seconds),
            )
        return self._keeper

    def look_alikes(self, vault: "Vault") -> LookAlikes:
        """Give who is asked for a PIN. Database thread only.

        Raises:
            KioskError: As `limits`.
        """
        if self._look_alikes is None:
            self._look_alikes = LookAlikes(vault.door, self._model_key(vault), self.limits())
        return self._look_alikes

    def known_look_alikes(self, vault: "Vault") -> LookAlikes | None:
        """Give the same, or None while no model can be used: the camera's state says why. Database thread."""
        try:
            return self.look_alikes(vault)
        except KioskError as error:
            logs.event("look-alikes-not-known", code=error.code)
            return None

    def limits(self) -> MatchLimits:
        """Give the limits of the chosen model's decision, as strict as the school chose.

        Raises:
            KioskError: MANIFEST_BAD, MODEL_NOT_MEASURED.
        """
        return read_limits(self.embedder(), self._models / "built").with_target(self._target_fpir())

    def listen(self, callback: Callable[[], None]) -> None:
        """Call `callback` on the database thread after each committed change to marks."""
        self._changed = callback

    def note_change(self) -> None:
        """Say that marks changed. Database thread only."""
        try:
            self._changed()
        except Exception as error:  # noqa: BLE001 - others' code: its bug must not fail a committed mark
            logs.bug("change-callback-failed", error)

    def backup_folder(self) -> Path:
        """Give the folder of the backups."""
        return folder_of(self._data_dir, self.settings.backup_folder)

    def refresh(self, vault: "Vault") -> None:
        """Give the camera thread the sessions and templates as they are now. Database thread only."""
        self._is_stale = True
        self.resting.distrust()
        self._look_at_sessions(vault)

    def embedder(self) -> ModelEntry:
        """Give the manifest's entry of the chosen embedding model. Raises KioskError MANIFEST_BAD.

        A name in the settings that no model has is the recogniser's to refuse, as the camera's state says;
        here the default stands in, so that codes and desk go on.
        """
        if self._entry is None:
            manifest = load_manifest(self._models / "manifest.toml")
            known = {entry.name: entry for entry in manifest.embedders}
            self._entry = known.get(self._model, manifest.default("embedder"))
        return self._entry

    # Inside

    def _ask(self, job: Callable[["Vault"], T]) -> T:
        """Wait for an answer, before an attended start too. Camera thread only."""
        self.database.opened.result()
        return self.submit(job).result()

    def _before_camera(self, vault: "Vault") -> bool:
        """Say whether this is a trial; and know whether it rests before a camera is opened for nothing."""
        self.resting.look(vault, self.settings, self.clock())
        return vault.is_trial

    def _open_feed(self, spec: SourceSpec, is_trial: bool) -> Feed:
        return open_feed(spec, is_trial=is_trial, rests=self.resting.camera_rests)

    def _make_recogniser(self) -> "Recogniser":
        from kiosk.vision.recogniser import build_recogniser  # mediapipe and onnxruntime load on this thread

        secret = self._ask(lambda vault: vault.rotation_secret())
        return build_recogniser(self._models, secret, model=self._model, target_fpir=self._target_fpir())

    def _target_fpir(self) -> float:
        return TARGETS[Strictness(self.settings.strictness)]

    def _count(self, what: Count) -> None:
        self.submit(lambda vault: self.keeper(vault).count(what))

    def late(self) -> tuple[str, ...]:
        """Give the names of threads that have shown no sign of life for too long."""
        return self._watchdog.late()

    def _tick(self, vault: "Vault") -> None:
        """Do the second's work. What of it fails, as on a full disk, keeps no list from the door."""
        self._watchdog.beat(self.database.name)
        try:
            self._do_chores(vault)
        finally:
            self._look_at_sessions(vault)
        self._compare_some()

    def _do_chores(self, vault: "Vault") -> None:
        has_stepped = self._watch.has_stepped()
        is_due = self._ticks % _HOUSEKEEPING_TICKS == 0
        self._ticks += 1  # at once: what fails is tried again in a minute, not each second
        if is_due:
            now = self.clock()
            if not has_stepped:  # a slip of whoever sets the clock can be put right before it erases somebody
                self._is_stale |= vault.door.expire_consents(now) > 0
                self.privacy.housekeeping(vault, now)
            vault.door.clear_past(now)
            process_guard.give_back_memory()
        self.backups.tick(vault)
        self.follow_ups.tick(vault)
        self.storing.drop_old()

    def _look_at_sessions(self, vault: "Vault") -> None:
        """Swap sessions and galleries when a session opened or ended, a list changed or a template did."""
        self.resting.look(vault, self.settings, self.clock())
        keeper = self.keeper(vault)
        if self._has_camera and (self._is_stale or keeper.served.is_outdated()):
            self.attendance = keeper.served.attendance(self._model_key(vault), self.known_look_alikes(vault))
            self._is_stale = False
            self.camera.attend(self.attendance)

    def _compare_some(self) -> None:
        """Look for look-alikes of people who are new or changed classes, a step a tick.

        Until all were compared, the door compares whoever it recognises.
        """
        # They were made when the templates were handed out; None while no model can be used.
        look_alikes = self._look_alikes
        if not self._has_camera or not self.attendance.school or look_alikes is None:
            return
        if not look_alikes.is_complete():
            look_alikes.compare_some()
            self._is_stale = True

    def _model_key(self, vault: "Vault") -> ModelKey:
        if self._key is None:
            entry = self.embedder()
            assert entry.dimensions is not None  # load_manifest lets no embedder pass without
            rotation = Rotation(vault.rotation_secret(), entry.dimensions)
            self._key = ModelKey(entry.sha256, rotation.key_id)
        return self._key

    def enrolled(self, vault: "Vault") -> frozenset[PersonId]:
        """Give whoever has a template that can match. Database thread only."""
        if self._has_camera:
            return self.attendance.enrolled
        key = self._model_key(vault)
        return frozenset(row.person for row in vault.door.templates(key.model_sha256, key.key_id))


def _refuse(error: KioskError) -> Feed:
    raise error


def _no_checks(_: DataDir) -> Sequence[Finding]:
    """Stand in where nobody asks."""
    return ()


def _nobody_listens() -> None:
    """Stand in until somebody wants to know."""
