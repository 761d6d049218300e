"""A program that signs in, looks at everybody, and signs out, waiting for a line from whoever watches it.

`python -m tests.memory_child DATA_DIR`, the passphrase on stdin's first line; `tests.memory` watches.
"""

import gc
import sys
from datetime import date
from pathlib import Path

from kiosk.paths import DataDir
from kiosk.runtime.clock import system_clock
from kiosk.storage.vault import Vault

# Nothing of the tests is imported: what it holds of names and passphrases would be counted too.


def main() -> None:
    clock = system_clock("Europe/Berlin")
    vault = Vault.open(DataDir(Path(sys.argv[1])), clock, keyrings=())
    _say("locked")
    vault.sign_in(sys.stdin.readline().rstrip("\n"))
    everybody = vault.records.people()
    for session in vault.records.sessions(date(2026, 11, 23)):
        vault.records.roster(session.id)
    _say("signed-in")
    sys.stdin.readline()
    del everybody
    vault.sign_out()
    gc.collect()
    _say("signed-out")
    sys.stdin.readline()
    vault.close()
    _say("closed")
    sys.stdin.readline()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
