"""Who may sign in: slots, roles, classes taught, one's own passphrase.

A slot is in the slot file, everything else about a signer in Zone R, and no write covers both. So Zone R's
row and its audit row are committed first, and the slot file is written afterwards. A kill in between leaves a
row without a slot, which counts for nothing and is closed at the next sign-in, or the slot of somebody who
was removed, which opens nothing here any more and goes at the next sign-in. Never a slot without a row.

A copy of the slot file from before a removal still opens what it opened: only new keys
(`kiosk.storage.rotation`) end that.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from kiosk import logs
from kiosk.domain.ids import ClassId, SignerId, new_id, short
from kiosk.domain.people import Custody, Role, Signer
from kiosk.domain.permissions import Act
from kiosk.errors import Code, KioskError
from kiosk.storage import audit, passphrases, rotation, texts
from kiosk.storage.desk_pin import DeskPin
from kiosk.storage.keys import MEMORY_FLOOR, KdfPolicy
from kiosk.storage.rotation import Rotating
from kiosk.storage.slot_plans import NewSigner, SlotMade, SlotPlan
from kiosk.storage.slots import SecretSlot, SlotKind
from kiosk.storage.unlock import Attempt, Opened

if TYPE_CHECKING:
    from kiosk.domain.clock import Instant
    from kiosk.storage.desk import Desk
    from kiosk.storage.slots import Slots
    from kiosk.storage.sqlcipher import Database
    from kiosk.storage.vault import Vault


class Signers:
    """While somebody is signed in."""

    def __init__(self, vault: "Vault", desk: "Desk") -> None:
        """Take the open vault; used by it."""
        self._vault = vault
        self._desk = desk
        self.desk_pin = DeskPin(desk, vault.sign_out)

    def all(self) -> list[Signer]:
        """Give everybody who may sign in, by number, and then who may not any more."""
        self._desk.require(Act.EDIT_KEYS)
        return self._signers()

    def add(
        self, own: str, name: str, role: Role, passphrase: str, classes: Sequence[ClassId] = ()
    ) -> Signer:
        """Do the three parts of giving somebody a slot one after the other; raises what they raise."""
        self._desk.require(Act.EDIT_KEYS)
        plan = self.plan_add(own, name, role, passphrase, classes)
        return self.finish_add(plan, plan.derive())

    def plan_add(
        self, own: str, name: str, role: Role, passphrase: str, classes: Sequence[ClassId] = ()
    ) -> NewSigner:
        """Look at what is asked for before the slow part, `NewSigner.derive`, which any thread may do.

        Args:
            own: The passphrase of whoever is signed in: a desk can be left open.
            name: Theirs.
            role: What they may do.
            passphrase: Theirs.
            classes: Those they teach.

        Raises:
            KioskError: NOT_ALLOWED, TEXT_BAD, PASSPHRASE_WEAK, CLASS_UNKNOWN, PASSPHRASE_WAIT;
                PASSPHRASE_USED when it is one's own. Others' are not tried: it would tell.
        """
        self._desk.require(Act.EDIT_KEYS)
        cleaned, phrase = texts.clean("name", name), passphrases.check_new(passphrase)
        self._check_classes(classes)
        slot = self._plan_slot(own, phrase, SignerId(new_id()), self._next_number())
        return NewSigner(slot, cleaned, role, tuple(classes))

    def finish_add(self, plan: NewSigner, made: SlotMade) -> Signer:
        """Write the rows and the slot.

        Raises:
            KioskError: NOT_ALLOWED; PASSPHRASE_WRONG for one's own; SIGNED_OUT when somebody else signed in
                meanwhile; DATABASE_FULL when the slots could not be written: nobody was added then.
        """
        self._desk.require(Act.EDIT_KEYS)
        slot, signer = self._proved(plan.slot, made), plan.slot.owner
        detail = f"role={plan.role.value}"
        with self._desk.act("signer-added", [signer, *plan.classes], detail):
            self._desk.records.write(
                "INSERT INTO signers (signer, name, role, number, added_utc) VALUES (?, ?, ?, ?, ?)",
                (signer, plan.name, plan.role.value, slot.number, self._desk.clock().utc_text),
            )
            self._write_classes(signer, plan.classes)
        self._write_slots_or(
            self._vault.slots.with_person(slot), lambda: self._close_row("signer-not-added", signer)
        )
        logs.event("signer-added", role=plan.role.value)
        return self._one(signer)

    def set_classes(self, signer: SignerId, classes: Sequence[ClassId]) -> None:
        """Say which classes a teacher teaches.

        Raises:
            KioskError: NOT_ALLOWED, SIGNER_UNKNOWN, CLASS_UNKNOWN.
        """
        self._desk.require(Act.EDIT_KEYS)
        self._one(signer)
        self._check_classes(classes)
        with self._desk.act("signer-classes-set", [signer, *classes], f"classes={len(set(classes))}"):
            self._write_classes(signer, classes)

    def set_role(self, signer: SignerId, role: Role) -> None:
        """Make somebody an administrator or a teacher; who changes their own is signed out by it.

        Raises:
            KioskError: NOT_ALLOWED, SIGNER_UNKNOWN, LAST_ADMIN.
        """
        self._desk.require(Act.EDIT_KEYS)
        before = self._one(signer)
        if before.role is role:
            return
        self._refuse_last_admin(before)
        with self._desk.act("signer-role-set", [signer], f"{before.role.value}>{role.value}"):
            self._desk.records.write("UPDATE signers SET role = ? WHERE signer = ?", (role.value, signer))
        self._sign_out_if(signer)

    def remove(self, signer: SignerId) -> None:
        """Take a slot away; who removes themselves is signed out by it.

        Raises:
            KioskError: NOT_ALLOWED, SIGNER_UNKNOWN, LAST_ADMIN; DATABASE_FULL when the slot file could not be
                written: they can sign in no more all the same, and their slot goes at the next sign-in.
        """
        self._desk.require(Act.EDIT_KEYS)
        self._refuse_last_admin(self._one(signer))
        self._close_row("signer-removed", signer)
        self._vault.write_slots(self._vault.slots.without_person(signer))
        logs.event("signer-removed")
        self._sign_out_if(signer)

    def change_passphrase(self, old: str, new: str) -> None:
        """Do the three parts of changing one's own one after the other; raises what they raise."""
        self._desk.require(Act.OWN_SECRETS)
        plan = self.plan_change(old, new)
        self.finish_change(plan, plan.derive())

    def plan_change(self, old: str, new: str) -> SlotPlan:
        """Look at a new passphrase of one's own before the slow part, `SlotPlan.derive`.

        Raises:
            KioskError: PASSPHRASE_WEAK, PASSPHRASE_WAIT; PASSPHRASE_USED when it is the old one.
        """
        self._desk.require(Act.OWN_SECRETS)
        own = self._own_slot()
        return self._plan_slot(old, passphrases.check_new(new), own.id, own.number)

    def finish_change(self, plan: SlotPlan, made: SlotMade) -> None:
        """Write the slot, which has a key pair of its own.

        Raises:
            KioskError: PASSPHRASE_WRONG; SIGNED_OUT when somebody else signed in meanwhile; DATABASE_FULL
                when the slots could not be written: the old one holds then.
        """
        self._desk.require(Act.OWN_SECRETS)
        slot = self._proved(plan, made)
        self._note("passphrase-changed", slot.id)
        self._write_slots_or(
            self._vault.slots.with_person(slot), lambda: self._note("passphrase-not-changed", slot.id)
        )
        logs.event("passphrase-changed")

    def plan_proof(self, passphrase: str) -> Attempt:
        """Ask for one's own passphrase before a change here. Raises KioskError PASSPHRASE_WAIT."""
        self._desk.require(Act.EDIT_KEYS)
        return self._vault.plan_sign_in(passphrase, self._desk.signed_in.number)

    def prove(self, attempt: Attempt, opened: Opened | None) -> None:
        """Take one's own passphrase as typed again.

        Args:
            attempt: What `plan_proof` gave.
            opened: What it derived.

        Raises:
            KioskError: NOT_ALLOWED, PASSPHRASE_WRONG; SIGNED_OUT when somebody else signed in meanwhile.
        """
        self._desk.require(Act.EDIT_KEYS)
        self._own(attempt, opened).keys.wipe()

    def rotate(self, attempt: Attempt, opened: Opened | None) -> None:
        """Do the three parts of a rotation one after the other; raises what they raise."""
        self._desk.require(Act.EDIT_KEYS)
        rotating = self.begin_rotation(attempt, opened)
        try:
            rotating.prepare()
            self.finish_rotation(rotating, is_last=True)
        finally:
            rotating.forget()

    def begin_rotation(self, attempt: Attempt, opened: Opened | None) -> Rotating:
        """Begin to give Zone R a new key and a new key pair, as `kiosk.storage.rotation` says.

        Args:
            attempt: What `plan_proof` gave.
            opened: What it derived.

        Returns:
            What has the slow part, `Rotating.prepare`, for any thread; `Rotating.forget` ends it.

        Raises:
            KioskError: NOT_ALLOWED, PASSPHRASE_WRONG; SIGNED_OUT when somebody else signed in meanwhile; what
                `rotation.begin` raises.
        """
        self._desk.require(Act.EDIT_KEYS)
        proved = self._own(attempt, opened)
        try:
            return rotation.begin(self._vault, self._desk, attempt, proved)
        except BaseException:
            proved.keys.wipe()
            raise

    def _own(self, attempt: Attempt, opened: Opened | None) -> Opened:
        """Give what one's own passphrase opened, for the caller to wipe."""
        proved = self._vault.settle_again(attempt, opened)
        if proved.slot != self._desk.signed_in.signer:
            proved.keys.wipe()
            raise KioskError(Code.SIGNED_OUT)
        return proved

    def finish_rotation(self, rotating: Rotating, *, is_last: bool) -> bool:
        """Put what was prepared in place; False when something was written since. See `rotation.finish`."""
        self._desk.require(Act.EDIT_KEYS)
        return rotation.finish(self._vault, self._desk, rotating, is_last=is_last)

    def custody(self) -> Custody:
        """Say where the device key is."""
        self._desk.require(Act.OWN_SECRETS)
        return self._vault.custody

    def custody_checked(self) -> "Instant | None":
        """Say when the device key was found again after this computer was started anew; None: not yet."""
        self._desk.require(Act.OWN_SECRETS)
        return None if self._vault.custody is Custody.ATTENDED else self._vault.custody_checked

    def _signers(self) -> list[Signer]:
        taught: dict[str, list[ClassId]] = {}
        for signer, class_id in self._desk.records.read(
            "SELECT signer, class FROM teaches JOIN classes USING (class) ORDER BY name"
        ):
            taught.setdefault(signer, []).append(ClassId(class_id))
        with_slot = _with_slot(self._vault.slots)
        found = [
            Signer(
                SignerId(signer),
                name,
                Role(role),
                number,
                tuple(taught.get(signer, ())),
                is_removed=removed is not None or signer not in with_slot,
            )
            for signer, name, role, number, removed in self._desk.records.read(
                "SELECT signer, name, role, number, removed_utc FROM signers ORDER BY number, signer"
            )
        ]
        return sorted(found, key=lambda one: one.is_removed)

    def _one(self, signer: SignerId) -> Signer:
        found = [one for one in self._signers() if one.id == signer and not one.is_removed]
        if not found:
            raise KioskError(Code.SIGNER_UNKNOWN, where=short(signer))
        return found[0]

    def _refuse_last_admin(self, signer: Signer) -> None:
        admins = [one for one in self._signers() if one.role is Role.ADMIN and not one.is_removed]
        if admins == [signer]:
            raise KioskError(Code.LAST_ADMIN)

    def _check_classes(self, classes: Iterable[ClassId]) -> None:
        known = {row[0] for row in self._desk.records.read("SELECT class FROM classes")}
        if unknown := [one for one in classes if one not in known]:
            raise KioskError(Code.CLASS_UNKNOWN, where=short(unknown[0]))

    def _write_classes(self, signer: SignerId, classes: Iterable[ClassId]) -> None:
        self._desk.records.write("DELETE FROM teaches WHERE signer = ?", (signer,))
        for class_id in dict.fromkeys(classes):
            self._desk.records.write("INSERT INTO teaches (signer, class) VALUES (?, ?)", (signer, class_id))

    def _next_number(self) -> int:
        """Give a number that nobody has or had: an old note of one must not mean somebody else."""
        used = self._desk.records.read("SELECT coalesce(max(number), 0) FROM signers")
        return max(int(used[0][0]) + 1, self._vault.slots.next_number)

    def _plan_slot(self, own: str, phrase: bytes, owner: SignerId, number: int) -> SlotPlan:
        if phrase == passphrases.clean(own):
            raise KioskError(Code.PASSPHRASE_USED)
        signed_in = self._desk.signed_in
        attempt = self._vault.plan_sign_in(own, signed_in.number)
        return SlotPlan(attempt, signed_in.signer, owner, number, phrase, self._policy())

    def _proved(self, plan: SlotPlan, made: SlotMade) -> SecretSlot:
        """Give the new slot once it is sure that one's own passphrase was right."""
        opened = self._vault.settle_again(plan.attempt, made.opened)
        opened.keys.wipe()
        if self._desk.signed_in.signer != plan.by or opened.slot != plan.by or made.slot is None:
            raise KioskError(Code.SIGNED_OUT)
        return made.slot

    def _own_slot(self) -> SecretSlot:
        signer = self._desk.signed_in.signer
        return next(slot for slot in self._vault.slots.of(SlotKind.PERSON) if slot.id == signer)

    def _policy(self) -> KdfPolicy:
        """Give the cost of one's own slot, which was measured on this machine: slots are made alike."""
        kdf = self._own_slot().kdf
        return KdfPolicy(kdf.passes, kdf.memory_bytes, kdf.memory_bytes, min(MEMORY_FLOOR, kdf.memory_bytes))

    def _write_slots_or(self, new: "Slots", undo: "Callable[[], None]") -> None:
        try:
            self._vault.write_slots(new)
        except KioskError:
            undo()
            raise

    def _close_row(self, action: str, signer: SignerId) -> None:
        with self._desk.act(action, [signer]):
            _close(self._desk.records, signer, self._desk.clock())

    def _note(self, action: str, signer: SignerId) -> None:
        with self._desk.act(action, [signer]):
            pass

    def _sign_out_if(self, signer: SignerId) -> None:
        """A role is known from the sign-in on: whoever changed their own has to sign in again."""
        if signer == self._desk.signed_in.signer:
            self._vault.sign_out()


def settle(records: "Database", found: "Slots", now: "Instant") -> "Slots | None":
    """Finish at sign-in what a kill left between Zone R and the slot file.

    Args:
        records: Zone R.
        found: The slots as they are.
        now: The moment.

    Returns:
        The slots as they shall be; None when they are right.
    """
    removed = {row[0] for row in records.read("SELECT signer FROM signers WHERE removed_utc IS NOT NULL")}
    live = {row[0] for row in records.read("SELECT signer FROM signers WHERE removed_utc IS NULL")}
    with_slot = _with_slot(found)
    with records.transaction():
        for signer in sorted(live - with_slot):
            _close(records, SignerId(signer), now)
            audit.append(records, now, None, "signer-without-slot", [signer])
    if not removed & with_slot:
        return None
    for signer in removed & with_slot:
        found = found.without_person(SignerId(signer))
    logs.event("slots-of-removed-people", slots=len(removed & with_slot))
    return found


def _with_slot(found: "Slots") -> set[str]:
    return {slot.id for slot in found.of(SlotKind.PERSON)}


def _close(records: "Database", signer: SignerId, now: "Instant") -> None:
    records.write("UPDATE signers SET removed_utc = ? WHERE signer = ?", (now.utc_text, signer))
    records.write("DELETE FROM teaches WHERE signer = ?", (signer,))
