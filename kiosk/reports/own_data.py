"""A person's own data as JSON, for machines; the printed one is kiosk.ui.print.own_data.

Keys, all of them always there; a moment is {"utc", "zone", "offset_minutes"}:

- "format": 1. "kind": "own-data". "school". "taken": a moment.
- "number", "name", "symbol", "classes".
- "bases": [{"purpose", "kind", "reference", "since"}].
- "consents": [{"id", "text", "text_sha256", "text_version", "given_by", "relation", "recorded", "ends",
  "withdrawn" or null, "is_live"}].
- "objections": [{"by", "since", "lifted" or null}], each no there was. "left", "templates_go": moments or
  null.
- "templates": [{"model_sha256", "made"}]: a template is a row of numbers that only this device's key can use.
  It is not given, since whoever has it could look for the face; that it is there, of which model, is.
- "captures": how many. "has_pin".
- "card": {"made", "revoked" or null} or null: the QR card they have, or had last; its code is on paper only.
- "marks": [{"class", "starts", "state", "code", "at" or null, "left" or null, "minutes_late", "method",
  "note", "events": [{"at", "kind", "state", "code", "method", "note"}]}]: how the line came to say so, with
  notes of before.
- "follow_ups": [{"rule", "threshold", "window", "since": "2026-11-23", "figures", "steps": [{"at", "state",
  "note"}]}]: what the school's rules found, and what was done; who did it is not given.
- "audit": [{"at", "action"}]: what was done about them; who did it is not given.
"""

from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.privacy import Basis, ConsentRecord, PersonCard, PersonData, PersonFollowUp, PersonMark
from kiosk.reports.receipt import as_bytes, moment

FORMAT: Final = 1


def own_data_json(data: PersonData) -> bytes:
    """Give the document, UTF-8."""
    privacy = data.privacy
    document = {
        "format": FORMAT,
        "kind": "own-data",
        "school": data.school,
        "taken": moment(data.taken),
        "number": data.number,
        "name": data.name,
        "symbol": data.symbol,
        "classes": list(data.classes),
        "bases": [_basis(one) for one in data.bases],
        "consents": [_consent(one) for one in privacy.consents],
        "objections": [
            {"by": one.by.value, "since": moment(one.since), "lifted": _maybe(one.lifted)}
            for one in data.objections
        ],
        "left": _maybe(privacy.left),
        "templates_go": _maybe(privacy.templates_go),
        "templates": [{"model_sha256": model, "made": moment(made)} for model, made in data.templates],
        "captures": data.captures,
        "has_pin": data.has_pin,
        "card": None if data.card is None else _card(data.card),
        "marks": [_mark(one) for one in data.marks],
        "follow_ups": [_follow_up(one) for one in data.follow_ups],
        "audit": [{"at": moment(at), "action": action} for at, action in data.audit],
    }
    return as_bytes(document)


def _basis(basis: Basis) -> dict[str, object]:
    return {
        "purpose": basis.purpose.value,
        "kind": basis.kind.value,
        "reference": basis.reference,
        "since": moment(basis.since),
    }


def _consent(record: ConsentRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "text": record.given.text,
        "text_sha256": record.text_sha256,
        "text_version": record.given.text_version,
        "given_by": record.given.given_by,
        "relation": record.given.relation.value,
        "recorded": moment(record.at),
        "ends": moment(record.ends),
        "withdrawn": _maybe(record.withdrawn),
        "is_live": record.is_live,
    }


def _card(card: PersonCard) -> dict[str, object]:
    return {"made": moment(card.made), "revoked": _maybe(card.revoked)}


def _follow_up(found: PersonFollowUp) -> dict[str, object]:
    return {
        "rule": found.rule,
        "threshold": found.threshold,
        "window": found.window,
        "since": found.since.isoformat(),
        "figures": dict(found.figures),
        "steps": [{"at": moment(step.at), "state": step.state, "note": step.note} for step in found.steps],
    }


def _mark(mark: PersonMark) -> dict[str, object]:
    return {
        "class": mark.class_name,
        "starts": moment(mark.starts),
        "state": mark.state,
        "code": mark.code,
        "at": _maybe(mark.at),
        "left": _maybe(mark.left),
        "minutes_late": mark.minutes_late,
        "method": mark.method,
        "note": mark.note,
        "events": [
            {
                "at": moment(one.at),
                "kind": one.kind,
                "state": one.state,
                "code": one.code,
                "method": one.method,
                "note": one.note,
            }
            for one in mark.events
        ],
    }


def _maybe(instant: Instant | None) -> dict[str, object] | None:
    return None if instant is None else moment(instant)
