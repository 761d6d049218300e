"""A program that signs in, looks at everybody, and signs out, waiting for a line from whoever watches it.

`python -m tests.memory_child DATA_DIR`, the passphrase on stdin's first line; `tests.memory` watches.
"""

import gc
import sys
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.domain.people import Role
from kiosk.paths import DataDir
from kiosk.runtime.clock import system_clock
from kiosk.storage.keys import stretch
from kiosk.storage.vault import Vault
from kiosk.storage.wiping import burn

# Nothing of the tests is imported: what it holds of names and passphrases would be counted too.


THEIRS: Final = "copper violin hedge marble"


def main() -> None:
    clock = system_clock("Europe/Berlin")
    vault = Vault.open(DataDir(Path(sys.argv[1])), clock, keyrings=())
    _say("locked")
    passphrase = sys.stdin.readline().rstrip("\n")
    vault.sign_in(passphrase)
    everybody = vault.records.people()
    for session in vault.records.sessions(date(2026, 11, 23)):
        vault.records.roster(session.id)
    vault.office.signers.add(passphrase, "T", Role.TEACHER, THEIRS)  # keys are derived once more by that
    _say("signed-in")
    sys.stdin.readline()
    kept = _copies(vault, passphrase)
    _say("kept")
    sys.stdin.readline()
    burn(*kept, passphrase)
    del everybody
    vault.sign_out()
    gc.collect()
    _say("signed-out")
    sys.stdin.readline()
    vault.close()
    _say("closed")
    sys.stdin.readline()


def _copies(vault: Vault, passphrase: str) -> tuple[bytes, bytes]:
    """Give Zone R's raw key and what the passphrase is stretched to, for the caller to burn."""
    attempt = vault.plan_sign_in(passphrase, 1)
    stretched = stretch(attempt.phrase, attempt.slots[0].kdf)
    opened = attempt.derive()
    assert opened is not None
    raw = opened.keys.zone_r.reveal()
    opened.keys.wipe()
    attempt.forget()
    return raw, stretched


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
