"""Promises in the present: "schicke ihr den Link", "sie bringt Stoffe vorbei"."""

from hanse.home.capture.clauses import Clause
from hanse.home.capture.promises.modal import subject_of
from hanse.home.capture.promises.said import Said
from hanse.home.capture.promises.torn import last_infinitive, whole_verb
from hanse.home.capture.verbs import finite_forms, is_strong, stems
from hanse.home.capture.words import Word, vocabulary

_NO_VERB_BEFORE = frozenset({"von", "an", "from", "to", "vom", "bei"})
_NO_SUBJECT = frozenset({"wir", "ihr", "es", "das", "man", "die"})


def said_in_present(clause: Clause, *, counts: bool) -> Said | None:
    first, third = finite_forms()
    for place, word in enumerate(clause.bare):
        if word.low == "bitte" and last_infinitive(clause.bare, after=place):
            continue
        if word.used == "person" or (word.is_capital and place > 0):
            continue
        own, other = first.get(word.low), third.get(word.low) or _plural(clause, place)
        is_mine = own and _stands_first(clause, place) and not (other and subject_of(clause, place) == "they")
        if is_mine and (said := _first_person(clause, place, own, counts=counts)):
            return said
        if other and (said := _third_person(clause, place, other, counts=counts)):
            return said
    return None


def _plural(clause: Clause, place: int) -> str | None:
    """ "sie bringen Kuchen mit", "Ulla und Fritz bringen Kuchen mit"."""
    before = clause.bare[place - 1] if place else None
    if before is None or clause.lows[place] not in stems():
        return None
    several = before.used == "person" and place > 2 and set(clause.lows[:place]) & vocabulary("people.joined")
    return clause.lows[place] if before.low in ("sie", "die", "beide") or several else None


def _stands_first(clause: Clause, place: int) -> bool:
    """A first-person verb opens its clause, or stands beside "ich"; "Mail von Bernd" is no verb."""
    lows, bare = clause.lows, clause.bare
    follower = lows[place + 1] if place + 1 < len(lows) else ""
    if bare[place].is_capital and (follower in _NO_VERB_BEFORE or _is_noun_form(bare, place)):
        return False
    before = [low for low in lows[:place] if low not in ("und", "u", "noch", "dann", "dafür", "bitte")]
    return not before or before[-1] == "ich" or follower == "ich" or _is_answering(clause, place)


def _is_noun_form(bare: list[Word], place: int) -> bool:
    """ "Messe Leipzig" and "Frage zum Stand" are nouns; "Frage Anna" and "Frage die Chefin" are not."""
    follower = bare[place + 1] if place + 1 < len(bare) else None
    is_verb = follower is not None and (
        follower.used == "person" or follower.low in vocabulary("place.articles") or follower.low == "ich"
    )
    return bare[place].low in vocabulary("verbs.noun_forms") and not is_verb


def _is_answering(clause: Clause, place: int) -> bool:
    """ "das Rezept schick ihm morgen": the verb second, a pronoun behind it."""
    follower = clause.lows[place + 1] if place + 1 < len(clause.lows) else ""
    return follower in ("ihr", "ihm", "ihnen") and place <= 2 and clause.bare[0].used != "person"


def _first_person(clause: Clause, place: int, stem: str, *, counts: bool) -> Said | None:
    infinitive, skipped = whole_verb(clause.bare, place, stem)
    if infinitive in ("treffen", "besuchen", "denken", "gehen", "sehen", "reden", "lassen", "hören"):
        return None
    if (
        infinitive in ("finden", "kommen", "suchen", "fahren", "tragen", "fragen", "sagen", "merken")
        and not counts
    ):
        return (
            None
            if len(clause.bare) - place < 2 or infinitive not in ("fragen", "sagen")
            else Said("mine", infinitive, skipped)
        )
    return Said("mine", infinitive, skipped)


def _third_person(clause: Clause, place: int, stem: str, *, counts: bool) -> Said | None:
    before = clause.bare[:place]
    if before and before[-1].low in _NO_SUBJECT:
        return None
    infinitive, skipped = whole_verb(clause.bare, place, stem)
    is_for_me = bool(set(clause.lows) & vocabulary("promises.me"))
    if infinitive == "kommen":
        return _coming(clause, before, skipped, counts=counts)
    if infinitive in ("fragen", "sagen", "erzählen", "haben"):
        return None
    if infinitive in vocabulary("verbs.no_promise") and not (is_for_me and counts):
        return None
    if infinitive == "geben" and not is_for_me:
        return None
    is_promise = (
        is_strong(infinitive)
        or infinitive.startswith("Bescheid")
        or counts
        or _is_task(clause, place, infinitive)
    )
    if _is_own_affair(clause) or not is_promise:
        return None
    return Said("theirs", infinitive, skipped)


def _is_task(clause: Clause, place: int, infinitive: str) -> bool:
    """ "Tim schreibt das Protokoll" is one thing to be done, "macht Seife" a trade."""
    follower = clause.lows[place + 1] if place + 1 < len(clause.lows) else ""
    return infinitive in vocabulary("promises.tasks") and follower in ("das", "den")


def _is_own_affair(clause: Clause) -> bool:
    """ "macht im Mai Urlaub" is news of her, no promise."""
    own = {
        "urlaub",
        "geburtstag",
        "prüfung",
        "ausbildung",
        "praktikum",
        "führerschein",
        "abitur",
        "pause",
        "hochzeit",
        "reise",
        "kur",
    }
    return bool(own & set(clause.lows))


def _coming(clause: Clause, before: list[Word], skipped: set[int], *, counts: bool) -> Said | None:
    """A thing that comes on a day is delivered; a person who comes owes something only if she comes to help."""
    if not counts or not before:
        return None
    is_thing = before[-1].is_capital and before[-1].used != "person"
    if is_thing:
        return Said("theirs", "liefern", skipped)
    return Said("theirs", "kommen", skipped) if "helfen" in clause.lows else None
