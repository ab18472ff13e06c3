"""What a file is, by what stands in it; its name is only a hint that nothing rests on."""

import re
from pathlib import Path

from hanse.people import vcard
from hanse.people.formats import zips
from hanse.people.formats.decoding import encoding_of
from hanse.people.formats.guessing import find_header, is_a_table
from hanse.people.formats.limits import LARGEST, MOST_COLUMNS, NotReadable
from hanse.people.formats.programs import header_of_program, program_of
from hanse.people.formats.tables import CsvTable

_HEAD = 1 << 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SQL = re.compile(r"^\s*(?:--|SET |INSERT |CREATE |/\*)", re.I)


def recognise(path: Path, name: str) -> str:
    """Return one of `reading.FORMATS`. Raises NotReadable with the reason why it is none."""
    size = path.stat().st_size
    if size > LARGEST:
        raise NotReadable("too_large")
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
            raise NotReadable("empty")
        if zips.is_zip(path):
            return _in_zip(path)
        if head.startswith(_OLD_OFFICE):
            raise NotReadable("old_excel")
        text = head.decode(encoding_of(file), "replace").lstrip("\ufeff \r\n\t\0")
    if text[:1] in "{[":
        return _json(text)
    if text[:6].upper() == "BEGIN:" and not vcard.looks_like_vcards(head):
        raise NotReadable("calendar" if "VCALENDAR" in text[:200].upper() else "unknown")
    if vcard.looks_like_vcards(head):
        return "vcard"
    return _table(path, text)


def _in_zip(path: Path) -> str:
    with zips.opened(path) as archive:
        if zips.has(archive, "hanse.json"):
            return "hanse"
        names = {entry.filename for entry in archive.infolist()}
        if "xl/workbook.xml" in names:
            return "table_xlsx"
        if "mimetype" in names or "word/document.xml" in names:
            raise NotReadable("other_spreadsheet")
        if zips.has(archive, "connections.csv"):
            return "linkedin_csv"
        if zips.holds_cards(archive):
            return "zip"
        zips.refuse_foreign(archive)
    raise NotReadable("zip_without_contacts")


def _json(text: str) -> str:
    if '"account"' in text and ('"app_version"' in text or '"exported_by"' in text or '"version"' in text):
        return "monica_json"
    raise NotReadable("other_json")


def _table(path: Path, text: str) -> str:
    if text[:1] == "<" or text.startswith("%PDF") or _is_binary(text):
        raise NotReadable("unknown")
    if _SQL.match(text) and "INSERT INTO" in text.upper():
        raise NotReadable("monica_sql")
    table = CsvTable(path, header_of_program)
    if found := program_of(table.header):
        return found
    table = CsvTable(path, find_header)
    if len(table.header) > MOST_COLUMNS:
        raise NotReadable("too_many_columns")
    if not is_a_table(table):
        raise NotReadable("unknown")
    return "table_csv"


def _is_binary(text: str) -> bool:
    """Whether control characters stand in it that no text has, more of them than a slip would leave."""
    sample = text[:4096]
    strange = sum(letter < " " and letter not in "\r\n\t\0\x0b\x0c\x1a" for letter in sample)
    return strange * 50 > len(sample) or sample.count("\0") * 4 > len(sample)
