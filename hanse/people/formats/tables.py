"""Rows of a table with the line each begins in, from a CSV as any program writes it (RFC 4180 and worse)."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path

from hanse.people.formats.decoding import encoding_of
from hanse.people.formats.limits import LARGEST_CELL, LARGEST_TABLE, MOST_EMPTY_ROWS, NotReadable

_DELIMITERS = ",;\t|"
_PROBE = 128 * 1024
_MOST_BROKEN = 20
_MOST_BLANK = 10_000
_NAMED = re.compile(r"sep=(.)$", re.I)
"""the first line by which Excel is told the delimiter"""

csv.field_size_limit(2 * LARGEST_CELL)


@dataclass(slots=True)
class Row:
    """`index` counts rows from 0 after the header, `line` is where it begins in the file, from 1."""

    index: int
    line: int
    cells: list[str]
    original: str = ""
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


Header = Callable[[list[list[str]]], int]
"""which of the first rows holds the names of the columns; -1 if none does"""


class CsvTable:
    """A CSV that can be walked more than once; it is never held in memory as a whole."""

    is_cut = False
    """nothing in a CSV tells where it should end"""

    def __init__(self, source: Path | bytes, find_header: Header) -> None:
        self._source = source
        with self._open() as file:
            self._encoding = encoding_of(file)
            text = TextIOWrapper(file, encoding=self._encoding, errors="replace", newline="")
            lines = text.read(_PROBE).replace("\0", "").splitlines(keepends=True)
        self._skipped, self._delimiter = _delimiter(lines)
        first = [row.cells for row in islice(_cut(iter(lines[self._skipped :]), self._delimiter), 40)]
        if not first:
            raise NotReadable("empty")
        self._header_at = find_header(first)
        self.header = named_once(first[self._header_at] if self._header_at >= 0 else _letters(first))

    def _open(self):
        if isinstance(self._source, bytes):
            if len(self._source) > LARGEST_TABLE:
                raise NotReadable("table_too_large")
            return BytesIO(self._source)
        if self._source.stat().st_size > LARGEST_TABLE:
            raise NotReadable("table_too_large")
        return self._source.open("rb")

    def rows(self) -> Iterator[Row]:
        """Yield the rows after the header, up to where nothing more comes; a blank line is no row."""
        empty = 0
        with self._open() as file:
            text = TextIOWrapper(file, encoding=self._encoding, errors="replace", newline="")
            lines = (line.replace("\0", "") for line in text)
            for _ in range(self._skipped):
                next(lines, "")
            for row in islice(_cut(lines, self._delimiter), self._header_at + 1, None):
                row.index -= self._header_at + 1
                row.line += self._skipped
                empty = empty + 1 if row.is_empty and not row.problem else 0
                if empty > MOST_EMPTY_ROWS:
                    return
                yield row

    @property
    def head(self) -> str:
        """The text up to and with the names of the columns, as it stands in the file."""
        with self._open() as file:
            lines = TextIOWrapper(file, encoding=self._encoding, errors="replace", newline="").readlines(
                _PROBE
            )
        rows = _cut(iter(lines[self._skipped :]), self._delimiter)
        return "".join(
            [*lines[: self._skipped], *(row.original for row in islice(rows, self._header_at + 1))]
        )


def named_once(names: list[str]) -> list[str]:
    """Return the names of columns, each of them once; a column without a name bears its letter."""
    seen: Counter[str] = Counter()
    unique = []
    for place, name in enumerate(names):
        name = " ".join(name.split()) or letter(place)
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def letter(place: int) -> str:
    """Return the letter of a column as spreadsheets name it: A, Z, AA."""
    name = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        name, place = chr(65 + rest) + name, place - 1
    return name


def _letters(rows: list[list[str]]) -> list[str]:
    return [letter(place) for place in range(max((len(row) for row in rows), default=0))]


def _delimiter(lines: list[str]) -> tuple[int, str]:
    """Return how many lines say nothing but the delimiter, and which it is: the one that cuts most rows alike."""
    if lines and (named := _NAMED.match(lines[0].strip())):
        return 1, named[1]
    best, chosen = (0, 0), ","
    for delimiter in _DELIMITERS:
        widths = Counter(
            len(row.cells) for row in islice(_cut(iter(lines), delimiter), 30) if len(row.cells) > 1
        )
        if widths:
            width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
            if (count, width) > best:
                best, chosen = (count, width), delimiter
    return 0, chosen


class _Kept:
    """Lines on their way to the csv reader; those of the row at hand are kept."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.again: list[str] = []
        self.kept: list[str] = []
        self.count = 0

    def __iter__(self) -> "_Kept":
        return self

    def __next__(self) -> str:
        line = self.again.pop() if self.again else next(self.lines)
        self.kept.append(line)
        self.count += 1
        return line

    def give_back(self) -> None:
        """Let all but the first line of the row be read once more."""
        self.again.extend(reversed(self.kept[1:]))
        self.count -= len(self.kept) - 1
        del self.kept[1:]


def _cut(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    """Yield rows; one that cannot be cut costs its first line alone, unless there are many of them."""
    source, index, broken, blank = _Kept(lines), 0, 0, 0
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        source.kept.clear()
        begins, problem, cells = source.count + 1, "", []
        try:
            cells = next(reader)
            if any(len(cell) > LARGEST_CELL for cell in cells):
                problem = "cell_too_large"
        except StopIteration:
            return
        except csv.Error:
            problem, broken = "broken_quotes", broken + 1
            if broken <= _MOST_BROKEN:
                source.give_back()
            reader = csv.reader(source, delimiter=delimiter)
        if cells or problem:
            yield Row(index, begins, cells, "".join(source.kept), problem)
            index, blank = index + 1, 0
        else:
            blank += 1
            if blank > _MOST_BLANK:
                return
