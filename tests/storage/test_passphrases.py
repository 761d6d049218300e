"""Which passphrases are refused, which are taken, and what is suggested."""

import math
from collections import Counter

import pytest

from kiosk.errors import Code, KioskError
from kiosk.paths import resources_dir
from kiosk.storage import passphrases


@pytest.mark.parametrize(
    "passphrase",
    [
        "short words",
        "passwordpassword",
        "Password Password 2026",
        "Q1w2e3r4t5y6",
        "qazwsxedc123",
        "correct horse battery staple",
        "SunshineSunshine",
        "football2026!",
        "monkeymonkey",
        "welcome12345",
        "abcabcabcabcabc",
        "abcdefghijklmnopq",
        "9876543210987",
        "aaaaaaaaaaaabbb",
        "x" * 1025,
    ],
)
def test_what_others_try_first_is_refused(passphrase: str) -> None:
    with pytest.raises(KioskError) as caught:
        passphrases.check_new(passphrase)
    assert caught.value.code is Code.PASSPHRASE_WEAK


@pytest.mark.parametrize(
    "passphrase",
    ["lantern gravel otter plum", "aren't we all late?", "حجر مصباح نهر بطيء", "football on tuesdays only"],
)
def test_no_rule_asks_for_capitals_digits_or_signs(passphrase: str) -> None:
    assert passphrases.check_new(passphrase) == passphrases.clean(passphrase)


def test_a_suggestion_is_six_words_of_the_list_and_is_taken() -> None:
    words = passphrases._read("eff_large.txt")
    assert len(words) == len(set(words)) == 6**5
    assert 6 * math.log2(len(words)) > 77.5
    made = [passphrases.suggest() for _ in range(200)]
    assert len(set(made)) == 200
    for one in made:
        assert len(one.split()) == 6
        assert set(one.split()) <= set(words)
        passphrases.check_new(one)
    # 1,200 draws of 7,776: a choice that favoured some words would show one of them again and again.
    assert max(Counter(" ".join(made).split()).values()) <= 6


def test_each_list_names_where_it_is_from() -> None:
    folder = resources_dir() / "words"
    told = (folder / "README.md").read_text("utf-8")
    assert {path.name for path in folder.glob("*.txt")} == {
        "eff_large.txt", "common_passphrases.txt", "LICENSE_ZXCVBN.txt"
    }  # fmt: skip
    for name in ("eff_large.txt", "common_passphrases.txt"):
        assert name in told
        assert name in (resources_dir().parent / "NOTICE").read_text("utf-8")
