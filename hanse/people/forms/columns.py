"""What the columns of a table mean: a select for each column, with what stands in it beside."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hanse.people import formats
from hanse.people.actions.importing import file_of
from hanse.people.models import Import
from hanse.people.templatetags.formats import said_field

_SEEN = 3
_LONGEST_SEEN = 60


@dataclass(frozen=True)
class Column:
    id: str
    name: str
    chosen: str
    choices: list[tuple[str, str]]
    seen: str
    """what stands in its first rows"""


def table_of(batch: Import) -> list[Column]:
    """Return the columns of the file as they are guessed or were confirmed before."""
    path = file_of(batch)
    header, rows = formats.header_of(path), formats.sample(path)
    choices = [(field, said_field(field)) for field in formats.FIELDS]
    columns = [
        Column(f"column-{place}", name, batch.columns.get(name, "note"), choices, _seen(rows, place))
        for place, name in enumerate(header)
    ]
    if any(column.chosen in ("birthday", "anniversary", "met_on", "last_met") for column in columns):
        order = batch.columns.get("date_order", "dmy")
        columns.append(Column("date-order", _("How are days written?"), order, _orders(), ""))
    return columns


def columns_from(batch: Import, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the chosen fields by column; what was not asked stays as it was guessed."""
    columns = dict(batch.columns or {})
    for place, name in enumerate(formats.header_of(file_of(batch))):
        if (field := typed.get(f"column-{place}")) in formats.FIELDS:
            columns[name] = field
    if typed.get("date-order") in ("dmy", "mdy"):
        columns["date_order"] = typed["date-order"]
    return columns


def _seen(rows: list[list[str]], place: int) -> str:
    cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
    return " · ".join(cell[:_LONGEST_SEEN].replace("\n", " ") for cell in dict.fromkeys(cells[:20]))[
        : _SEEN * _LONGEST_SEEN
    ]


def _orders() -> list[tuple[str, str]]:
    return [("dmy", _("day first: 3.12. is in December")), ("mdy", _("month first: 3/12 is in March"))]
