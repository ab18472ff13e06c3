"""What somebody will do: who, what in the infinitive, until when."""

import re
from dataclasses import dataclass
from datetime import date

from hanse.home.capture.clauses import Clause
from hanse.home.capture.days import Day
from hanse.home.capture.promises.english import said_in_english
from hanse.home.capture.promises.german import said_in_german
from hanse.home.capture.promises.said import Context, Said
from hanse.home.capture.promises.what import what_of
from hanse.home.capture.words import vocabulary

__all__ = ["Promise", "find_promises"]

_AGREED = re.compile(
    r"\b(?:vereinbart|ausgemacht|abgemacht|verabredet|agreed|aufgeteilt|abgesprochen|deal)\b"
)
_MINE = re.compile(r"\bversprochen\b|\bzugesagt\b|\bversprach\b|\bi promised\b|\bpromised (?!me\b|us\b)")
_THEIRS = re.compile(
    r"\b(?:hat|haben)\s+(?:mir|uns)\s+(?:\w+\s+){0,2}(?:versprochen|zugesagt)|\b(?:verspricht|versprach|sagt\w*)\s+(?:mir|uns)\b"
    r"|\bpromised\s+(?:me|us)\b|\b(?:he|she|they)\s+promised\b|\bhat\s+(?:fest\s+)?(?:versprochen|zugesagt)"
)


@dataclass(slots=True)
class Promise:
    direction: str
    what: str
    due: date | None
    start: int
    end: int


def find_promises(clauses: list[Clause], days: list[Day]) -> list[Promise]:
    """Return the promises of the line; the words they are made of are marked as used."""
    found: list[Promise] = []
    context = Context()
    for number, clause in enumerate(clauses):
        due = _due(clauses, number, days)
        said = _said(clause, context, has_day=due is not None)
        if said is None and found and _goes_on(clauses, number, found[-1]):
            found[-1].what += " " + _plain(clause)
            continue
        what = what_of(clause, said) if said else ""
        context = context.after(clause, said, announced=_announced(clause, said))
        if said is None or not what:
            continue
        found.append(Promise(said.direction, what, due, clause.start, clause.end))
        for word in clause.words:
            word.used = word.used or "promise"
    return found


def _goes_on(clauses: list[Clause], number: int, promise: Promise) -> bool:
    """ "fragen, ob der Raum frei ist", "ask whether she can host": the question belongs to what is to be done."""
    is_next = number > 0 and clauses[number - 1].start == promise.start
    return is_next and bool(clauses[number].lows) and clauses[number].lows[0] in ("ob", "whether", "if")


def _plain(clause: Clause) -> str:
    return " ".join(word.text for word in clause.bare)


def _said(clause: Clause, context: Context, *, has_day: bool) -> Said | None:
    if (
        not clause.bare
        or clause.is_aside
        or clause.lows[0] in ("ob", "whether", "if", "falls", "wenn")
        or _is_denied(clause)
    ):
        return None
    return said_in_english(clause, context, has_day=has_day) or said_in_german(
        clause, context, has_day=has_day
    )


def _is_denied(clause: Clause) -> bool:
    """ "kommt doch nicht", "won't be able to": no promise; "nicht vergessen" is one."""
    negations = vocabulary("promises.negations")
    return any(
        low in negations and clause.lows[at + 1 : at + 2] != ["vergessen"] and "forget" not in clause.lows
        for at, low in enumerate(clause.lows)
    )


def _announced(clause: Clause, said: Said | None) -> str:
    """ "Hab versprochen," and "vereinbart:" leave it to the next clause to say what."""
    text = clause.text
    if _AGREED.search(text):
        return "agreed"
    if said is not None:
        return ""
    if _THEIRS.search(text):
        return "theirs"
    return "mine" if _MINE.search(text) else ""


def _due(clauses: list[Clause], number: int, days: list[Day]) -> date | None:
    """The day said in the clause, or alone in the clause behind it: ", spätestens Sonntag"."""
    own = [day for day in days if clauses[number].holds(day.start) and day.due and not day.is_past]
    if own:
        return next((day.due for day in own if day.has_deadline_word), own[0].due)
    if number + 1 >= len(clauses):
        return None
    follower = clauses[number + 1]
    if any(low not in ("bis", "by", "latest", "spätestens", "dann") for low in follower.lows):
        return None
    return next((day.due for day in days if follower.holds(day.start) and day.due and not day.is_past), None)
