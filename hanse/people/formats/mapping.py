"""A table of anybody's own, read as its columns are said to mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from hanse.people import vcard
from hanse.people.formats import zips
from hanse.people.formats.arriving import ArrivingEncounter, Reading, Record
from hanse.people.formats.days import is_only_a_day, read_day, read_span
from hanse.people.formats.drafting import Draft, Keys, is_salutation
from hanse.people.formats.guessing import find_header, guess_columns
from hanse.people.formats.limits import MOST_COLUMNS, NotReadable
from hanse.people.formats.programs import Table, day_order, named, unreadable
from hanse.people.formats.rhythms import read_rhythm
from hanse.people.formats.spreadsheet import Sheet
from hanse.people.formats.tables import CsvTable
from hanse.people.formats.ways import column_label, contact_details, one_line_address, several
from hanse.people.formats.words import Said

_SAMPLE = 60
_DAY_FIELDS = {"birthday", "anniversary", "met_on", "last_met"}
_NAME_FIELDS = {
    "given", "additional", "family", "suffix", "nickname", "organisation", "department", "title",
}  # fmt: skip
_OWN = {"story", "offers", "seeks", "met_how"}
_THROUGH = re.compile(
    r"(?:^|[,;(–-]\s*)(?:über|durch|via|through|vermittelt (?:von|durch)|by)\s+([^,;()]{2,80})\)?\s*$", re.I
)
_GERMAN = re.compile(r"[äöüß]|(?:vor|nach)name$|^(?:wann|wo|ort|geb|notiz|firma|telefon|kann|sucht)\b", re.I)


@dataclass(slots=True)
class Previewed:
    """One row as it stands, and who would come of it; `record` is None where nobody would."""

    cells: list[str]
    record: Record | None


def open_table(path: Path) -> Table:
    """Open a CSV or a spreadsheet. Raises NotReadable for one with too many columns."""
    table = Sheet(path, find_header) if zips.is_zip(path) else CsvTable(path, find_header)
    if len(table.header) > MOST_COLUMNS:
        raise NotReadable("too_many_columns")
    return table


def header_of(path: Path) -> list[str]:
    """Return the names of the columns, each once; letters where the table has none."""
    return open_table(path).header


def sample(path: Path, n: int = _SAMPLE) -> list[list[str]]:
    """Return the cells of the first rows, for `guess_columns`."""
    return [row.cells for row in islice(open_table(path).rows(), n)]


def preview(
    path: Path, columns: Mapping[str, str] | None = None, n: int = 5, *, today: date, said: Said = str
) -> list[Previewed]:
    """Return the first rows that say anything, read as the columns mean; without `columns`, as they are guessed."""
    table = open_table(path)
    columns = columns or guessed(table)
    reader = _Reader(table, columns, today=today, day_first=columns.get("date_order") != "mdy")
    shown = (row for row in table.rows() if not row.is_empty)
    return [Previewed(row.cells, reader.record_of(row)) for row in islice(shown, n)]


def guessed(table: Table) -> dict[str, str]:
    return guess_columns(table.header, (row.cells for row in islice(table.rows(), _SAMPLE)))


def read_table(path: Path, columns: Mapping[str, str] | None, *, today: date) -> Reading:
    table = open_table(path)
    options = columns or {}
    if not set(options) - {"date_order"}:
        columns = {**guessed(table), **options}
    days = [name for name in table.header if columns.get(name) in _DAY_FIELDS]
    usual = True if any(_GERMAN.search(name) for name in table.header) else None
    day_first, remarks = day_order(table, days, usual=usual, options=options)
    remarks = ["cut", *remarks] if table.is_cut else remarks
    reader = _Reader(table, columns, today=today, day_first=day_first)
    return Reading(
        reader.records(),
        encounters=reader.encounters,
        attached={"promises": reader.promises},
        remarks=remarks,
    )


class _Reader:
    """Reads row after row; what hangs on several people is collected on the way."""

    def __init__(self, table: Table, columns: Mapping[str, str], *, today: date, day_first: bool) -> None:
        self.table, self.columns, self.today, self.day_first = table, columns, today, day_first
        self.keys = Keys()
        self.encounters: list[ArrivingEncounter] = []
        self.promises: list[dict] = []

    def records(self) -> Iterator[Record]:
        for row in self.table.rows():
            if (record := self.record_of(row)) is not None:
                yield record

    def record_of(self, row) -> Record | None:
        record = Record(row.index, row.line)
        if row.problem:
            return unreadable(record, row, self.keys.of_row("table", [row.original]))
        if row.is_empty:
            return None
        record.key = self.keys.of_row("table", row.cells)
        draft = self._draft(named(self.table.header, row.cells), record)
        if draft.is_nameless:
            record.problem = "no_name"
            return unreadable(record, row, record.key)
        record.raw = draft.card(record.key)
        record.unsure = "mail_only" if draft.has_only_mail and not record.own else ""
        return record

    def _draft(self, cells: dict[str, str], record: Record) -> Draft:
        draft, address = Draft(), {}
        for name, value in cells.items():
            field, value = self.columns.get(name, "note"), value.strip()
            if not value or field == "skip":
                continue
            if field in _NAME_FIELDS:
                setattr(draft, field, value)
            elif field in ("street", "postal_code", "city", "region", "country"):
                address[field] = value
            elif field in _OWN:
                record.own[field] = f"{record.own[field]}\n{value}" if field in record.own else value
            else:
                getattr(self, f"_{field}", self._note)(draft, record, name, value)
        if address:
            draft.addresses.append(_address(address))
        return draft

    def _name(self, draft: Draft, _record: Record, _name: str, value: str) -> None:
        draft.call(value)

    def _prefix(self, draft: Draft, _record: Record, _name: str, value: str) -> None:
        if is_salutation(value):
            draft.extra.append(("X-SALUTATION", value))
        else:
            draft.prefix = value

    def _phone(self, draft: Draft, _record: Record, name: str, value: str) -> None:
        for one in several(value):
            draft.add(draft.phones, one, column_label(name))

    def _email(self, draft: Draft, _record: Record, name: str, value: str) -> None:
        for one in several(value, at_blanks=True):
            draft.add(draft.emails, one.removeprefix("mailto:"), column_label(name))

    def _site(self, draft: Draft, _record: Record, name: str, value: str) -> None:
        for one in several(value, at_blanks=True):
            draft.add(draft.sites, one, column_label(name))

    def _contact(self, draft: Draft, _record: Record, name: str, value: str) -> None:
        found = contact_details(value)
        for kind in ("emails", "phones", "sites"):
            for one in found[kind]:
                draft.add(getattr(draft, kind), one)
        draft.add_note(", ".join(found["rest"]), name)

    def _address(self, draft: Draft, _record: Record, name: str, value: str) -> None:
        draft.addresses.append(vcard.Address(column_label(name), **one_line_address(value)))

    def _birthday(self, draft: Draft, _record: Record, name: str, value: str) -> None:
        draft.birthday = draft.birthday or read_day(value, today=self.today, day_first=self.day_first)
        if draft.birthday is None:
            draft.add_note(value, name)

    def _anniversary(self, draft: Draft, _record: Record, name: str, value: str) -> None:
        if day := read_day(value, today=self.today, day_first=self.day_first):
            draft.dates.append(vcard.LabelledDate(day, "anniversary"))
        else:
            draft.add_note(value, name)

    def _met_where(self, _draft: Draft, record: Record, _name: str, value: str) -> None:
        """Take the place, and through whom: "Messe Leipzig, über José"."""
        if through := _THROUGH.search(value):
            record.met_through = record.met_through or through[1].strip()
            value = value[: through.start()].strip(" ,;(")
        if len(value) > 200:
            self._met_how(record, value)
        elif value:
            record.own["met_where"] = value

    def _met_on(self, _draft: Draft, record: Record, _name: str, value: str) -> None:
        span = read_span(value, today=self.today, day_first=self.day_first)
        if span is None or span.on > self.today:
            self._met_how(record, value)
            return
        record.own["met_on"], record.own["met_precision"] = span.on, span.precision
        if not is_only_a_day(value):
            self._met_how(record, value)

    def _met_how(self, record: Record, value: str) -> None:
        record.own["met_how"] = "\n".join([*filter(None, [record.own.get("met_how", "")]), value])

    def _met_through(self, _draft: Draft, record: Record, _name: str, value: str) -> None:
        record.met_through = value

    def _last_met(self, draft: Draft, record: Record, name: str, value: str) -> None:
        span = read_span(value, today=self.today, day_first=self.day_first)
        if span is None or span.on > self.today or not is_only_a_day(value):
            draft.add_note(value, name)
        else:
            key = f"{record.key}:last"
            self.encounters.append(ArrivingEncounter(key, [record.key], span.on, precision=span.precision))

    def _promise(
        self, _draft: Draft, record: Record, _name: str, value: str, direction: str = "mine"
    ) -> None:
        for what in filter(None, (line.strip(" -•*") for line in value.splitlines())):
            key = f"{record.key}:promise:{sum(one['person'] == record.key for one in self.promises[-9:])}"
            row = {"key": key, "person": record.key, "what": what, "made_on": self.today.isoformat()}
            self.promises.append(row | {"direction": direction})

    def _promise_theirs(self, draft: Draft, record: Record, name: str, value: str) -> None:
        self._promise(draft, record, name, value, "theirs")

    def _rhythm(self, draft: Draft, record: Record, name: str, value: str) -> None:
        if days := read_rhythm(value):
            record.own["own_rhythm_days"] = days
        else:
            draft.add_note(value, name)

    def _labels(self, _draft: Draft, record: Record, _name: str, value: str) -> None:
        names = (one.strip(" #*") for one in re.split(r"[,;|\n]|:::|\s#", value))
        record.labels = list(dict.fromkeys([*record.labels, *filter(None, names)]))

    def _note(self, draft: Draft, _record: Record, name: str, value: str) -> None:
        """A column that is called a note is told without its name."""
        is_note = re.fullmatch(
            r"notiz(en)?|notes?|bemerkung(en)?|kommentare?|comments?|remarks?", name.strip(), re.I
        )
        draft.add_note(value, "" if is_note else name)


def _address(parts: dict[str, str]) -> vcard.Address:
    if "postal_code" not in parts and (
        match := re.match(r"(?:[A-Z]{1,2}-)?(\d{4,5})\s+(\S.*)", parts.get("city", ""))
    ):
        parts["postal_code"], parts["city"] = match[1], match[2]
    return vcard.Address("home", **parts)
