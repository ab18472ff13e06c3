"""Notes to oneself in the infinitive: "Rechnung schicken bis übermorgen"."""

from hanse.home.capture.clauses import Clause
from hanse.home.capture.promises.said import Said
from hanse.home.capture.promises.torn import last_infinitive
from hanse.home.capture.verbs import finite_forms
from hanse.home.capture.words import Word, vocabulary


def noted(clause: Clause, *, has_day: bool) -> Said | None:
    """A note to oneself: "Rechnung schicken bis übermorgen"."""
    lows, bare = clause.lows, clause.bare
    third = finite_forms()[1]
    if {"wir", "we", "können", "sollen", "wollen", "ob", "um"} & set(lows):
        return None
    if any(
        low in third and not word.is_capital and word.used == "" for low, word in zip(lows, bare, strict=True)
    ):
        return None
    found = last_infinitive(bare)
    if (
        found is None
        or (found[0] in vocabulary("verbs.no_note") and not has_day)
        or not _ends_there(bare, found[1])
    ):
        return None
    return Said("mine", *found)


def _ends_there(bare: list[Word], verb: set[int]) -> bool:
    """Behind the infinitive there is nothing, or what begins with a preposition; and it is no noun: "beim Einkaufen"."""
    place = max(at for at, word in enumerate(bare) if id(word) in verb)
    if place and bare[place - 1].low in ("beim", "zum", "am", "fürs", "vom"):
        return False
    rest = [word for word in bare[place + 1 :] if word.used != "person"]
    return not rest or rest[0].low in vocabulary("promises.behind_infinitive") or len(rest) == 1
