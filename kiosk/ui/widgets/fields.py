"""Fields that forget."""

from PySide6.QtWidgets import QLineEdit


def forget(*fields: QLineEdit) -> None:
    """Empty fields for good.

    QLineEdit.clear() is one more step that Ctrl+Z takes back: the next person at the door would read the last
    one's number, and, with "Show", a passphrase. setText drops the history too.
    """
    for field in fields:
        field.setText("")
