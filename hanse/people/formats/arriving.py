"""What a file of any program becomes before it is anybody's: records, and what hangs on them.

`key` names the same record or row in the next file of the same program; it is unique within one reading.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class ArrivingNote:
    key: str
    on: date
    text: str


@dataclass(slots=True)
class ArrivingRelation:
    """The record is the `kind` of `other`: the key of another record, or a name where the file knows no more."""

    kind: str
    other: str


@dataclass(slots=True)
class ArrivingEncounter:
    """`people` are keys of records; `kind`, `precision` and `initiative` are values of `people.models.Encounter`."""

    key: str
    people: list[str]
    on: date
    kind: str = "met"
    precision: str = "day"
    place: str = ""
    topic: str = ""
    note: str = ""
    initiative: str = ""


@dataclass(slots=True)
class ArrivingLabel:
    name: str
    rhythm_days: int | None = None


@dataclass(slots=True)
class Record:
    """One person of a file.

    `raw` is her card, as it came or written from the columns of a table. `index` is the place in the file from 0,
    `line` the line it begins in, from 1. `problem` is a short code where it cannot be taken in; then `original`
    holds the text as it stood. `unsure` is a short code where somebody should look first (`mail_only`).
    `own` are columns of `people.models.Contact` that stand outside the card.
    """

    index: int
    line: int
    raw: bytes = b""
    key: str = ""
    problem: str = ""
    original: bytes = b""
    unsure: str = ""
    own: dict[str, object] = field(default_factory=dict)
    met_through: str = ""
    """the key of another record, or a name"""
    labels: list[str] = field(default_factory=list)
    notes: list[ArrivingNote] = field(default_factory=list)
    relations: list[ArrivingRelation] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A whole file, read. `records` may be a generator and is walked once.

    `encounters` and `attached` are complete only after `records` was walked. `attached` holds rows of rooms above
    by the name under which `people.attachments` knows them, for example `promises`.
    """

    records: Iterable[Record]
    labels: list[ArrivingLabel] = field(default_factory=list)
    encounters: list[ArrivingEncounter] = field(default_factory=list)
    attached: dict[str, list[dict]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    """short codes of what the file does not tell, said in the report (`no_met_where`)"""
