"""Promises with a modal verb: "ich soll ihr den Schlüssel geben", "er will das Holz liefern"."""

from hanse.home.capture.clauses import Clause
from hanse.home.capture.promises.said import Context, Said
from hanse.home.capture.promises.torn import last_infinitive
from hanse.home.capture.verbs import is_strong
from hanse.home.capture.words import Word, vocabulary


def is_modal(clause: Clause, at: int) -> bool:
    word = clause.bare[at]
    known = word.low in vocabulary("modals.mine") or word.low in vocabulary("modals.theirs")
    return (known and word.used != "person") or word.low in vocabulary("modals.unreal")


def said_by_modal(clause: Clause, place: int, context: Context, *, counts: bool) -> Said | None:
    """ "will ihr mein Regal leihen" is mine; "er will das Holz liefern" theirs, if it is for me or has a day."""
    low = clause.lows[place]
    found = last_infinitive(clause.bare, after=place)
    if found is None or low in ("hätte", "wäre", "hätten"):
        return None
    subject = subject_of(clause, place)
    if subject == "" and _is_of_other(clause, context):
        subject = "they"
    if subject == "we" or (subject != "they" and found[0] in vocabulary("verbs.no_note")):
        return None
    is_sure = low == "wird" or counts or (is_strong(found[0]) and low not in vocabulary("modals.hopes"))
    if subject == "they" and not is_sure:
        return None
    return Said("theirs" if subject == "they" else "mine", found[0], found[1] | {id(clause.bare[place])})


def _is_of_other(clause: Clause, context: Context) -> bool:
    """Nobody is named: it goes on about whom the clause before told of, or it is for me."""
    lows = set(clause.lows)
    return bool(lows & {"mir", "uns"}) or (
        context.tells_of_other and not lows & {"ihr", "ihm", "ihnen", "ihn", "sie", "mich"}
    )


def subject_of(clause: Clause, place: int) -> str:
    """Who does it: "i", "they", "we" or nobody that is said, by the words round the finite verb."""
    before, after = clause.bare[:place], clause.bare[place + 1 : place + 2]
    for word in [*reversed(before[-3:]), *after]:
        if word.low in ("ich", "i"):
            return "i"
        if word.low in ("er", "sie", "he", "she", "they", "wer"):
            return "they"
        if word.low in ("wir", "we"):
            return "we"
    if before and not _is_object(before) and (before[-1].used == "person" or before[-1].is_capital):
        return "they"
    return ""


def _is_object(before: list[Word]) -> bool:
    if before[-1].used != "person":
        return False
    start = len(before) - 1
    while start and before[start - 1].used == "person":
        start -= 1
    return start > 0 and before[start - 1].low in {"mit", "für", "an", "bei", "von", "den", "dem"}
