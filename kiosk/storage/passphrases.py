"""Which passphrases are taken, and one that anybody may have: long, and not among the first that others try.

No rules about characters. The lists are in resources/words.
"""

import secrets
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Final

from kiosk.errors import Code, KioskError
from kiosk.paths import resources_dir

SHORTEST: Final = 12
LONGEST: Final = 1024
FEWEST_DIFFERENT: Final = 5
SUGGESTED_WORDS: Final = 6
_WORDS: Final = "eff_large.txt"
_COMMON: Final = "common_passphrases.txt"

# What this product, a school and this part of the world add to the list of passwords that were leaked.
_COMMON_HERE: Final = frozenset(
    """
    passwordpassword passw0rdpassw0rd mypasswordis thisismypassword letmeinletmein letmeinplease changemenow
    changemeplease administrator administrator1 adminadminadmin welcomewelcome welcometoschool qwertyuiopasdf
    asdfghjklasdf iloveyouforever iloveyousomuch iloveschool footballfootball batmanbatman trustno1trustno1
    opensesame abcdefghijkl abcdefghijklmnop abcabcabcabc supersecret correcthorsebatterystaple correcthorse
    correctbatteryhorsestaple schoolschool schoolpassword teacherteacher teacherpassword attendance
    attendanceattendance rollcallrollcall rollcallkiosk rollcall rollcallpassword letmeinnow passphrase
    passphrasepassphrase mypassphrase masterkey mastermaster computercomputer manchesterunited realmadrid
    galatasaray fenerbahce besiktas
    """.split()  # noqa: SIM905 - one word a line would be fifty lines
)


def suggest() -> str:
    """Make a passphrase of six random words, such as "clumsy ripple walnut ...".

    Each is one of 7,776 (EFF's large list): 6 x log2(7776) = 77.5 bits, beyond guessing behind Argon2id.
    """
    words = _read(_WORDS)
    return " ".join(secrets.choice(words) for _ in range(SUGGESTED_WORDS))


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
        or _is_common(bare)
        or _is_common(bare.rstrip("0123456789"))
        or _is_run(bare)
        or _is_repeat(bare)
    )
    if is_weak:
        raise KioskError(Code.PASSPHRASE_WEAK)
    return clean(passphrase)


def _is_common(bare: str) -> bool:
    """Say whether it is a common one, or one twice."""
    half = bare[: len(bare) // 2]
    common = _common()
    return bare in common or (half * 2 == bare and half in common)


def _is_run(text: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    if text.isdecimal():
        steps = {(int(b) - int(a)) % 10 for a, b in pairwise(text)}
        return steps in ({1}, {9})
    return steps in ({1}, {-1})


def _is_repeat(text: str) -> bool:
    return any(text == (text[:size] * (len(text) // size + 1))[: len(text)] for size in range(1, 5))


@cache
def _common() -> frozenset[str]:
    return _COMMON_HERE | frozenset(_read(_COMMON))


@cache
def _read(name: str) -> tuple[str, ...]:
    return tuple((resources_dir() / "words" / name).read_text("utf-8").split())
