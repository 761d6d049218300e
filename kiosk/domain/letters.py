"""Letters: text with merge fields, which of a letter's languages somebody gets, and what is filled in.

A text is the school's own. Only the fields of `kiosk.domain.follow_up.MERGE_FIELDS` are known, by their bare
names: nothing is looked up in a value, and what was filled in is not read for fields again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Formatter

from kiosk.domain.follow_up import MERGE_FIELDS, FollowUp, LetterTemplate

_LONGEST_SHOWN = 40
_BIDI_CONTROLS = dict.fromkeys(
    map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
)
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "ku"})


class FieldProblem(ValueError):  # noqa: N818 - a problem with input, told to the person
    """A text names a field that is none; `field` is how it stands in the text, shortened."""

    def __init__(self, field: str) -> None:
        """Take what stands between the braces, braces included."""
        super().__init__("no such field")
        self.field = field[:_LONGEST_SHOWN]


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter about one line of the list is filled with.

    Attributes:
        found: The line.
        language: The person's; "" for the school's.
        school: Its name.
        day: The letter's date.
        signed_by: Who is signed in.
        days: The days that the rule counted: of absence, or of being late for a rule about that.
    """

    found: FollowUp
    language: str
    school: str
    day: date
    signed_by: str
    days: tuple[date, ...]


def fields_of(text: str) -> frozenset[str]:
    """Give the merge fields that a text names; "{{" is a brace.

    Raises:
        FieldProblem: For anything between braces that is not the bare name of a field.
    """
    return frozenset(field for _, field in _parts(text) if field is not None)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into a text.

    Args:
        text: With merge fields.
        values: Of every field of MERGE_FIELDS.

    Raises:
        FieldProblem: As `fields_of`.
    """
    return "".join(literal + ("" if field is None else values[field]) for literal, field in _parts(text))


def _parts(text: str) -> Iterable[tuple[str, str | None]]:
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        raise FieldProblem(_lone_brace(text)) from None
    for literal, name, spec, conversion in parsed:
        if name is not None and (name not in MERGE_FIELDS or spec or conversion):
            raise FieldProblem("{" + name + (f"!{conversion}" if conversion else "") + "}")
        yield literal, name


def _lone_brace(text: str) -> str:
    """Give the beginning of what stands after a brace that has no partner."""
    at = max(text.rfind("{"), text.rfind("}"))
    return text[at : at + _LONGEST_SHOWN].splitlines()[0]


def held_together(text: str) -> str:
    """Give a value of somebody's without what could turn the text beside it round, in its own direction."""
    return f"\u2068{text.translate(_BIDI_CONTROLS)}\u2069"


def is_right_to_left(language: str) -> bool:
    """Say whether a language is written from right to left, by its BCP 47 tag."""
    return _primary(language) in _RIGHT_TO_LEFT


def in_language(templates: Sequence[LetterTemplate], languages: Sequence[str]) -> LetterTemplate | None:
    """Choose among the templates of one name.

    Args:
        templates: One a language.
        languages: Wanted ones, the dearest first: the person's, then the school's. Each is looked for as it
            is ("pt-BR"), then by its first part ("pt").

    Returns:
        The template; where none is wanted English, as the program itself has it, else the first by language;
        None where there is none.
    """
    by_tag = {template.language.casefold(): template for template in templates}
    for language in filter(None, languages):
        for tag in (language.casefold(), _primary(language)):
            if tag in by_tag:
                return by_tag[tag]
    return min(templates, key=lambda one: (_primary(one.language) != "en", one.language), default=None)


def _primary(language: str) -> str:
    return language.casefold().partition("-")[0]
