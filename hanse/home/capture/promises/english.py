"""English promises: "owes me", "will", "is going to", "'s sending", a verb in the present, a note in the imperative."""

from hanse.home.capture.clauses import Clause
from hanse.home.capture.promises.said import Context, Said
from hanse.home.capture.verbs import english, english_ing, english_third
from hanse.home.capture.words import Word, vocabulary

_FUTURE = frozenset({"will", "must", "to", "should", "gonna", "promised", "please", "remember", "i'd", "i'm"})
_IS = frozenset({"is", "are", "he's", "she's", "they're", "i'm", "am"})
_NOT_BEFORE = frozenset({"the", "a", "my", "his", "her", "by", "their", "our"})
_SELF = frozenset({"i", "i'll", "i've", "we'll", "i'd", "i'm"})
_OTHERS = frozenset(
    {"he", "she", "they", "he'll", "she'll", "they'll", "he's", "she's", "they're", "he'd", "she'd"}
)


def said_in_english(clause: Clause, _context: Context, *, has_day: bool) -> Said | None:
    if {"asked", "told", "wanted"} & set(clause.lows[:2]):
        return None
    for place, low in enumerate(clause.lows):
        if clause.bare[place].used in ("person", "place"):
            continue
        if low in ("owe", "owes"):
            return _owing(clause, place)
        if low in english_third() and _is_theirs(clause, place, has_day=has_day):
            return _said("theirs", english_third()[low], clause, place)
        if low in english_ing() and _is_under_way(clause, place, has_day=has_day):
            return _said(_whose(clause, place), english_ing()[low], clause, place)
        if low in english() and (_is_future(clause, place) or _is_note(clause, place, has_day=has_day)):
            return _said(_whose(clause, place), low, clause, place)
    return None


def _said(direction: str, verb: str, clause: Clause, place: int) -> Said:
    return Said(direction, verb, {id(clause.bare[place])}, is_english=True)


def _owing(clause: Clause, place: int) -> Said:
    """What is owed is given; an answer that is owed is its own verb."""
    lows = set(clause.lows)
    is_mine = clause.lows[place] == "owe" and not (place and clause.lows[place - 1] in _OTHERS)
    verb = "" if lows & {"reply", "answer", "call", "favour", "favor"} else "give"
    return _said("mine" if is_mine else "theirs", verb, clause, place)


def _is_for_me(clause: Clause) -> bool:
    return bool({"me", "us", "my", "our"} & set(clause.lows))


def _is_theirs(clause: Clause, place: int, *, has_day: bool) -> bool:
    """ "she sends me her pattern by Friday"; "her brother makes looms" is none."""
    before = clause.bare[place - 1] if place else None
    if before is None or not (before.low in ("he", "she", "they", "and") or before.used == "person"):
        return False
    verb = english_third()[clause.lows[place]]
    is_for_me = bool(set(clause.lows[place:]) & vocabulary("promises.me"))
    return is_for_me or (has_day and verb not in ("make", "sell", "cook", "meet", "look"))


def _is_under_way(clause: Clause, place: int, *, has_day: bool) -> bool:
    """ "she's sending the photos", "is lending me her spade"."""
    if not place or clause.lows[place - 1] not in _IS or clause.lows[place] == "going":
        return False
    is_strong = english_ing()[clause.lows[place]] in vocabulary("verbs.english_strong")
    return _is_for_me(clause) or has_day or is_strong


def _is_future(clause: Clause, place: int) -> bool:
    """ "I'll send", "is going to lend", "promised to introduce", "Sam to bring"."""
    before = clause.lows[max(0, place - 4) : place]
    if not before or (before[-1] in _NOT_BEFORE and "to" not in before):
        return False
    if before[-1] == "to" and not _to_of_promise(clause, place):
        return False
    return any(low in _FUTURE or low.endswith(("'ll", "'d")) for low in before)


def _to_of_promise(clause: Clause, place: int) -> bool:
    """ "wants to sell" and "happy to help" are no promises, "promised to", "needs to" of mine, "Sam to bring" are."""
    at = place - 2
    if at < 0:
        return True
    word = clause.bare[at]
    opener = {
        "promised",
        "going",
        "have",
        "need",
        "remember",
        "forget",
        "got",
        "agreed",
        "offered",
        "want",
        "ought",
        "me",
    }
    return word.used == "person" or word.low in opener or "promised" in clause.lows[:place]


def _is_note(clause: Clause, place: int, *, has_day: bool) -> bool:
    """An imperative at the beginning of its clause: "send Tom the numbers", "I bring the tent"."""
    lows, bare = clause.lows, clause.bare
    if lows[place + 1 : place + 2] == ["you"] or (
        bare[place].is_capital and lows[place + 1 : place + 2] == ["an"]
    ):
        return False
    if any(low not in ("and", "then", "also", "i", "we", "note", "so") for low in lows[:place]):
        return False
    after = bare[place + 1] if place + 1 < len(bare) else None
    if "i" in lows[:place]:
        return after is not None and (has_day or after.low in vocabulary("promises.bare_objects"))
    if after is None:
        return has_day or lows[place] in ("chase", "apologise", "apologize", "congratulate")
    if lows[place] in vocabulary("verbs.english_nouns"):
        return after.low in vocabulary("promises.bare_objects") - {"to", "about", "for"} or (
            after.used == "person" and "with" not in lows[: place + 2]
        )
    return (
        after.low in vocabulary("promises.bare_objects")
        or after.used == "person"
        or lows[place] in vocabulary("promises.english_openers")
    )


def _whose(clause: Clause, place: int) -> str:
    # "I promised Anna to send": who promised stands before the verb of promising, not behind it.
    promised = next((at for at, word in enumerate(clause.bare[:place]) if word.low == "promised"), None)
    if promised is not None:
        return _promiser(clause.bare, promised)
    for word in reversed(clause.bare[:place]):
        if word.low in _SELF:
            return "mine"
        if word.low in _OTHERS or word.used == "person":
            return "theirs"
    return "mine"


def _promiser(bare: list[Word], place: int) -> str:
    before = bare[place - 1] if place else None
    is_theirs = before is not None and (before.low in _OTHERS or before.used == "person")
    is_to_me = place + 1 < len(bare) and bare[place + 1].low in ("me", "us")
    return "theirs" if is_theirs or is_to_me else "mine"
