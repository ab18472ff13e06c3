"""A whole import (cards read, stored, searchable), measured against what vobject needs only to parse the same bytes.

Without FILE 10,000 invented cards are taken.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.frame import Measure
from benchmarks.house import NOW, empty_house, member

AIM = 1.5


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a vCard file")
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL server")


def measure(options: argparse.Namespace) -> Iterator[Measure]:
    with empty_house(postgres=options.postgres):
        from benchmarks.crowd import cards
        from hanse.people.actions import importing

        raw = options.file.read_bytes() if options.file else cards(10_000)
        katrin = member()
        began = time.perf_counter()
        batch = importing.open_import(member=katrin, file_name="x.vcf", chunks=[raw], now=NOW)
        batch = importing.read_file(batch=batch, now=NOW)
        looked = time.perf_counter()
        importing.choose(batch=batch, label_name="")
        importing.take_in(batch=batch, now=NOW, today=NOW.date())
        taken = time.perf_counter()
        theirs = _vobject(raw)
        ours = taken - began
        yield Measure("cards", batch.total, "")
        yield Measure("preview", looked - began, "s")
        yield Measure("taking in", taken - looked, "s")
        yield Measure("vobject, parsing alone", theirs, "s")
        yield Measure("whole import ÷ vobject's parsing", ours / theirs, "×", AIM)


def _vobject(raw: bytes) -> float:
    import vobject

    began = time.perf_counter()
    for _card in vobject.readComponents(raw.decode("utf-8", "replace"), allowQP=True, ignoreUnreadable=True):
        pass
    return time.perf_counter() - began
