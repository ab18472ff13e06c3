"""Where it was: venue, town or occasion, as said, without preposition and article."""

from hanse.home.capture.clauses import Clause
from hanse.home.capture.verbs import infinitive_of, is_finite, is_participle
from hanse.home.capture.words import Word, listed, vocabulary

_LONGEST = 4
_OWNERS = vocabulary("place.owners")
_TOPICAL = vocabulary("place.topical")


def place_of(clauses: list[Clause]) -> list[Word]:
    """Return the words of the place, or none."""
    told = [clause for clause in clauses if not clause.is_aside and _may_say_where(clause)]
    for find in (_after_preposition, _before_chat, _occasion):
        for clause in told:
            if found := find(clause):
                return found
    return []


def _may_say_where(clause: Clause) -> bool:
    """News of somebody ("works at the theatre") and what is only asked ("ob sie am Basar teilnimmt") say no place."""
    if clause.is_subordinate or not clause.bare:
        return False
    return clause.is_past or clause.has("kind.met") or clause.verb is None


def shown(found: list[Word], *, has_capitals: bool) -> str:
    """Return the place as text, a German noun with its capital in a line without any."""
    texts = [word.text for word in found]
    is_german = not has_capitals and not any(word.low in vocabulary("place.english") for word in found)
    return " ".join(text[:1].upper() + text[1:] for text in texts) if is_german else " ".join(texts)


def _after_preposition(clause: Clause) -> list[Word]:
    """In a thought of the meeting, or one that begins with the preposition: "…, auf dem Wollmarkt"."""
    words = clause.words
    is_of_meeting = clause.is_past or clause.has("kind.met") or any(word.used == "person" for word in words)
    if not is_of_meeting and clause.lows[0] not in vocabulary("place.prepositions"):
        return []
    for at, word in enumerate(words):
        if (
            word.used == ""
            and word.low in vocabulary("place.prepositions")
            and (found := _phrase_at(words, at))
        ):
            return found
    return []


def _phrase_at(words: list[Word], at: int) -> list[Word]:
    preposition = words[at].low
    if at and words[at - 1].low in ("bis", "spätestens", "zeit", "lust", "angst", "interesse", "hilfe"):
        return []
    place = at + 1
    while place < len(words) and words[place].low in vocabulary("place.articles") | vocabulary(
        "place.adjectives"
    ):
        place += 1
    if place >= len(words) or not _can_be_place(words[place]):
        return []
    is_english = preposition in vocabulary("place.english") and (
        preposition not in ("in", "on", "an", "by")
        or not words[place].is_capital
        or words[at + 1].low == "the"
    )
    if is_english and preposition in ("at", "on", "near", "during", "outside", "inside", "in", "by", "after"):
        found = _english_phrase(words, place)
    else:
        found = _german_phrase(words, place)
    if preposition in vocabulary("place.loose") and not (found and _is_venue(found)):
        return []
    return found


def _can_be_place(word: Word) -> bool:
    return not (
        word.is_mark
        or word.used
        or word.low in vocabulary("place.none")
        or word.low in vocabulary("place.meals")
        or word.low in _OWNERS
        or word.low[0].isdigit()
    )


def _english_phrase(words: list[Word], place: int) -> list[Word]:
    """ "pottery open day": all words up to one that begins something else."""
    found = []
    for word in words[place : place + _LONGEST]:
        if word.is_mark or word.used or word.low in vocabulary("place.stops_en") or is_participle(word.low):
            break
        found.append(word)
    return found


def _german_phrase(words: list[Word], place: int) -> list[Word]:
    """The noun and what clings to it: "Zug nach Hannover", "Halle 4", "Tempelhofer Feld", "café kuckuck"."""
    has_capitals = any(word.is_capital and word.used == "" for word in words)
    if has_capitals and not words[place].is_capital:
        return _adjective_and_noun(words, place)
    found = [words[place]]
    for at in range(place + 1, min(place + _LONGEST, len(words))):
        if words[at].is_mark or words[at].used or not _clings(words, at, has_capitals, len(found)):
            break
        found.append(words[at])
    while found and found[-1].low in vocabulary("place.joined"):
        found.pop()
    return found


def _clings(words: list[Word], at: int, has_capitals: bool, length: int) -> bool:
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if word.low[0].isdigit():
        return True
    if word.low in vocabulary("place.joined"):
        return has_capitals and after is not None and after.is_capital and not after.used
    if word.is_capital:
        return word.low not in vocabulary("place.meals") and not _begins_object(words, at)
    is_verb = is_participle(word.low) or infinitive_of(word.low) is not None or is_finite(word)
    return not has_capitals and length < 2 and word.low not in listed("common") and not is_verb


def _begins_object(words: list[Word], at: int) -> bool:
    """ "im Vereinsheim Kicker gespielt": the second noun belongs to the verb behind it."""
    after = words[at + 1] if at + 1 < len(words) else None
    return (
        after is not None
        and is_participle(after.low)
        and after.low not in vocabulary("people.touching_de")
        and after.low not in ("gelernt", "geredet", "gequatscht", "gewesen")
    )


def _adjective_and_noun(words: list[Word], place: int) -> list[Word]:
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or not after.is_capital or not _can_be_place(after):
        return []
    return [words[place], after] if words[place].low.endswith(("en", "er", "em", "e")) else []


def _is_venue(found: list[Word]) -> bool:
    venues, endings = vocabulary("place.venues"), tuple(vocabulary("place.occasions"))
    return any(word.low in venues or word.low.endswith(endings) for word in found)


def _before_chat(clause: Clause) -> list[Word]:
    """ "Bus stop chat with Yusra"."""
    found = []
    for word in clause.words[:_LONGEST]:
        if word.low in ("chat", "coffee", "meeting", "talk") and found:
            return found
        if (
            word.is_mark
            or word.used
            or word.low in vocabulary("place.adjectives_en")
            or word.low in vocabulary("place.stops_en")
        ):
            return []
        found.append(word)
    return []


def _occasion(clause: Clause) -> list[Word]:
    """A noun that is a venue or occasion by itself: "Workshop Lübeck", "Radtour mit Georg"."""
    words, endings = clause.words, tuple(vocabulary("place.occasions"))
    if clause.has("topic.seeking"):
        return []
    for at, word in enumerate(words):
        if word.used or not word.is_capital or not word.low.endswith(endings) or not _can_be_place(word):
            continue
        before = {one.low for one in words[max(0, at - 4) : at]}
        if before & _TOPICAL or _begins_object(words, at):
            continue
        return [*_adjective_before(words, at), word, *_town_after(words, at)]
    return []


def _adjective_before(words: list[Word], at: int) -> list[Word]:
    before = words[at - 1] if at else None
    is_part = before is not None and before.is_capital and not before.used and before.low.endswith("er")
    return [before] if is_part and before is not None and before.low not in listed("common") else []


def _town_after(words: list[Word], at: int) -> list[Word]:
    found = []
    for word in words[at + 1 : at + 3]:
        is_common = word.low in listed("common") and word.low not in ("volkshochschule", "bahnhof")
        if word.is_mark or word.used or not word.is_capital or is_common:
            break
        found.append(word)
    return found
