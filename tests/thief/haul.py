"""What was found, as values: a find for each file, table or part, its fields with their values' kind."""

from dataclasses import dataclass, field

UNLISTED = "NOT IN THE INVENTORY"
"""What a place tells that nobody has written down: a test fails on it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column, or a key of a file.

    Attributes:
        name: As it stands there.
        kind: What its values look like, judged by themselves: see `kinds.kind_of`.
        values: What was found; never part of the repr, so that no failing test prints it.
    """

    name: str
    kind: str
    values: tuple[object, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Find:
    """One place.

    Attributes:
        file: Relative to the data directory; files of one kind share a pattern.
        place: A table, or a part of the file; "" for the file itself.
        fields: What lies there.
        count: Rows, entries or files.
        tells: What it is good for, from `meanings`.
    """

    file: str
    place: str
    fields: tuple[Field, ...]
    count: int
    tells: str

    @property
    def line(self) -> str:
        """The row of the inventory's table, without figures."""
        names = ", ".join(f"{one.name} ({one.kind})" if one.kind else one.name for one in self.fields)
        where = f"`{self.file}`" + (f" {self.place}" if self.place else "")
        return f"| {where} | {names or '-'} | {self.tells} |"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs here, measured.

    Attributes:
        what: What is guessed at.
        seconds_a_try: On one thread of this machine.
        figures: What that comes to, in words.
    """

    what: str
    seconds_a_try: float
    figures: str


@dataclass(slots=True)
class Haul:
    """Everything that was found.

    Attributes:
        plain: Without the device key.
        keyed: What the device key adds; empty without it.
        costs: Of guessing.
        custody: As slots.json says it.
    """

    plain: list[Find] = field(default_factory=list)
    keyed: list[Find] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    custody: str = "?"

    def lines(self, *, is_keyed: bool) -> list[str]:
        """Give the inventory's rows."""
        return [find.line for find in (self.keyed if is_keyed else self.plain)]

    @property
    def texts(self) -> list[str]:
        """Every text that was recovered, in any place."""
        finds = (*self.plain, *self.keyed)
        return [v for find in finds for one in find.fields for v in one.values if isinstance(v, str)]
