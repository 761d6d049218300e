"""The school's own rules: `kiosk basis list|set`, `consent text add|list`, `retention show|set|run`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    moment_json,
    print_json,
    print_table,
    say,
)
from kiosk.cli.desk import signed_in_to
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.privacy import RetentionDue

bases = typer.Typer(help="On what legal ground faces and registers are kept.", no_args_is_help=True)
consents = typer.Typer(help="Consents.", no_args_is_help=True)
texts = typer.Typer(help="The school's own words for a consent.", no_args_is_help=True)
retention = typer.Typer(help="How long things are kept.", no_args_is_help=True)

MAY_BE_FORBIDDEN = (
    "In some places a school may not use face recognition at all, and a choice is free only where number and "
    "PIN are as good a way in: ask whoever advises the school on the law."
)
NEVER = "never"


class ForWhat(StrEnum):
    """What has a basis of its own."""

    FACE = "face"
    ATTENDANCE = "attendance"


class Ground(StrEnum):
    """On what ground."""

    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal-obligation"
    PUBLIC_TASK = "public-task"
    CONTRACT = "contract"
    LEGITIMATE_INTEREST = "legitimate-interest"
    OTHER = "other"


class Kept(StrEnum):
    """What is kept for a time."""

    TEMPLATES = "templates"
    MARKS = "marks"
    AUDIT = "audit"
    LOGS = "logs"


_WHAT = {
    Kept.TEMPLATES: "Face templates of people who left",
    Kept.MARKS: "Marks",
    Kept.AUDIT: "Rows of the audit",
    Kept.LOGS: "Log lines",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(bases, name="basis")
    consents.add_typer(texts, name="text")
    app.add_typer(consents, name="consent")
    app.add_typer(retention, name="retention")


@bases.command("list")
def list_bases(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the grounds that hold."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = services.privacy.bases().result()
    if as_json:
        print_json(
            [
                {
                    "purpose": one.purpose.value,
                    "kind": one.kind.value,
                    "reference": one.reference,
                    "since": moment_json(one.since),
                }
                for one in found
            ]
        )
        return
    rows = [(b.purpose.value, b.kind.value, b.reference, b.since.local_date.isoformat()) for b in found]
    print_table("", ("for", "basis", "reference", "since"), rows)
    say(MAY_BE_FORBIDDEN)


@bases.command("set")
def set_basis(
    purpose: Annotated[ForWhat, typer.Option(help="For what.")],
    kind: Annotated[Ground, typer.Option(help="On what ground.")],
    reference: Annotated[
        str, typer.Option(metavar="TEXT", help="The law, decision or document; not for consent.")
    ] = "",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Enter another ground. Faces that were stored on another one go when it becomes consent."""
    from kiosk.domain.privacy import BasisKind, Purpose

    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        services.privacy.set_basis(Purpose(purpose.value), BasisKind(kind.value), reference).result()
    say(f"The basis for {purpose.value} is now: {kind.value}.")
    say(MAY_BE_FORBIDDEN)


@texts.command("add")
def add_text(
    file: Annotated[Path, typer.Option(metavar="FILE", help="The words, as UTF-8 text.")],
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a version of the words that people agree to."""
    try:
        words = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KioskError(Code.FILE_UNREADABLE, where=file) from None
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        made = services.privacy.add_consent_text(words).result()
    if as_json:
        print_json({"version": made.version, "sha256": made.sha256})
    else:
        say(f"Version {made.version} was added. Name it at enrolment: --consent-version {made.version}.")


@texts.command("list")
def list_texts(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the versions, newest first."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = services.privacy.consent_texts().result()
    if as_json:
        print_json([{"version": one.version, "text": one.text, "sha256": one.sha256} for one in found])
        return
    for one in found:
        say(f"Version {one.version} ({one.sha256[:12]}):\n{one.text}\n")
    if not found:
        say("No words were entered yet. Add some with: kiosk consent text add --file FILE.")


@retention.command("show")
def show_retention(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the rules, and what running them now would take away."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        rules = services.privacy.retention().result()
        due = services.privacy.retention_due().result()
    if as_json:
        print_json({"rules": {rule.kind.value: rule.days for rule in rules}, "due": _due_json(due)})
        return
    counts = {one.kind: one for one in due}
    rows = []
    for rule in rules:
        one = counts.get(rule.kind)
        waits = "" if one is None else f"{one.count}{' (overdue)' if one.is_overdue else ''}"
        rows.append((rule.kind.value, NEVER if rule.days is None else str(rule.days), waits))
    print_table("", ("what", "goes after days", "due now"), rows, right=(1, 2))
    if due:
        say("Take it away with: kiosk retention run.")


@retention.command("set")
def set_retention(
    kind: Annotated[Kept, typer.Option(help="What.")],
    days: Annotated[str, typer.Option(metavar="DAYS", help="For how many days, or: never.")],
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Change a rule: templates after somebody left, marks after their session, audit rows, log lines."""
    from kiosk.domain.privacy import RetentionKind

    chosen = None if days.strip().lower() == NEVER else _days(kind, days)
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        services.privacy.set_retention(RetentionKind(kind.value), chosen).result()
    what = _WHAT[kind]
    say(f"{what} are kept." if chosen is None else f"{what} go after {chosen} days.")


@retention.command("run")
def run_retention(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is due, ask, and take it away. It cannot be undone."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        due = services.privacy.retention_due().result()
        if due and not yes:
            _make_sure(due)
        gone = services.privacy.run_retention().result() if due else []
    if as_json:
        print_json(_due_json(gone))
        return
    for one in gone:
        say(f"{_WHAT[Kept(one.kind.value)]}: {one.count} older than {one.before.local_date} are gone.")
    if not gone:
        say("Nothing was due.")


def _make_sure(due: "Sequence[RetentionDue]") -> None:
    for one in due:
        what = _WHAT[Kept(one.kind.value)]
        typer.echo(f"{what}: {one.count} older than {one.before.local_date} would go.", err=True)
    if not sys.stdin.isatty():
        raise KioskError(Code.OPTION_NEEDED, where="--yes")
    typer.confirm("This cannot be undone. Take them away?", default=False, abort=True, err=True)


def _days(kind: Kept, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        from kiosk.domain.privacy import RetentionKind, days_allowed

        fewest, most = days_allowed(RetentionKind(kind.value))
        raise KioskError(Code.RETENTION_DAYS, where=kind.value, detail=f"{fewest}-{most}") from None


def _due_json(found: "Sequence[RetentionDue]") -> list[dict[str, object]]:
    return [
        {
            "kind": one.kind.value,
            "count": one.count,
            "before": moment_json(one.before),
            "is_overdue": one.is_overdue,
        }
        for one in found
    ]
