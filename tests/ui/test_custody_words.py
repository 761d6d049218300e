"""What is said of the device key's place: what the threat model says, in a few words."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")

from kiosk.domain.people import Custody
from kiosk.ui.custody import CustodyWords

pytestmark = pytest.mark.qt

IN_ZONE_K = ("initials", "today’s times", "PINs", "school numbers", "numbers that describe faces")
"""What docs/threat-model.md lists of kiosk.db once the device key is there."""


@pytest.mark.parametrize("custody", [Custody.FILE, Custody.KEYRING])
def test_all_that_the_device_key_opens_is_named_as_not_protected(
    custody: Custody, speak: Callable[[str], object]
) -> None:
    speak("en")
    said = CustodyWords().leaves_open(custody)
    assert [each for each in IN_ZONE_K if each not in said] == []


def test_a_keyring_protects_all_of_it_from_who_lacks_the_password(speak: Callable[[str], object]) -> None:
    speak("en")
    said = CustodyWords().protects(Custody.KEYRING)
    assert [each for each in ("marks", "PINs", "numbers that describe faces") if each not in said] == []
