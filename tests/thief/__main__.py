"""`python -m tests.thief DATA_DIR [--device-key [FILE]]`: print what a locked kiosk's directory gives."""

import argparse
import sys
from pathlib import Path

from kiosk.errors import KioskError
from tests.thief.haul import Find, Haul
from tests.thief.steal import steal

_OWN = Path()
"""Stands for the directory's own device.key."""


def main(arguments: list[str]) -> int:
    """Run; 0 when something could be read, 2 when it is no data directory or the key does not fit."""
    parser = argparse.ArgumentParser("tests.thief", description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument(
        "--device-key", type=Path, nargs="?", const=_OWN, metavar="FILE",
        help="with the device key: FILE, or device.key of the directory",
    )  # fmt: skip
    parser.add_argument("--show", action="store_true", help="print the values too")
    parser.add_argument("--table", action="store_true", help="print the inventory as in docs/threat-model.md")
    asked = parser.parse_args(arguments)
    key = asked.data_dir / "device.key" if asked.device_key == _OWN else asked.device_key
    try:
        haul = steal(asked.data_dir, key)
    except (KioskError, OSError, ValueError) as error:
        print(f"Nothing could be read: {error}", file=sys.stderr)
        return 2
    if asked.table:
        print(table(haul))
    else:
        _print(haul, is_keyed=key is not None, has_values=asked.show)
    return 0


def table(haul: Haul) -> str:
    """Give the two tables of the threat model."""
    head = "| where | what lies there | what it tells |\n|---|---|---|"
    plain = "\n".join([head, *haul.lines(is_keyed=False)])
    keyed = "\n".join([head, *haul.lines(is_keyed=True)])
    return f"Without the device key:\n\n{plain}\n\nWith it, all of this as well:\n\n{keyed}"


def _print(haul: Haul, *, is_keyed: bool, has_values: bool) -> None:
    print(f"Custody of the device key: {haul.custody}\n\nWithout the device key")
    for find in haul.plain:
        _print_find(find, has_values=has_values)
    if is_keyed:
        print("\nWith the device key")
        for find in haul.keyed:
            _print_find(find, has_values=has_values)
    print("\nWhat a guess costs here")
    for cost in haul.costs:
        print(f"  {cost.what}: {cost.figures}")


def _print_find(find: Find, *, has_values: bool) -> None:
    where = " ".join(part for part in (find.file, find.place) if part)
    print(f"  {where}: {find.count}; {find.tells}")
    for one in find.fields:
        print(f"      {one.name}: {one.kind} ({len(one.values)})")
        if has_values:
            for value in one.values:
                print(f"          {value.hex() if isinstance(value, bytes) else value}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
