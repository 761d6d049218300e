from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import Code, KioskError
from kiosk.evaluation.folders import Pair, find_pictures, place_of, read_pairs
from tests.evaluation.faces import folder

GOOD = "2\t1\nAnne\t1\t2\nAnne\t1\tBert\t1\nBert\t1\t2\nBert\t2\tAnne\t2\n"


def test_pictures_are_listed_by_person_and_number(tmp_path: Path) -> None:
    root = folder(tmp_path / "faces", Bert=2, Anne=3)
    (root / "empty").mkdir()
    (root / "Anne" / "notes.txt").touch()
    (root / "loose.jpg").touch()
    pictures = find_pictures(root)
    assert dict(pictures.people) == {"Anne": (0, 1, 2), "Bert": (3, 4)}
    assert pictures.numbers["Bert", 2] == 4
    assert repr(pictures) == "Pictures(files=5, people=2)"


def test_a_folder_without_pictures_is_said(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none", Code.SOURCE_MISSING), (tmp_path, Code.SOURCE_UNREADABLE)):
        with pytest.raises(KioskError) as caught:
            find_pictures(path)
        assert caught.value.code is code


@pytest.mark.parametrize(("shut", "where"), [("Bert", "no. 2 in faces, by name,"), ("faces", "faces")])
def test_a_folder_that_may_not_be_read_is_said_without_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shut: str, where: str
) -> None:
    """A person's folder is called as the person is."""
    root = folder(tmp_path / "faces", Anne=1, Bert=1)
    usual = Path.iterdir

    def iterdir(self: Path) -> Iterator[Path]:
        if self.name == shut:
            raise PermissionError(13, "Permission denied", str(self))
        return usual(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    with pytest.raises(KioskError) as caught:
        find_pictures(root)
    assert (caught.value.code, caught.value.where) == (Code.FILE_UNREADABLE, where)


def test_a_picture_is_told_by_its_place(tmp_path: Path) -> None:
    """Counted as a file manager shows them, with the folders that hold no picture."""
    root = folder(tmp_path / "faces", Anne=0, Bert=2)
    assert place_of(root / "Bert" / "Bert_0002.jpg") == "no. 2 of folder no. 2, by name,"


def test_pairs_come_by_fold_and_kind(tmp_path: Path) -> None:
    file = tmp_path / "pairs.txt"
    file.write_text(GOOD, "utf-8")
    pictures = find_pictures(folder(tmp_path / "faces", Anne=3, Bert=2))
    assert read_pairs(file, pictures) == (
        Pair(0, True, 0, 1),
        Pair(0, False, 0, 3),
        Pair(1, True, 3, 4),
        Pair(1, False, 4, 1),
    )


@pytest.mark.parametrize(
    ("text", "where", "detail"),
    [
        ("", "row 1", "does not say how many"),
        ("two\t1\n", "row 1", "does not say how many"),
        ("2\t1\t3\n", "row 1", "does not say how many"),
        ("0\t1\n", "row 1", "impossible number"),
        ("9" * 5000 + "\n", "row 1", "impossible number"),
        ("9999999\t9999999\n", "row 1", "impossible number"),
        (GOOD.replace("2\t1\n", "3\t1\n", 1), "row 5", "is the last of 4 pairs, not of 6"),
        (GOOD.replace("Anne\t1\t2\n", "Anne\t1\n"), "row 2", "has not the columns of its kind"),
        (GOOD.replace("Bert\t1\t2\n", "Bert\t1\tAnne\t2\n"), "row 4", "has not the columns of its kind"),
        (GOOD.replace("Bert\t2\tAnne\t2", "Bert\t2\tAnne\t9"), "row 5", "names a picture that is not"),
        (GOOD.replace("Bert\t2\tAnne\t2", "Bert\t2\tAnne\t²"), "row 5", "names a picture that is not"),
        (GOOD.replace("Bert\t1\t2", "../Bert\t1\t2"), "row 4", "names a picture that is not"),
    ],
)
def test_a_broken_list_says_its_row(tmp_path: Path, text: str, where: str, detail: str) -> None:
    file = tmp_path / "pairs.txt"
    file.write_text(text, "utf-8")
    pictures = find_pictures(folder(tmp_path / "faces", Anne=3, Bert=2))
    with pytest.raises(KioskError) as caught:
        read_pairs(file, pictures)
    assert caught.value.code is Code.PAIRS_BAD
    assert str(caught.value.where) == f"pairs.txt, {where}"
    assert detail in str(caught.value.detail)
