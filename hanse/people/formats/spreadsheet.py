"""Rows of the first sheet of an .xlsx (ECMA-376, part 1, chapter 18), read as a stream and only as far as needed.

A spreadsheet can claim more rows than would ever fit; nothing is believed, everything is counted.
"""

import re
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from hanse.people.formats import zips
from hanse.people.formats.limits import LARGEST, LARGEST_CELL, LARGEST_TABLE, MOST_EMPTY_ROWS, NotReadable
from hanse.people.formats.tables import Header, Row, letter, named_once

_CHUNK = 64 * 1024
_MOST_WIDTH = 1000
_MOST_DEPTH = 30
_BROKEN = (expat.ExpatError, BadZipFile, zlib.error, EOFError, OSError, ValueError)
_COLUMN = re.compile(r"([A-Z]{1,3})\d+$")
# Number formats that every spreadsheet knows without naming them (18.8.30).
_DATE_FORMATS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}


class Sheet:
    """The first sheet that holds anything; it can be walked more than once. `is_cut` is known after a walk."""

    def __init__(self, path: Path, find_header: Header) -> None:
        self._path = path
        self.is_cut = False
        try:
            self._look_inside()
            first: list[Row] = []
            for sheet in self._sheets:
                self._sheet = sheet
                if first := list(islice(self._raw_rows(), 40)):
                    break
        except _BROKEN as error:
            raise error if isinstance(error, NotReadable) else NotReadable("cut") from error
        if not first:
            raise NotReadable("empty")
        at = find_header([row.cells for row in first])
        self._header_row = first[at].index if at >= 0 else first[0].index - 1
        width = max(len(row.cells) for row in first)
        self.header = named_once(first[at].cells if at >= 0 else [letter(place) for place in range(width)])

    def rows(self) -> Iterator[Row]:
        for row in self._raw_rows():
            if row.index > self._header_row:
                row.index -= self._header_row + 1
                row.original = "\t".join(row.cells)
                yield row

    def _look_inside(self) -> None:
        with zips.opened(self._path) as archive:
            book, relations = (
                _attributes(archive, "xl/workbook.xml"),
                _attributes(archive, "xl/_rels/workbook.xml.rels"),
            )
            targets = {
                one.get("Id"): one.get("Target", "") for tag, one in relations if tag == "Relationship"
            }
            names = set(archive.namelist())
            wanted = [
                "xl/" + targets.get(one.get("r:id"), "").removeprefix("/xl/")
                for tag, one in book
                if tag == "sheet" and one.get("state", "visible") == "visible"
            ]
            self._sheets = [name for name in wanted if name in names] or sorted(
                name for name in names if name.startswith("xl/worksheets/sheet")
            )
            if not self._sheets:
                raise NotReadable("empty")
            self._epoch = _epoch(book)
            self._dates = _date_styles(_attributes(archive, "xl/styles.xml"))
            self._texts = _shared_texts(archive)

    def _raw_rows(self) -> Iterator[Row]:
        """Yield rows that hold anything; `index` is here the row's place in the sheet, from 0."""
        reader, read, before = _SheetReader(self._texts, self._dates, self._epoch), 0, -1
        with zips.opened(self._path) as archive, archive.open(self._sheet) as file:
            while True:
                try:
                    chunk = file.read(_CHUNK)
                    read += len(chunk)
                    reader.parser.Parse(chunk, not chunk)
                except _BROKEN:
                    self.is_cut = True
                    chunk = b""
                for row in reader.taken():
                    if row.index - before > MOST_EMPTY_ROWS:
                        return
                    before = row.index
                    yield row
                if not chunk or read > LARGEST or reader.place - before > MOST_EMPTY_ROWS:
                    return


class _SheetReader:
    """Turns the events of one sheet into rows."""

    def __init__(self, texts: list[str], dates: set[int], epoch: date) -> None:
        self._texts, self._dates, self._epoch = texts, dates, epoch
        self._rows: list[Row] = []
        self.place = -1
        self._cells: dict[int, str] = {}
        self._column, self._type, self._style = -1, "", 0
        self._value, self._formula, self._length, self._into = [], [], 0, None
        self._too_large = False
        self.parser = _parser(self._start, self._end, self._text)

    def taken(self) -> list[Row]:
        rows, self._rows = self._rows, []
        return rows

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self.place = int(number) - 1 if number.isdecimal() and len(number) < 12 else self.place + 1
            self._cells, self._column, self._too_large = {}, -1, False
        elif tag == "c":
            match = _COLUMN.match(attributes.get("r", ""))
            self._column = _number(match[1]) if match else self._column + 1
            self._type, style = attributes.get("t", "n"), attributes.get("s", "0")
            self._style = int(style) if style.isdecimal() else 0
            self._value, self._formula, self._length = [], [], 0
        elif tag in ("v", "t"):
            self._into = self._value
        elif tag == "f":
            self._into = self._formula

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._length += len(text)
            if self._length <= LARGEST_CELL:
                self._into.append(text)
            else:
                self._too_large = True

    def _end(self, tag: str) -> None:
        if tag in ("v", "t", "f"):
            self._into = None
        elif tag == "c" and 0 <= self._column < _MOST_WIDTH:
            value = self._said()
            if value.strip():
                self._cells[self._column] = value
        elif tag == "row" and (self._cells or self._too_large):
            width = max(self._cells, default=-1) + 1
            cells = [self._cells.get(place, "") for place in range(width)]
            problem = "cell_too_large" if self._too_large else ""
            self._rows.append(Row(self.place, self.place + 1, cells, problem=problem))

    def _said(self) -> str:
        value = "".join(self._value)
        if not value:
            return f"={''.join(self._formula)}" if self._formula else ""
        if self._type == "s":
            return self._texts[int(value)] if value.isdecimal() and int(value) < len(self._texts) else ""
        if self._type == "e":
            return ""
        return self._number(value) if self._type == "n" else value

    def _number(self, value: str) -> str:
        """Return a number without the ".0" of floats, a day in ISO 8601."""
        try:
            number = float(value)
            if self._style in self._dates and 0 < number < 3_000_000:
                return (self._epoch + timedelta(days=int(number))).isoformat()
            return str(int(number)) if number.is_integer() and abs(number) < 1e18 else value
        except (ValueError, OverflowError):
            return value


def _parser(start, end, text=None):
    """Return a parser that takes no DTD (so no entities) and no depth without end."""
    parser = expat.ParserCreate()
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise NotReadable("too_deep")
        start(tag.rpartition(":")[2], attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag.rpartition(":")[2])

    def refuse(*_what) -> None:
        raise NotReadable("unknown")

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.StartDoctypeDeclHandler = refuse
    if text:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    return parser


def _attributes(archive: ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Return tag and attributes of every element of a small part; nothing if the part is not there."""
    found: list[tuple[str, dict[str, str]]] = []
    if name in archive.namelist():
        data = zips.content(archive, archive.getinfo(name), most=LARGEST_TABLE)
        _parser(lambda tag, attributes: found.append((tag, attributes)), lambda tag: None).Parse(data, True)
    return found


def _epoch(book: list[tuple[str, dict[str, str]]]) -> date:
    """Days are counted from 1900, with a 29 February that never was, or from 1904."""
    told = any(tag == "workbookPr" and one.get("date1904") in ("1", "true") for tag, one in book)
    return date(1904, 1, 1) if told else date(1899, 12, 30)


def _date_styles(styles: list[tuple[str, dict[str, str]]]) -> set[int]:
    """Return the places of the cell styles that show a day."""
    own = {
        one.get("numFmtId")
        for tag, one in styles
        if tag == "numFmt"
        and re.search(r"[yd]", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", one.get("formatCode", "")), re.I)
    }
    formats, inside = [], False
    for tag, one in styles:
        inside = tag == "cellXfs" or (inside and tag in ("xf", "alignment", "protection", "extLst", "ext"))
        if inside and tag == "xf":
            formats.append(one.get("numFmtId", "0"))
    return {
        place
        for place, number in enumerate(formats)
        if number in own or (number.isdecimal() and int(number) in _DATE_FORMATS)
    }


def _shared_texts(archive: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    texts: list[str] = []
    parts: list[str] = []
    inside = phonetic = False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal inside, phonetic
        if tag == "si":
            parts.clear()
        inside, phonetic = tag == "t" and not phonetic, phonetic or tag == "rPh"

    def end(tag: str) -> None:
        nonlocal inside, phonetic
        inside, phonetic = False, phonetic and tag != "rPh"
        if tag == "si":
            texts.append("".join(parts)[: LARGEST_CELL + 1])

    def text(said: str) -> None:
        if inside:
            parts.append(said)

    data = zips.content(archive, archive.getinfo("xl/sharedStrings.xml"), most=LARGEST_TABLE)
    _parser(start, end, text).Parse(data, True)
    return texts


def _number(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number - 1
