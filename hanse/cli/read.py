"""Show how the capture line reads a sentence: who, where, what was promised until when. Nothing is saved."""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from hanse.home.capture import read

KEYS = ("people", "new", "known", "mentioned", "kind", "place", "on", "topic", "labels")
PROMISE_KEYS = ("direction", "what", "due")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("line", nargs="?", metavar="LINE", help="the sentence")
    parser.add_argument("--file", type=Path, metavar="FILE", help="read each line of a file instead, as JSON")
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="as if written on that day, YYYY-MM-DD"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object for each line")


def run(options: argparse.Namespace) -> int:
    if (options.line is None) == (options.file is None):
        print("Give a sentence, or --file with one sentence a line.", file=sys.stderr)
        return 2
    today = options.today or datetime.now(UTC).astimezone().date()
    lines = [options.line] if options.file is None else options.file.read_text(encoding="utf-8").splitlines()
    for line in lines:
        reading = as_plain(read(line, today=today))
        print(
            json.dumps(reading, ensure_ascii=False)
            if options.json or options.file
            else in_words(line, reading)
        )
    return 0


def as_plain(reading: object) -> dict[str, object]:
    """Return what was read as JSON knows it: days as YYYY-MM-DD, nothing said as null."""
    found = {key: getattr(reading, key) for key in KEYS}
    found["promises"] = [{key: getattr(promise, key) for key in PROMISE_KEYS} for promise in reading.promises]
    return json.loads(json.dumps(found, default=str))


def in_words(line: str, reading: dict[str, object]) -> str:
    said = [f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in reading.items() if value]
    return "\n".join([line, *said])
