"""`python -m bootstrap.bill OUT [FOLDER]`: write the list of parts and the licences' texts, and check them.

Started by `run.py` with the Python of an environment that has the libraries for it.
"""

import sys
from pathlib import Path

from bootstrap.bill import LICENCES, LIST, document, facts, made
from bootstrap.console import SetupError
from kiosk import __version__


def main(arguments: list[str]) -> int:
    """Write both files, and say what speaks against passing the program on.

    Args:
        arguments: The folder to write to, and that of a built program; without it the installed packages are
            listed.

    Returns:
        0 where nothing speaks against it.
    """
    out = Path(arguments[0])
    known = facts.load()
    try:
        bill = made.of_built(Path(arguments[1]), known) if arguments[1:] else made.of_packages(known)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    program = document.program_part(__version__)
    out.mkdir(parents=True, exist_ok=True)
    listed = document.cyclonedx(program, bill.parts, document.moment())
    (out / LIST).write_text(listed, encoding="utf-8", newline="\n")
    licences = document.licence_file(program, bill.parts, known.allowed)
    (out / LICENCES).write_text(licences, encoding="utf-8", newline="\n")
    for finding in bill.findings:
        print(finding, file=sys.stderr)
    print(f"Parts: {len(bill.parts)}. Findings: {len(bill.findings)}.", file=sys.stderr)
    return 1 if bill.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
