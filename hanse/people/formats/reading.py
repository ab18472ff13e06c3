"""One file in, records out: which reader reads which format."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hanse.people.formats import cardfiles, takeout, zips
from hanse.people.formats.arriving import Reading
from hanse.people.formats.guessing import find_header
from hanse.people.formats.limits import LARGEST, NotReadable
from hanse.people.formats.mapping import read_table
from hanse.people.formats.monica import read_monica
from hanse.people.formats.programs import PROGRAMS, header_of_program, read_program
from hanse.people.formats.tables import CsvTable
from hanse.people.formats.words import Said

FORMATS = ("vcard", *PROGRAMS, "monica_json", "table_csv", "table_xlsx", "zip", "hanse")


def read(
    path: Path,
    format: str,
    *,
    columns: Mapping[str, str] | None = None,
    today: date,
    said: Said = str,
) -> Reading:
    """Read a whole file of that format (one of FORMATS).

    `columns` says for a table which column is which field, as `guess_columns` does; for every table it may hold
    `date_order`, "dmy" or "mdy". `said` gives the member's words for an English text. Raises NotReadable.
    """
    size = path.stat().st_size
    if not 0 < size <= LARGEST:
        raise NotReadable("too_large" if size else "empty")
    options = columns or {}
    if format == "vcard":
        return Reading(cardfiles.records_of_file(path.read_bytes()))
    if format == "zip":
        return Reading(cardfiles.records_of_files(zips.card_files(path)))
    if format in PROGRAMS:
        source = zips.connections(path) if zips.is_zip(path) else path
        table = CsvTable(source, header_of_program)
        return read_program(table, format, options=options, today=today, said=said)
    if format == "monica_json":
        return read_monica(path, today=today, said=said)
    if format in ("table_csv", "table_xlsx"):
        return read_table(path, columns, today=today)
    if format == "hanse":
        return takeout.read(path, today)
    raise NotReadable("unknown")


def head_of(path: Path, format: str) -> bytes:
    """Return what must stand above single rows so that they can be read again: the names of a CSV's columns, in UTF-8."""
    if format in PROGRAMS and not zips.is_zip(path):
        return CsvTable(path, header_of_program).head.encode()
    if format == "table_csv":
        return CsvTable(path, find_header).head.encode()
    return b""
