"""Whose a picture is, by its name alone."""

import pytest

from kiosk.domain.picture_folder import (
    NUMBER_UNKNOWN,
    ODD_NAME,
    FolderLine,
    FolderPicture,
    FolderPlan,
    by_number,
)

KNOWN = {"101", "102", "7_2", "A-3"}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("101.jpg", "101"),
        ("101_2.JPG", "101"),
        ("102/anything at all.png", "102"),
        ("٢٠١.jpg", "201"),
        ("7_2.jpg", "7_2"),
        ("7_2_1.jpg", "7_2"),
        ("A-3.webp", "A-3"),
        ("999.jpg", "999"),
        ("999_x.jpg", "999_x"),
    ],
)
def test_a_name_tells_a_number(name: str, number: str) -> None:
    found, odd = by_number([name], KNOWN)
    assert (found, odd) == ({number: (name,)}, ())


@pytest.mark.parametrize("name", ["\u202e101.jpg", " .jpg", f"{'1' * 60}.jpg", "_2.jpg", "\u200b/1.jpg"])
def test_a_name_that_can_be_no_number_belongs_to_nobody(name: str) -> None:
    found, odd = by_number([name], KNOWN)
    assert found == {}
    assert odd == (FolderPicture(name, ODD_NAME),)


def test_pictures_of_one_number_come_together_in_order() -> None:
    found, _ = by_number(["102.jpg", "101_2.jpg", "101/b.jpg", "101.jpg"], KNOWN)
    assert found == {"101": ("101.jpg", "101/b.jpg", "101_2.jpg"), "102": ("102.jpg",)}


def test_what_is_accepted_is_what_has_no_reason() -> None:
    pictures = (FolderPicture("1.jpg"), FolderPicture("1_2.jpg", "dark"))
    good, bad = FolderLine("1", None, "", pictures), FolderLine("2", None, NUMBER_UNKNOWN, ())
    assert good.accepted == pictures[:1]
    assert FolderPlan((good, bad), ()).accepted == (good,)
