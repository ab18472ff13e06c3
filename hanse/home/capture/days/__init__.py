"""Days as they are said: "bis Freitag", "am 3.12.", "KW 13", "in zwei Wochen", "by the 5th"."""

import re
from dataclasses import dataclass
from datetime import date

from hanse.home.capture.days.patterns import PATTERNS, WORDED


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in the line. `on` is None where only a span was said that has passed, or no day at all."""

    start: int
    end: int
    due: date | None
    """read as a day to come"""
    on: date | None
    """read as a day that was"""
    has_deadline_word: bool
    is_past: bool


def find_days(line: str, today: date) -> list[Day]:
    """Return all days of the line in order, the longest reading first where two overlap."""
    found: list[Day] = []
    has_figure = any(letter.isdigit() for letter in line)
    for pattern, reader in PATTERNS if has_figure else WORDED:
        for match in pattern.finditer(line):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            read = reader(match, today)
            if read is not None:
                found.append(_day(match, *read))
    return sorted(found, key=lambda day: day.start)


def _day(match: re.Match[str], due: date | None, on: date | None, is_past: bool) -> Day:
    lead = (match.groupdict().get("lead") or "").casefold()
    deadline = bool(re.search(r"\b(?:bis|by|until|till|before|vor|spätestens|latest)\b", lead))
    return Day(match.start(), match.end(), due, on, deadline, is_past)
