"""Doubles found in the files of a made-up crowd, really imported, measured against its truth.json.

Pairs of records of kind *person* count: `precision_merged` of what was put together by itself, `precision` and `recall`
of that and what is suggested together; the recall of each source and each kind of noise follows.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from benchmarks.frame import Measure
from benchmarks.house import NOW, empty_house, member

Record = tuple[str, int]
Pair = frozenset[Record]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="made by make_addressbook.py")
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL server")


def measure(options: argparse.Namespace) -> Iterator[Measure]:
    truth = json.loads((options.folder / "truth.json").read_text(encoding="utf-8"))
    people = {_key(row): row for row in truth["records"] if row["kind"] == "person"}
    with empty_house(postgres=options.postgres):
        from hanse.people.actions import doubling
        from hanse.people.queries import sources

        katrin = member()
        began = time.perf_counter()
        for name in truth["counts"]["records_by_source"]:
            _bring(katrin, options.folder / name)
        brought = time.perf_counter()
        doubling.look(member=katrin, now=NOW)
        looked = time.perf_counter()
        merged = _pairs(sources.merged(katrin), people)
        found = merged | _pairs(sources.suspected(katrin), people)
    yield Measure("records", len(truth["records"]), "")
    yield Measure("import", brought - began, "s", 60)
    yield Measure("search", looked - brought, "s", 60)
    yield from _scores(people, merged, found)


def _bring(member, file: Path) -> None:
    from hanse.people.actions import importing

    batch = importing.open_import(member=member, file_name=file.name, chunks=[file.read_bytes()], now=NOW)
    batch = importing.name_columns(batch=batch, columns=None, now=NOW)
    batch = importing.read_file(batch=batch, now=NOW)
    importing.choose(batch=batch, label_name="")
    importing.take_in(batch=batch, now=NOW, today=NOW.date())


def _key(row: dict) -> Record:
    return row["source"], row["index"]


def _pairs(found: Iterable, people: dict[Record, dict]) -> set[Pair]:
    return {
        frozenset(pair) for one in found for pair in combinations(sorted(set(one.records) & people.keys()), 2)
    }


def _scores(people: dict[Record, dict], merged: set[Pair], found: set[Pair]) -> Iterator[Measure]:
    by_person: dict[str, list[Record]] = defaultdict(list)
    for record, row in people.items():
        by_person[row["person"]].append(record)
    true = {frozenset(pair) for records in by_person.values() for pair in combinations(records, 2)}
    yield Measure("precision_merged", _share(merged & true, merged), "", 0.999, at_least=True)
    yield Measure("precision", _share(found & true, found), "", 0.93, at_least=True)
    yield Measure("recall", _share(found & true, true), "", 0.97, at_least=True)
    yield Measure("recall_merged", _share(merged & true, true), "")
    for kind, of in (("source", _source_of), ("noise", _noise_of)):
        wanted, got = Counter(), Counter()
        for pair in true:
            for name in {name for record in pair for name in of(people[record])}:
                wanted[name] += 1
                got[name] += pair in found
        for name, count in sorted(wanted.items()):
            yield Measure(f"recall, {kind} {name} ({count} pairs)", got[name] / count, "")


def _source_of(row: dict) -> list[str]:
    return [row["source"]]


def _noise_of(row: dict) -> list[str]:
    return row.get("how", ["none"])


def _share(part: set, whole: set) -> float:
    return len(part) / len(whole) if whole else 1.0
