"""Known errors: what happened and what to do, from one table. Everything else is a bug.

A KioskError is the environment's doing or the user's and is shown as it is. Its text never holds a name, a
vector, a key or a passphrase; `where` holds a file, a row or a device.
"""

from kiosk.error_codes import Code
from kiosk.error_texts import TABLE, ErrorText

__all__ = ["TABLE", "Code", "ErrorText", "KioskError"]


class KioskError(Exception):
    """Something known went wrong; shown as it is, without a traceback.

    Attributes:
        code: Which row of the table.
        where: A file, row, device or school number the sentence names; never a person's name.
        detail: A number or a reason code.
    """

    def __init__(self, code: Code, *, where: object = "", detail: object = "") -> None:
        """Take the row's code and what its sentence names."""
        super().__init__(code.value)
        self.code = code
        self.where = str(where)
        self.detail = str(detail)

    @property
    def what(self) -> str:
        """What happened, in English."""
        return self.fill(TABLE[self.code].what)

    @property
    def action(self) -> str:
        """What to do, in English."""
        return self.fill(TABLE[self.code].action)

    def fill(self, template: str) -> str:
        """Put `where` and `detail` into a (translated) sentence of the table."""
        return template.format(where=self.where, detail=self.detail)

    def __str__(self) -> str:
        """Both sentences."""
        return f"{self.what} {self.action}"
