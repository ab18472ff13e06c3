"""What was promised, in the infinitive, without the person and the day."""

from collections.abc import Iterator

from hanse.home.capture.clauses import Clause
from hanse.home.capture.promises.said import Said
from hanse.home.capture.words import Word, vocabulary

_REASONS = frozenset({"wg", "wegen", "bzgl"})
_PRONOUNS = frozenset({"sie", "ihn", "ihm", "ihr", "uns", "mich", "her", "him", "them", "me", "us"})
_ORIGINS = frozenset({"from", "vom", "aus", "von"})


def what_of(clause: Clause, said: Said) -> str:
    kept: list[str] = []
    between: list[str] = []
    for word, is_kept in _worth_keeping(clause, said):
        if is_kept:
            kept += [*between, word.text] if kept else [word.text]
            between = []
        elif word.low in vocabulary("promises.joining"):
            between.append(word.text)
        else:
            between = []
    text = " ".join(kept)
    whole = f"{said.infinitive} {text}" if said.is_english else f"{text} {said.infinitive}"
    return whole.strip()


def _worth_keeping(clause: Clause, said: Said) -> Iterator[tuple[Word, bool]]:
    bare, verb = clause.bare, _verb_at(clause, said)
    reason = next((at for at, word in enumerate(bare) if word.low in _REASONS), len(bare))
    for place, word in enumerate(bare):
        is_other = word.used == "person" and not _is_third_party(bare, place)
        is_aside = place >= reason or _is_origin(bare, place, verb) or _leads_to_other(bare, place)
        yield word, not (id(word) in said.skipped or _is_dropped(bare, place) or is_other or is_aside)


def _verb_at(clause: Clause, said: Said) -> int:
    return next((at for at, word in enumerate(clause.bare) if id(word) in said.skipped), 0)


def _is_origin(bare: list[Word], place: int, verb: int) -> bool:
    """Where somebody comes from is no part of what she will do: "Niamh from the allotment will lend"."""
    if place >= verb:
        return False
    for at in range(place, 0, -1):
        if bare[at].low in _ORIGINS:
            return bare[at - 1].used == "person"
    return False


def _leads_to_other(bare: list[Word], place: int) -> bool:
    """ "bei Kerstin nachfragen", "Steuerberaterin Frau Noack fragen": preposition and role go with the person."""
    follower = bare[place + 1] if place + 1 < len(bare) else None
    if follower is not None and follower.used == "person" and bare[place].low in vocabulary("people.roles"):
        return not bare[place].used
    is_preposition = bare[place].low in ("bei", "für", "an", "for", "mit", "von", "to", "with")
    if follower is not None and bare[place].low in ("für", "an", "for") and follower.low in _PRONOUNS:
        return True
    return (
        is_preposition
        and follower is not None
        and follower.used == "person"
        and not _is_third_party(bare, place + 1)
    )


def _is_dropped(bare: list[Word], place: int) -> bool:
    low = bare[place].low
    if low == "auf" and place + 1 < len(bare) and bare[place + 1].is_capital:
        return False
    return low in vocabulary("promises.dropped")


def _is_third_party(bare: list[Word], place: int) -> bool:
    """ "mit Steffi bekannt machen", "bei Nadine melden", "Introduce Hannah to Bea" keep the name."""
    start = place
    while start and bare[start - 1].used == "person":
        start -= 1
    before = bare[start - 1].low if start else ""
    return before in vocabulary("promises.third_parties") and bare[0].low not in ("mit", "with", "für", "for")
