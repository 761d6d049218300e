"""A kiosk of its own process: marks everybody on the list who is not marked; says each event after COMMIT.

Run as `python -m tests.storage.marking_child FOLDER`; it is made to be killed.
"""

import sys
from pathlib import Path

from kiosk.domain.frames import SourceKind
from kiosk.domain.marks import Method, NewMark, next_mark
from tests.fakes_storage import SchoolClock, reopen


def main(folder: Path) -> None:
    clock = SchoolClock()
    vault = reopen(folder, clock)
    now = clock()
    sessions = [(s.session, s.people) for s in vault.door.sessions(now)]
    for person in sorted(sessions[0][1]):
        new = next_mark(person, sessions, vault.door.today(now), now)
        if isinstance(new, NewMark):
            event = vault.door.mark(new, method=Method.FACE, source=SourceKind.CAMERA, now=now)
            print(event.id, flush=True)
    print("done", flush=True)
    vault.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
