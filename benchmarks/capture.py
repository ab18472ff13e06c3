"""How well and how fast the capture line is read: share of lines with a wrong answer for each field, and time.

FILE has a line and its reading as JSON in each row, parted by a tab, all typed on the same Wednesday.
"""

import argparse
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.frame import Measure
from hanse.home.capture import read
from hanse.kit.text import words

TYPED_ON = date(2026, 3, 11)
SETS = ("people", "new", "known", "mentioned", "labels")
EXACT = ("kind", "on")
OVERLAP = ("place", "topic")
AIMS = {"people": 10, "on": 10, "promises": 20}
"""percent of lines that may be read wrong"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="lines with their readings (.tsv)")


def measure(options: argparse.Namespace) -> Iterator[Measure]:
    rows = rows_of(options.file)
    for name, share in scores(rows).items():
        yield Measure(f"wrong: {name}", 100 * (1 - share), "%", AIMS.get(name))
    began = time.perf_counter()
    for line, _wanted in rows * 20:
        read(line, today=TYPED_ON)
    yield Measure("time for a line", 1000 * (time.perf_counter() - began) / (20 * len(rows)), "ms")


def rows_of(file: Path) -> list[tuple[str, dict]]:
    """Return the lines of a file with what they should be read as."""
    lines = file.read_text().splitlines()[1:]
    parts = (line.split("\t") for line in lines if "\t" in line)
    return [(line, json.loads(wanted)) for line, wanted in parts]


def scores(rows: list[tuple[str, dict]]) -> dict[str, float]:
    """Return for each field the share of lines, from 0 to 1, that were read right."""
    right = dict.fromkeys((*SETS, *EXACT, *OVERLAP, "promises"), 0)
    for line, wanted in rows:
        for name in right_fields(read(line, today=TYPED_ON).as_json(), wanted):
            right[name] += 1
    return {name: count / len(rows) for name, count in right.items()}


def right_fields(got: dict, wanted: dict) -> set[str]:
    """Return the names of the fields that were read right."""
    right = {name for name in SETS if set(got[name]) == set(wanted[name])}
    right |= {name for name in EXACT if got[name] == wanted[name]}
    right |= {name for name in OVERLAP if overlaps(got[name], wanted[name])}
    if _same_promises(got["promises"], wanted["promises"]):
        right.add("promises")
    return right


def overlaps(got: str | None, wanted: str | None) -> bool:
    """Whether half the words of both are shared; nothing equals only nothing."""
    one, other = set(words(got or "")), set(words(wanted or ""))
    if not one or not other:
        return not one and not other
    return 2 * len(one & other) >= max(len(one), len(other))


def _same_promises(got: list[dict], wanted: list[dict]) -> bool:
    """Direction and day exactly, and what it is by half its words; each promise once."""
    left = list(got)
    for promise in wanted:
        found = next((one for one in left if _is_same(one, promise)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _is_same(one: dict, other: dict) -> bool:
    exact = (one["direction"], one["due"]) == (other["direction"], other["due"])
    return exact and overlaps(one["what"], other["what"])
