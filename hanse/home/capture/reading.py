"""The whole reading of one line."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from hanse.home.capture.clauses import clauses
from hanse.home.capture.context import kind_of, mark_new_and_known, place_of, topic_of
from hanse.home.capture.days import Day, find_days
from hanse.home.capture.people import Person, find_people
from hanse.home.capture.promises import Clause, Promise, find_promises
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
    labels = _labels(words)
    days = find_days(line, today)
    _mark_days(words, days)
    people = find_people(words, known)
    bounds = [Clause(words[a:b], words[a].start, words[b - 1].end) for a, b in clauses(words)]
    promises = find_promises(bounds, days, people)
    _sort_out_mentioned(people, bounds, promises, words)
    met = [person for person in people if not person.is_mentioned]
    mark_new_and_known(line, met)
    return _assemble(line, today, words, labels, days, people, met, promises)


def _assemble(
    line: str,
    today: date,
    words: list[Word],
    labels: list[str],
    days: list[Day],
    people: list[Person],
    met: list[Person],
    promises: list[Promise],
) -> Reading:
    spans = [(promise.start, promise.end) for promise in promises]
    rest = _without(line, spans)
    place, place_words = place_of(words)
    kind = kind_of(
        rest, met, has_place=place is not None, promises_only=bool(promises) and not _says_more(words)
    )
    if kind != "met":
        place = None
    for word in place_words if place else []:
        word.used = "place"
    on = _on(kind, days, spans, today)
    _lend_days(promises, days, spans, on, today)
    topic = topic_of(line, words, spans) if met or people else None
    return Reading(
        people=[person.name for person in met],
        new=[person.name for person in met if person.is_new],
        known=[person.name for person in met if person.is_known],
        mentioned=[person.name for person in people if person.is_mentioned],
        place=place,
        kind=kind,
        on=on,
        topic=topic,
        promises=[_promise_read(promise, met, words) for promise in promises],
        labels=labels,
        note=line,
        understood=[(word.start, word.end) for word in words if word.used],
    )


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


def _mark_days(words: list[Word], days: list[Day]) -> None:
    for word in words:
        if any(day.start <= word.start < day.end for day in days):
            word.used = "day"


def _without(line: str, spans: list[Span]) -> str:
    for start, end in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _says_more(words: list[Word]) -> bool:
    """Whether anything beside names, days and promises is said."""
    return any(word.used == "" and not word.is_mark and len(word.text) > 2 for word in words)


def _on(kind: str | None, days: list[Day], spans: list[Span], today: date) -> date | None:
    """The day of the encounter: one that was said outside promises and is no deadline; else today."""
    if kind is None:
        return None
    for day in days:
        inside = any(start <= day.start < end for start, end in spans)
        if (inside and not day.is_past) or day.has_deadline_word:
            continue
        if day.is_past or day.on is not None:
            return day.on
        if not inside and _is_span_that_was(day, today):
            return None
    return today


def _is_span_that_was(day: Day, today: date) -> bool:
    """ "am Wochenende", "im August" beside something that has happened: a span, no day."""
    return day.on is None and day.due is not None and day.due > today and day.end - day.start > 6


def _lend_days(
    promises: list[Promise], days: list[Day], spans: list[Span], on: date | None, today: date
) -> None:
    """A day to come that stands outside belongs to the promise that has none."""
    for promise in promises:
        if promise.due is not None:
            continue
        for day in days:
            inside = any(start <= day.start < end for start, end in spans)
            if (
                not inside
                and day.due is not None
                and not day.is_past
                and day.on != on
                and (day.has_deadline_word or day.on is None or (day.due > today and day.on != on))
            ):
                promise.due = day.due
                break


_THIRD = {"bei", "mit", "to", "von", "über", "about", "namens"}
_NAMING = re.compile(
    r"\b(?:kennt|kenne|knows|empfiehlt|empfohlen|genannt|nannte|recommends|recommended|suggested|erzählt(?:e)? von|schwärmt von|bekannt (?:zu )?machen|vermittelt)\b",
    re.I,
)


def _sort_out_mentioned(
    people: list[Person], bounds: list[Clause], promises: list[Promise], words: list[Word]
) -> None:
    """Who is only named: behind "kennt" or "genannt", or the third one in a promise."""
    for person in people[1:] if len(people) > 1 else []:
        place = words[person.start].start
        own = next((clause for clause in bounds if clause.start <= place < clause.end), None)
        if own is None:
            continue
        earlier = [clause for clause in bounds if clause.end <= own.end]
        named = any(_NAMING.search(clause.text) for clause in earlier[-2:])
        before = words[person.start - 1].low if person.start else ""
        promised = any(promise.start <= place < promise.end for promise in promises)
        if (named and (before not in ("und", "u", "and", "+", "&"))) or (
            promised and before in ("bei", "mit")
        ):
            person.is_mentioned = True
