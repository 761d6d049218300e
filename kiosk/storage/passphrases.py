"""Which passphrases are taken: long, and not among the first that others try. No rules about characters."""

import unicodedata
from itertools import pairwise
from typing import Final

from kiosk.errors import Code, KioskError

SHORTEST: Final = 12
LONGEST: Final = 1024
FEWEST_DIFFERENT: Final = 5

_COMMON: Final = frozenset(
    """
    password passwordpassword password1234 passw0rdpassw0rd mypassword mypasswordis thisismypassword
    letmeinletmein letmeinplease changeme changemenow changemeplease administrator administrator1
    adminadmin adminadminadmin welcome welcomewelcome welcometoschool welcome12345 qwerty qwertyuiop
    qwertyuiopasdf qwertyqwerty qwerty123456 asdfghjkl asdfghjklasdf zxcvbnm 1q2w3e4r5t6y 1qaz2wsx3edc
    q1w2e3r4t5y6 iloveyou iloveyouforever iloveyousomuch iloveschool monkeymonkey dragondragon sunshine
    sunshine1234 princess football footballfootball baseball basketball superman batmanbatman starwars
    startrek trustno1trustno1 opensesame abcdefghijkl abcdefghijklmnop abcabcabcabc abc123abc123
    secretsecret topsecret supersecret correcthorsebatterystaple correcthorse correctbatteryhorsestaple
    schoolschool schoolpassword teacherteacher teacherpassword attendance attendanceattendance
    rollcallrollcall rollcallkiosk rollcall rollcallpassword letmein letmeinnow whatever passphrase
    passphrasepassphrase mypassphrase masterkey mastermaster computer computercomputer internet liverpool
    manchesterunited arsenal chelsea barcelona realmadrid galatasaray fenerbahce besiktas
    """.split()  # noqa: SIM905 - one word a line would be a hundred lines
)


def clean(passphrase: str) -> bytes:
    """Give what is stretched: NFKC, so that another keyboard types the same bytes; UTF-8."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def check_new(passphrase: str) -> bytes:
    """Refuse a passphrase that would be guessed.

    Returns:
        What `clean` gives.

    Raises:
        KioskError: PASSPHRASE_WEAK.
    """
    normal = unicodedata.normalize("NFKC", passphrase)
    bare = "".join(c for c in normal.casefold() if c.isalnum())
    is_weak = (
        not SHORTEST <= len(normal) <= LONGEST
        or len(set(bare)) < FEWEST_DIFFERENT
        or bare in _COMMON
        or bare.rstrip("0123456789") in _COMMON
        or _is_run(bare)
        or _is_repeat(bare)
    )
    if is_weak:
        raise KioskError(Code.PASSPHRASE_WEAK)
    return clean(passphrase)


def _is_run(text: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    if text.isdecimal():
        steps = {(int(b) - int(a)) % 10 for a, b in pairwise(text)}
        return steps in ({1}, {9})
    return steps in ({1}, {-1})


def _is_repeat(text: str) -> bool:
    return any(text == (text[:size] * (len(text) // size + 1))[: len(text)] for size in range(1, 5))
