"""Which of the days that were said is the day of the encounter, and which belong to a promise."""

from datetime import date

from hanse.home.capture.clauses import Clause
from hanse.home.capture.days import Day
from hanse.home.capture.promises import Promise
from hanse.home.capture.words import vocabulary

_SHORTEST_SPAN = 6
"""characters; "am Wochenende" and "im August" are longer than any single day"""


def day_of(
    kind: str | None, clauses: list[Clause], promised: set[int], days: list[Day], today: date
) -> date | None:
    """Return the day of the encounter: the one said beside it, else today; None where only a span is said."""
    if kind is None:
        return None
    for day in days:
        clause = next((one for one in clauses if one.holds(day.start)), None)
        is_promised = clause is not None and clause.start in promised
        if day.has_deadline_word or (is_promised and not day.is_past) or _is_talked_of(day, clause):
            continue
        if day.is_past:
            return day.on
        if clause is None or not _is_beside(clause, kind):
            continue
        if day.on is not None:
            return day.on
        if _is_span_that_was(day, today):
            return None
    return today


def _is_talked_of(day: Day, clause: Clause | None) -> bool:
    """ "wegen Samstag", "für den 2. Mai eingeladen"."""
    before = [word.low for word in clause.words if word.end <= day.start][-2:] if clause else []
    about = vocabulary("topic.about") | {"für", "for", "auf"}
    return any(low in about for low in before[-1:]) or (
        len(before) == 2 and before[0] in about and before[1] in vocabulary("place.articles")
    )


def _is_beside(clause: Clause, kind: str) -> bool:
    """News ("sie kommt Samstag nicht") and what a mail is about ("Klassentreffen am 13.6.") have days of their own."""
    if not clause.bare or clause.is_past:
        return True
    if clause.is_subordinate or clause.verb is not None:
        return clause.has("kind.met")
    has_person = any(word.used == "person" for word in clause.bare)
    return kind == "met" or has_person or clause.has(f"kind.{kind}")


def _is_span_that_was(day: Day, today: date) -> bool:
    """ "am Wochenende", "im August" beside something that has happened: a span, no day."""
    return day.due is not None and day.due > today and day.end - day.start > _SHORTEST_SPAN


def lend_days(
    promises: list[Promise], clauses: list[Clause], days: list[Day], on: date | None, today: date
) -> None:
    """A day to come that stands outside belongs to the promise that has none."""
    outside = [
        day
        for day in days
        if day.due is not None
        and not day.is_past
        and (day.on is None or day.on != on)
        and (day.has_deadline_word or day.on is None or day.due > today)
        and not any(promise.start <= day.start < promise.end for promise in promises)
        and not any(clause.holds(day.start) and _is_talked_of(day, clause) for clause in clauses)
    ]
    for promise in promises:
        if promise.due is None and outside:
            promise.due = outside[0].due
