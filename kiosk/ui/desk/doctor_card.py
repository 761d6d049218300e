"""The checks of `kiosk doctor` at the desk: a line each, with what to do; run beside everything else."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from kiosk.domain.findings import Finding, Level
from kiosk.runtime.api_site import SiteApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, label, line
from kiosk.ui.desk.inline import Strip
from kiosk.ui.theme import Tone

_SIGNS = {Level.OK: "✓", Level.WARN: "○", Level.FAIL: "△"}
_ROLES = {Level.OK: "", Level.WARN: Tone.CARE, Level.FAIL: "error"}


class DoctorCard(QFrame):
    """A button, and what it found; what is not right stands first."""

    def __init__(self, site: SiteApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self.setProperty("role", "card")
        self.strip = Strip()
        self.go = button(self.tr("Check this machine"), self.start)
        self.summary = label(
            self.tr("Looks at disk, key, models, camera, clock, backups and more. It changes nothing."),
            "muted",
            wraps=True,
        )
        self._lines = column(spacing=theme.SPACE.tight)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("Is this machine all right?"), "heading", wraps=True))
        outer.addWidget(self.summary)
        outer.addWidget(self.strip)
        row = line()
        row.addWidget(self.go)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addLayout(self._lines)

    def start(self) -> None:
        """Run the checks."""
        self.strip.dismiss()
        self.go.setEnabled(False)
        self.summary.setText(self.tr("Being looked at. The door goes on meanwhile."))
        call(self._site.examine(), self, self.show_findings, self._fail)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show them, the worst first."""
        self.go.setEnabled(True)
        empty(self._lines)
        order = (Level.FAIL, Level.WARN, Level.OK)
        for finding in sorted(findings, key=lambda each: order.index(each.level)):
            self._add(finding)
        fails, warns = (sum(f.level is level for f in findings) for level in order[:2])
        if not fails and not warns:
            self.summary.setText(self.tr("✓ Everything is as it should be."))
        elif not fails:
            text = self.tr("○ The kiosk works. To be looked at: {count}")
            self.summary.setText(text.format(count=i18n.number(warns)))
        else:
            text = self.tr("△ Something keeps the kiosk from working. To be mended: {count}")
            self.summary.setText(text.format(count=i18n.number(fails)))

    def _add(self, finding: Finding) -> None:
        name, advice = self._words(finding.check)
        role = _ROLES[finding.level]
        title = label(f"{_SIGNS[finding.level]} {name}: {self._level(finding.level)}", role, wraps=True)
        self._lines.addWidget(title)
        if finding.level is Level.OK:
            return
        if advice:
            self._lines.addWidget(label(advice, wraps=True))
        # The doctor's own words, as a terminal shows them: for whoever helps.
        found = self.tr("Found: {what}").format(
            what=i18n.isolate(f"{finding.found}. {finding.action}".strip())
        )
        self._lines.addWidget(label(found, "muted", wraps=True))

    def _fail(self, trouble: Trouble) -> None:
        self.go.setEnabled(True)
        self.summary.setText("")
        self.strip.tell_trouble(trouble)

    def _level(self, level: Level) -> str:
        return {
            Level.OK: self.tr("all right"),
            Level.WARN: self.tr("should be looked at"),
            Level.FAIL: self.tr("has to be mended"),
        }[level]

    def _words(self, check: str) -> tuple[str, str]:
        """Name a check and say what helps; a check of a later version is shown by its own name."""
        return {
            "data": (
                self.tr("The school’s data"),
                self.tr("Let nobody else on this computer read the folder."),
            ),
            "key": (
                self.tr("The key of this device"),
                self.tr("Encrypt the disk, or lock the computer away."),
            ),
            "models": (self.tr("Recognition models"), self.tr("Run the set-up again: python3 run.py setup.")),
            "camera": (self.tr("Camera"), self.tr("Plug a real camera in; codes work meanwhile.")),
            "disk": (self.tr("Disk"), self.tr("Free some space.")),
            "backups": (self.tr("Backups"), self.tr("Back up now, and leave the kiosk on at night.")),
            "clock": (self.tr("Clock"), self.tr("Set this computer’s clock.")),
            "libraries": (self.tr("Libraries"), self.tr("Run the set-up again: python3 run.py setup.")),
            "system": (self.tr("Parts of the system"), self.tr("Install what is named.")),
            "screen": (self.tr("Screen"), self.tr("Start the kiosk from the desktop.")),
            "network": (
                self.tr("No network for this program"),
                self.tr("Unplug the network, or start it as the handbook says: it needs none."),
            ),
            "namespace": (
                self.tr("A network of its own, with nothing in it"),
                self.tr("Unplug the network until whoever looks after this computer has mended it."),
            ),
        }.get(check, (check, ""))
