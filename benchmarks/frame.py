"""Run one benchmark and print what it measured: a line for each number, or JSON with --json.

Exit code 1 if an aim was missed.
"""

import argparse
import json
import sys
from importlib import import_module
from typing import NamedTuple

NAMES = {
    "pages": "pages",
    "import": "importing",
    "capture": "capture",
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
    """what the value shall not exceed"""

    @property
    def is_met(self) -> bool:
        return self.aim is None or self.value <= self.aim

    def __str__(self) -> str:
        aim = (
            ""
            if self.aim is None
            else f"   aim ≤ {self.aim:g} {self.unit}: {'met' if self.is_met else 'MISSED'}"
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
    parser.add_argument("--json", action="store_true", help="one JSON object for each number")
    if hasattr(module, "arguments"):
        module.arguments(parser)
    options = parser.parse_args(words[1:])
    if options.json and hasattr(module, "summary"):
        measures = list(module.measure(options))
        print(json.dumps(module.summary(measures)))
        return 0 if all(measure.is_met for measure in measures) else 1
    met = True
    for measure in module.measure(options):
        met &= measure.is_met
        print(
            json.dumps({**measure._asdict(), "met": measure.is_met}) if options.json else measure, flush=True
        )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
