"""Chooses files or a folder inside the window.

Qt's own file dialog is modal and leaves a file with the folders visited in the user's settings; this one does
neither. Folders are read off the GUI thread.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyle, QWidget

from kiosk.errors import Code, KioskError
from kiosk.ui import theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, field, label, line
from kiosk.ui.desk.lists import collated
from kiosk.ui.worker import Worker

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp"})
_MOST = 2000
_PATH_ROLE = Qt.ItemDataRole.UserRole
_FOLDER_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder's content: subfolders and files, each sorted by name; and the file that was asked for."""

    folder: Path
    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    asked: Path | None = None


def list_folder(folder: Path, endings: frozenset[str] = PICTURES) -> Listing:
    """Read a folder, hidden entries left out, at most 2,000 of each kind.

    Args:
        folder: Which; of a file, whose path was pasted, the folder that it is in.
        endings: Of the files that are listed, in lower case with the dot.

    Raises:
        KioskError: FILE_UNREADABLE.
    """
    asked = folder if folder.is_file() else None
    folder = folder if asked is None else folder.parent
    try:
        with os.scandir(folder) as entries:
            seen = [(Path(e.path), e.is_dir()) for e in entries if not e.name.startswith(".")]
    except OSError as error:
        raise KioskError(Code.FILE_UNREADABLE, where=folder) from error
    places = collated([path.name for path, _ in seen])
    seen = [each for _, each in sorted(zip(places, seen, strict=True))]
    folders = tuple(path for path, is_folder in seen if is_folder)[:_MOST]
    files = tuple(p for p, is_folder in seen if not is_folder and p.suffix.lower() in endings)[:_MOST]
    return Listing(folder, folders, files, asked)


class FilePicker(QWidget):
    """A list of a folder, with a line for its path."""

    chosen = Signal(object)
    """A tuple of Paths: pictures, one file of another kind, or one folder."""
    left = Signal()

    def __init__(
        self,
        worker: Worker,
        *,
        is_for_folder: bool,
        endings: frozenset[str] = PICTURES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._is_for_folder, self._endings = is_for_folder, endings
        has_pictures = endings == PICTURES
        self._folder = Path.home()
        self.path = field(self.tr("Folder"), longest=4096)
        self.path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.path.returnPressed.connect(lambda: self.show_folder(Path(self.path.text()).expanduser()))
        self.up = button(self.tr("Up"), lambda: self.show_folder(self._folder.parent), kind="quiet")
        self.list = QListWidget()
        shown = self.tr("Folders and pictures") if has_pictures else self.tr("Folders and files")
        self.list.setAccessibleName(self.tr("Folders") if is_for_folder else shown)
        modes = QAbstractItemView.SelectionMode
        is_single = is_for_folder or not has_pictures
        self.list.setSelectionMode(modes.SingleSelection if is_single else modes.ExtendedSelection)
        self.list.setMinimumHeight(150)
        self.list.itemActivated.connect(self._activate)
        self.list.itemSelectionChanged.connect(self._enable)
        self.problem = label("", "error", wraps=True)
        self.problem.setVisible(False)
        chosen = self.tr("Use selected") if has_pictures else self.tr("Open this file")
        text = self.tr("Use this folder") if is_for_folder else chosen
        self.go = button(text, self._go, kind="primary")
        self.cancel = button(self.tr("Cancel"), self.left.emit)
        self._lay_out()

    def show_folder(self, folder: Path) -> None:
        """List a folder."""
        listing = self._worker.submit(lambda: list_folder(folder, self._endings))
        call(listing, self, self._show, self._failed)

    def _lay_out(self) -> None:
        outer = column(self)
        top = line()
        top.addWidget(self.path, 1)
        top.addWidget(self.up)
        outer.addLayout(top)
        outer.addWidget(self.problem)
        outer.addWidget(self.list, 1)
        acts = line(spacing=theme.SPACE.tight)
        acts.addWidget(self.go)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        outer.addLayout(acts)

    def _show(self, listing: Listing) -> None:
        self._folder = listing.folder
        self.problem.setVisible(False)
        self.path.setText(str(listing.folder))
        self.list.clear()
        icons = QStyle.StandardPixmap
        for path in listing.folders:
            self._add(path, icons.SP_DirIcon, is_folder=True)
        for path in () if self._is_for_folder else listing.files:
            self._add(path, icons.SP_FileIcon, is_folder=False)
        self.up.setEnabled(listing.folder.parent != listing.folder)
        self._enable()
        if listing.asked is not None and not self._is_for_folder:
            self._choose(listing.asked)

    def _choose(self, file: Path) -> None:
        """Select a file whose path was typed; the keyboard goes to the button that opens it."""
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item.data(_PATH_ROLE) == str(file):
                self.list.setCurrentItem(item)
                self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, path: Path, shape: QStyle.StandardPixmap, *, is_folder: bool) -> None:
        item = QListWidgetItem(self.style().standardIcon(shape), path.name)
        item.setData(_PATH_ROLE, str(path))
        item.setData(_FOLDER_ROLE, is_folder)
        self.list.addItem(item)

    def _failed(self, trouble: Trouble) -> None:
        self.problem.setText(trouble.text)
        self.problem.setVisible(True)

    def _activate(self, item: QListWidgetItem) -> None:
        if item.data(_FOLDER_ROLE):
            self.show_folder(Path(item.data(_PATH_ROLE)))
        else:
            self._go()

    def _files(self) -> Sequence[Path]:
        picked = self.list.selectedItems()
        return tuple(Path(item.data(_PATH_ROLE)) for item in picked if not item.data(_FOLDER_ROLE))

    def _enable(self) -> None:
        self.go.setEnabled(self._is_for_folder or bool(self._files()))

    def _go(self) -> None:
        found = (self._folder,) if self._is_for_folder else self._files()
        if found:
            self.chosen.emit(found)
