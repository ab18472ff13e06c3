"""Run one benchmark and print what it measured: a line for each number, or JSON with --json.

Exit code 1 if an aim was missed.
"""

import argparse
import contextlib
import json
import sys
from importlib import import_module
from typing import NamedTuple

NAMES = {
    "pages": "pages",
    "import": "importing",
    "capture": "capture",
    "doubles": "doubles",
    "start": "start",
    "dav": "dav",
    "phones": "phones",
}
"""name on the command line: module"""


class Measure(NamedTuple):
    name: str
    value: float
    unit: str
    aim: float | None = None
    """what the value shall not exceed, or not fall below"""
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        return self.aim is None or (self.value >= self.aim if self.at_least else self.value <= self.aim)

    def __str__(self) -> str:
        aim = (
            ""
            if self.aim is None
            else f"   aim {'≥' if self.at_least else '≤'} {self.aim:g} {self.unit}: {'met' if self.is_met else 'MISSED'}"
        )
        return f"{self.name:<44} {self.value:>10.3f} {self.unit:<4}{aim}"


def main(words: list[str]) -> int:
    if not words or words[0] not in NAMES:
        print(
            f"usage: bin/bench NAME [ARGUMENTS] [--json]\nNAME is one of: {', '.join(NAMES)}", file=sys.stderr
        )
        return 2
    module = import_module(f"benchmarks.{NAMES[words[0]]}")
    parser = argparse.ArgumentParser(prog=f"bin/bench {words[0]}", description=module.__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object: figures by name")
    if hasattr(module, "arguments"):
        module.arguments(parser)
    options = parser.parse_args(words[1:])
    measures = []
    # What the house says while it is set up is no figure.
    with contextlib.redirect_stdout(sys.stderr):
        for measure in module.measure(options):
            measures.append(measure)
            if not options.json:
                print(measure, file=sys.__stdout__, flush=True)
    if options.json:
        print(json.dumps(as_object(measures)))
    return 0 if all(measure.is_met for measure in measures) else 1


def as_object(measures: list[Measure]) -> dict:
    """Return the figures by name; `ratios.poll` stands in an object `ratios`. `missed` names those past their aim."""
    found: dict = {}
    for measure in measures:
        *path, name = measure.name.split(".")
        there = found
        for part in path:
            there = there.setdefault(part, {})
        there[name] = measure.value
    return found | {"missed": [measure.name for measure in measures if not measure.is_met]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
