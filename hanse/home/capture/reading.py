"""The whole reading of one line."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from hanse.home.capture.clauses import Clause, clauses_of
from hanse.home.capture.days import Day, find_days
from hanse.home.capture.kind import kind_of, mark_new_and_known
from hanse.home.capture.mentioned import mark_mentioned
from hanse.home.capture.people import Person, find_people
from hanse.home.capture.place import place_of, shown
from hanse.home.capture.promises import Promise, find_promises
from hanse.home.capture.topic import topic_of
from hanse.home.capture.typos import put_back, put_right, slips
from hanse.home.capture.when import day_of, lend_days
from hanse.home.capture.words import LONGEST, Word, split

Span = tuple[int, int]


@dataclass(slots=True)
class PromiseRead:
    direction: str
    what: str
    due: date | None
    span: Span | None = None
    to: str = ""
    """whom it concerns, if the clause says so"""


@dataclass(slots=True)
class Reading:
    people: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    place: str | None = None
    kind: str | None = None
    on: date | None = None
    topic: str | None = None
    promises: list[PromiseRead] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    note: str = ""
    understood: list[Span] = field(default_factory=list)
    """places of the line that were understood; the rest stays as the note"""

    def as_json(self) -> dict[str, object]:
        """Return the reading with plain values: days as ISO 8601."""
        return {
            "people": self.people,
            "new": self.new,
            "known": self.known,
            "mentioned": self.mentioned,
            "place": self.place,
            "kind": self.kind,
            "on": self.on.isoformat() if self.on else None,
            "topic": self.topic,
            "promises": [
                {
                    "direction": one.direction,
                    "what": one.what,
                    "due": one.due.isoformat() if one.due else None,
                }
                for one in self.promises
            ],
            "labels": self.labels,
        }


def read(line: str, *, today: date, known: Collection[str] = ()) -> Reading:
    """Read one line as typed on `today`; `known` are names of the member's book."""
    line = line.replace("\n", " ; ")[: LONGEST * 10]
    words = split(line)
    for word in words:
        word.low = slips().get(word.low, word.low)
    labels = _labels(words)
    days = _days(line, today)
    _mark_days(words, days)
    people = find_people(words, known)
    clauses = clauses_of(words)
    promises = find_promises(clauses, days)
    mark_mentioned(people, clauses, promises, words)
    reading = Reading(labels=labels, note=line)
    _tell_people(reading, line, people)
    _tell_encounter(reading, clauses, words, days, promises, people, today)
    met = [person for person in people if not person.is_mentioned]
    reading.promises = [_promise_read(promise, met, words) for promise in promises]
    reading.understood = [(word.start, word.end) for word in words if word.used]
    return reading


def _tell_people(reading: Reading, line: str, people: list[Person]) -> None:
    met = [person for person in people if not person.is_mentioned]
    mark_new_and_known(line, met)
    reading.people = [person.name for person in met]
    reading.new = [person.name for person in met if person.is_new]
    reading.known = [person.name for person in met if person.is_known]
    reading.mentioned = [person.name for person in people if person.is_mentioned]


def _tell_encounter(
    reading: Reading,
    clauses: list[Clause],
    words: list[Word],
    days: list[Day],
    promises: list[Promise],
    people: list[Person],
    today: date,
) -> None:
    promised = {promise.start for promise in promises}
    told = [clause for clause in clauses if clause.start not in promised]
    place = place_of(told)
    met = [person for person in people if not person.is_mentioned]
    reading.kind = kind_of(told, days, met, has_place=bool(place))
    if reading.kind == "met" and place:
        has_capitals = any(word.is_capital for word in words[1:])
        reading.place = shown(place, has_capitals=has_capitals)
        for word in place:
            word.used = "place"
    reading.on = day_of(reading.kind, clauses, promised, days, today)
    lend_days(promises, clauses, days, reading.on, today)
    reading.topic = topic_of(clauses, promised) if people else None


def _promise_read(promise: Promise, met: list[Person], words: list[Word]) -> PromiseRead:
    inside = [one.name for one in met if promise.start <= words[one.start].start < promise.end]
    to = inside[0] if inside else met[0].name if len(met) == 1 else ""
    return PromiseRead(promise.direction, promise.what, promise.due, (promise.start, promise.end), to)


def _labels(words: list[Word]) -> list[str]:
    found = []
    for word in words:
        if word.text.startswith("#") and len(word.text) > 1:
            word.used = "label"
            found.append(word.text[1:])
    return found


def _days(line: str, today: date) -> list[Day]:
    mended, moved = put_right(line)
    found = find_days(mended, today)
    return [replace(day, start=put_back(day.start, moved), end=put_back(day.end, moved)) for day in found]


def _mark_days(words: list[Word], days: list[Day]) -> None:
    for word in words:
        if any(day.start <= word.start < day.end for day in days):
            word.used = "day"
