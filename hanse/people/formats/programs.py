"""Tables of programs that are known by the names of their columns."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import ModuleType
from typing import Protocol

from hanse.people.formats import google, linkedin, outlook
from hanse.people.formats.arriving import Reading, Record
from hanse.people.formats.days import is_unclear, order_of
from hanse.people.formats.drafting import Keys
from hanse.people.formats.limits import MOST_ROWS, NotReadable
from hanse.people.formats.tables import Row, letter
from hanse.people.formats.words import Said

PROGRAMS: dict[str, ModuleType] = {"linkedin_csv": linkedin, "google_csv": google, "outlook_csv": outlook}
_MOST_PREAMBLE = 15
MOST_KEPT = 1024 * 1024


class Table(Protocol):
    header: list[str]
    is_cut: bool
    """whether the file breaks off; known after a walk"""

    def rows(self) -> Iterator[Row]: ...


def program_of(names: Iterable[str]) -> str:
    """Return the name of the program whose columns these are; empty if it is none of ours."""
    names = {name.strip() for name in names}
    return next((name for name, program in PROGRAMS.items() if program.is_its_header(names)), "")


def header_of_program(rows: list[list[str]]) -> int:
    """Return the first row that holds the names of a program's columns, -1 if there is none."""
    return next((place for place, row in enumerate(rows[:_MOST_PREAMBLE]) if program_of(row)), -1)


def read_program(
    table: Table, format: str, *, options: Mapping[str, str], today: date, said: Said
) -> Reading:
    program = PROGRAMS[format]
    names = set(table.header)
    day_first, remarks = day_order(
        table, program.day_columns(table.header), usual=program.writes_day_first(names), options=options
    )
    records = _records(table, format, today=today, day_first=day_first, said=said)
    return Reading(records, remarks=remarks)


def day_order(
    table: Table, columns: Iterable[str], *, usual: bool | None, options: Mapping[str, str]
) -> tuple[bool, list[str]]:
    """Return whether the day stands first in dates of figures, and the remark `date_order` if nothing tells.

    Walks the table once. Raises NotReadable for one with too many rows.
    """
    places = [place for place, name in enumerate(table.header) if name in set(columns)]
    texts = [
        row.cells[place]
        for row in _counted(table)
        for place in places
        if place < len(row.cells) and row.cells[place]
    ]
    if options.get("date_order") in ("dmy", "mdy"):
        return options["date_order"] == "dmy", []
    told = order_of(texts)
    if told is not None:
        return told, []
    if usual is not None:
        return usual, []
    return True, ["date_order"] if any(is_unclear(text) for text in texts) else []


def _counted(table: Table) -> Iterator[Row]:
    for count, row in enumerate(table.rows(), 1):
        if count > MOST_ROWS:
            raise NotReadable("too_many_rows")
        yield row


def _records(table: Table, format: str, *, today: date, day_first: bool, said: Said) -> Iterator[Record]:
    program, keys = PROGRAMS[format], Keys()
    for row in table.rows():
        record = Record(row.index, row.line)
        if row.problem:
            yield unreadable(record, row, keys.of_row(format, [row.original]))
            continue
        cells = named(table.header, row.cells)
        draft = program.read_row(cells, record, today=today, day_first=day_first, said=said)
        if draft.is_nameless:
            if draft.says_anything:
                record.problem = "no_name"
                yield unreadable(record, row, keys.of_row(format, row.cells))
            continue
        if format == "outlook_csv":
            cells = outlook.readable(cells)
        record.key = keys.once(record.key) if record.key else keys.of_row(format, list(cells.values()))
        record.raw = draft.card(record.key)
        record.unsure = "mail_only" if draft.has_only_mail else ""
        yield record


def named(header: list[str], cells: list[str]) -> dict[str, str]:
    """Return the cells by the names of their columns; those beyond the header by their letters."""
    beyond = {
        letter(place): cell for place, cell in enumerate(cells) if place >= len(header) and cell.strip()
    }
    return dict(zip(header, cells, strict=False)) | beyond


def unreadable(record: Record, row: Row, key: str) -> Record:
    """Return the record as one that is kept with its text alone."""
    record.key = key
    record.problem = record.problem or row.problem
    record.original = row.original.encode("utf-8", "replace")[:MOST_KEPT]
    return record
