"""`kiosk evaluate site`: how often this school's own door is wrong, from its gallery, without a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    existing_data_dir,
    print_json,
    print_table,
    read_passphrase,
    say,
)
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.ids import ClassId, PersonId
    from kiosk.domain.matching import MatchLimits
    from kiosk.domain.strictness import MissCurve
    from kiosk.evaluation.site import ClassFigures, Near, SiteGallery
    from kiosk.runtime.system import SiteData

KINDS = (
    "Captures of one enrolment were taken within a minute, so misses are counted too low here; people of one "
    "school are more alike than strangers from anywhere, so strangers are counted rather too high."
)
EXTRAPOLATED = "extrapolated"
NOBODY_ELSE = "nobody else to count with"
TOO_FEW = "too few captures to count with"
"""Each is tried against the template of the same person's others, so one capture counts for nothing."""
CURVE = "By the model's curve"


def site(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Evaluate this school's own gallery: closest pairs by id, wrong marks to expect a term, the real tally.

    No picture is used or needed; nothing leaves this machine.
    """
    from kiosk.cli.desk import running
    from kiosk.evaluation import site as evaluation
    from kiosk.runtime.system import missed_of, site_data

    where = existing_data_dir(data_dir)
    passphrase = read_passphrase(passphrase_file)
    with running(where) as services:
        services.desk.sign_in(passphrase, own_number).result()
        data = services.submit(lambda vault: site_data(vault, services.look_alikes(vault).key)).result()
        limits, missed = services.limits(), missed_of(services.embedder())
        names = {one.id: one.name for one in services.desk.classes().result()}
        services.desk.sign_out().result()
    people = [template.person for template in data.templates]
    if len(set(people)) < 2:
        raise KioskError(Code.TOO_FEW_ENROLLED)
    gallery = _gallery(data, people)
    pairs = evaluation.closest_pairs(gallery)
    figures = _by_class(data, people, gallery, limits, missed, names)
    numbers = [data.numbers.get(person, "?") for person in people]
    if as_json:
        print_json(_json(data, gallery, pairs, figures, numbers, limits))
    else:
        _print(data, gallery, pairs, figures, numbers, limits)


def _gallery(data: "SiteData", people: "Sequence[PersonId]") -> "SiteGallery":
    import numpy as np

    from kiosk.evaluation.site import SiteGallery

    place = {person: number for number, person in enumerate(people)}
    kept = [capture for capture in data.captures if capture.person in place]
    templates = np.array([one.template.vector for one in data.templates], dtype=np.float64)
    captures = np.array([one.capture.vector for one in kept], dtype=np.float64).reshape(
        -1, templates.shape[1]
    )
    return SiteGallery(templates, captures, np.array([place[one.person] for one in kept], dtype=np.int64))


def _by_class(
    data: "SiteData",
    people: "Sequence[PersonId]",
    gallery: "SiteGallery",
    limits: "MatchLimits",
    missed: "MissCurve | None",
    names: "Mapping[ClassId, str]",
) -> "dict[str, ClassFigures]":
    from kiosk.evaluation.site import class_figures, shares_of

    place = {person: number for number, person in enumerate(people)}
    members = {
        names.get(one, one): sorted(place[person] for person in enrolled if person in place)
        for one, enrolled in data.classes.items()
    }
    members = {name: found for name, found in sorted(members.items()) if found}
    transactions = shares_of({name: len(found) for name, found in members.items()}, data.transactions_a_term)
    return {
        name: class_figures(gallery, found, limits, missed, transactions[name])
        for name, found in members.items()
    }


def _print(
    data: "SiteData",
    gallery: "SiteGallery",
    pairs: "Sequence[Near]",
    figures: "Mapping[str, ClassFigures]",
    numbers: Sequence[str],
    limits: "MatchLimits",
) -> None:
    from kiosk.evaluation.site import classes_in, sum_of

    captures, registers = len(gallery.captures), data.sessions_a_term
    say(f"{len(numbers):,} people enrolled, {_number(captures, 'capture')} behind their templates.")
    many = _number(data.transactions_a_term, "transaction")
    say(f"A term of 13 weeks: {_number(registers, 'register')}, {many}.")
    if not len(gallery.captures):
        say("These templates are older than this version and have no captures behind them: enrol again.")
    print_table(
        "Closest pairs of different people, by their ids",
        ("id", "id", "distance", ""),
        [
            (numbers[one.first], numbers[one.second], f"{one.distance:.3f}", _kind(data, one, limits))
            for one in pairs
        ],
        right=(2,),
    )
    print_table(
        "Each class's door; 95 % interval by bootstrap over people",
        ("class", "people", "others marked", "own marked as a classmate", "own missed", "wrong marks a term"),
        [
            (
                name,
                str(one.people),
                _rate(one.strangers, NOBODY_ELSE),
                _rate(one.classmates, TOO_FEW),
                _rate(one.missed, TOO_FEW),
                _term(one),
            )
            for name, one in figures.items()
        ],
        right=(1,),
    )
    readings = {"counted": "Counted on this gallery, as far as so many people can show it", "modelled": CURVE}
    for of, words in readings.items():
        whole = sum_of(list(figures.values()), of)
        if whole is not None:
            is_far = of == "modelled" and any(one.is_extrapolated for one in figures.values())
            label = f" ({EXTRAPOLATED})" if is_far else ""
            known = classes_in(list(figures.values()), of)
            whose = "all classes" if known == len(figures) else f"{known} of {len(figures)} classes"
            low, high = (marks_text(count) for count in whole)
            say(f"{words}, {whose}: {low} to {high} wrong marks a term{label}.")
    say(KINDS)
    _print_tally(data)


def _print_tally(data: "SiteData") -> None:
    from kiosk.cli.tally import WORDS

    print_table(
        "What really happened at the door (nameless, kept a day)",
        ("", "today", "yesterday"),
        [
            (words, str(data.tally.get(what, 0)), str(data.tally_before.get(what, 0)))
            for what, words in WORDS.items()
        ],
        right=(1, 2),
    )


def _kind(data: "SiteData", pair: "Near", limits: "MatchLimits") -> str:
    """Say what the door does about a pair."""
    from kiosk.domain.look_alikes import are_look_alikes

    if pair.distance < limits.duplicate:
        return "one face: twins, or enrolled twice; asked for a PIN"
    both = {data.templates[pair.first].person, data.templates[pair.second].person}
    shared = [len(enrolled) for enrolled in data.classes.values() if both <= enrolled]
    return "classmates, asked for a PIN" if are_look_alikes(pair.distance, shared, limits) else ""


def marks_text(count: float) -> str:
    """Write a number of marks: two digits of a small one, whole ones of a large one, no power of ten."""
    if count >= 10:
        return f"{count:,.0f}"
    digits = Decimal(f"{count:.2g}")
    return f"{digits:f}"


def _rate(rate: object, without: str) -> str:
    """Write a rate, or why there is none."""
    from kiosk.cli.evaluate_words import rate_text
    from kiosk.evaluation.identification import Rate

    return rate_text(rate) if isinstance(rate, Rate) else without


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _term(one: "ClassFigures") -> str:
    if one.threshold is None:
        return "list longer than the model serves"
    if one.modelled is None:
        return ""
    by_curve = f"{EXTRAPOLATED}: {marks_text(one.modelled[0])} to {marks_text(one.modelled[1])}"
    if one.counted is None:
        return by_curve
    low, high = one.counted
    return (
        f"at most {marks_text(high)}; {by_curve}"
        if one.is_extrapolated
        else f"{marks_text(low)} to {marks_text(high)}"
    )


def _json(
    data: "SiteData",
    gallery: "SiteGallery",
    pairs: "Sequence[Near]",
    figures: "Mapping[str, ClassFigures]",
    numbers: Sequence[str],
    limits: "MatchLimits",
) -> dict[str, object]:
    return {
        "people": len(numbers),
        "captures": len(gallery.captures),
        "sessions_a_term": data.sessions_a_term,
        "transactions_a_term": data.transactions_a_term,
        "target_fpir": limits.target_fpir,
        "closest_pairs": [
            {"first": numbers[one.first], "second": numbers[one.second], "distance": round(one.distance, 4)}
            for one in pairs
        ],
        "classes": {name: asdict(one) for name, one in figures.items()},
        "tally": {what.value: count for what, count in data.tally.items()},
        "tally_before": {what.value: count for what, count in data.tally_before.items()},
    }
