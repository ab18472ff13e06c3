"""Which words are first names, and where a name ends."""

from functools import cache

from hanse.home.capture.people.person import Heard
from hanse.home.capture.verbs import infinitive_of, is_participle
from hanse.home.capture.words import Word, listed, vocabulary

_LONGEST_NAME = 4
_SMALL_PARTS = ("al-", "el-", "d'", "o'")
_SURNAME_ENDINGS = (
    "mann", "ski", "ska", "cki", "czyk", "wicz", "vić", "ović", "ić", "sen", "son", "oğlu", "oglu", "enko", "ova", "ow", "dottir", "stein",
    "bauer", "meier", "meyer", "maier", "mayr", "huber", "hofer", "inger", "ler", "ner", "ström", "berger", "opoulos", "escu", "ez", "yan", "shvili", "ould", "nen",
)  # fmt: skip


def is_listed(word: Word) -> bool:
    """Whether it is a first name that we know, also one of two parts."""
    low = word.low.removesuffix("'s")
    names = listed("names")
    return low in names or ("-" in low and all(part in names for part in low.split("-")))


def is_surname_like(low: str) -> bool:
    low = low.removesuffix("'s")
    return low in listed("surnames") or "-" in low or low.endswith(_SURNAME_ENDINGS)


def is_thing(low: str) -> bool:
    """Whether it is an ordinary word, by our list or by how German nouns end that are no surnames."""
    return low in listed("common") or (
        low.endswith(_endings("nouns.endings")) and low not in listed("surnames")
    )


def is_noun(low: str) -> bool:
    """The same where a first name might stand, so that more endings speak against it."""
    return is_thing(low) or low.endswith(_endings("nouns.more_endings"))


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(vocabulary(name))


def is_first_name(heard: Heard, place: int) -> bool:
    """Whether a first name stands here that the book or our list knows."""
    word = heard.words[place]
    if not (word.low in heard.book.first or is_listed(word)):
        return False
    if word.low in vocabulary("people.words_too"):
        return _is_meant_as_name(heard, place)
    return word.is_capital or not heard.has_capitals or word.low not in listed("common")


def _is_meant_as_name(heard: Heard, place: int) -> bool:
    """ "Will" and "Rose" are words too: a name behind "mit", before a surname, or where a line begins."""
    word, before, after = heard.words[place], heard.low(place - 1), heard.at(place + 1)
    if not word.is_capital:
        return word.low in vocabulary("people.safe_low") and not heard.has_capitals
    if before in vocabulary("people.no_name_after"):
        return False
    has_surname = (
        after is not None and after.is_capital and not after.is_mark and after.low not in listed("common")
    )
    return (
        before in vocabulary("people.dative")
        or has_surname
        or (place == 0 and word.low not in vocabulary("people.never_first"))
        or word.low in vocabulary("people.safe_low")
    )


def name_end(heard: Heard, place: int) -> int:
    """Return where a name that begins here ends: at most four words, "von" and "van" carried along."""
    words, end = heard.words, place + 1
    if words[place].low.endswith("'s") and is_listed(words[place]):
        return end
    while end < len(words) and end - place < _LONGEST_NAME:
        if _carries_on(heard, place, end):
            end += 2
        elif _is_surname(heard, end):
            end += 1
        else:
            break
    return end


def _carries_on(heard: Heard, place: int, end: int) -> bool:
    """ "Anna von Berg" is a name, "WhatsApp von Gosia" and "Kathi von nebenan" are not."""
    word, after = heard.words[end], heard.at(end + 1)
    if word.used or word.low not in vocabulary("people.noble") or after is None or not after.is_capital:
        return False
    if word.low in ("vom", "st", "bin", "la", "der", "den"):
        return False
    if word.low not in ("von", "zu"):
        return not is_thing(after.low)
    return end - place == 1 and not is_thing(after.low) and not is_listed(after)


def _is_surname(heard: Heard, place: int) -> bool:
    word = heard.words[place]
    if word.used or word.is_mark or len(word.text) < 2 or any(letter.isdigit() for letter in word.text):
        return False
    if word.low.startswith(_SMALL_PARTS) and "'" not in word.low[2:]:
        return True
    if word.low in listed("common") and not (word.low in listed("surnames") and _stands_alone(heard, place)):
        return False
    if "'" in word.low and not word.low.endswith("'s"):
        return word.low.startswith("o'")
    if word.low.startswith(("z'", "s'", "d'")) or word.low.endswith(("rufn", "treffn")):
        return False
    if word.is_capital:
        is_short_or_mixed = not word.text.isupper() or len(word.text) < 3
        return (
            is_short_or_mixed
            and (not is_thing(word.low) or word.low in listed("surnames"))
            and not _is_object(heard, place)
        )
    return not heard.has_capitals and _is_small_surname(heard, place)


def _stands_alone(heard: Heard, place: int) -> bool:
    """ "Robert Koch," and "Petra Schneider angerufen": a surname that is a trade too."""
    word, after = heard.words[place], heard.at(place + 1)
    return word.is_capital and (after is None or after.is_mark or not after.is_capital)


def _is_object(heard: Heard, place: int) -> bool:
    """ "mit Lisbeth Marmelade gekocht": a noun before a verb that needs one is no surname."""
    low, after = heard.low(place), heard.at(place + 1)
    if after is None or after.is_mark or after.is_capital or is_surname_like(low):
        return False
    if after.low in vocabulary("people.touching_de") | vocabulary("people.joined") | vocabulary(
        "verbs.intransitive"
    ):
        return False
    return is_participle(after.low) or infinitive_of(after.low) is not None


def _is_small_surname(heard: Heard, place: int) -> bool:
    """All in small letters, a surname stands before a word that belongs to no name."""
    word, after = heard.words[place], heard.at(place + 1)
    if (
        is_listed(word)
        or is_participle(word.low)
        or infinitive_of(word.low)
        or word.low in vocabulary("people.acting")
    ):
        return False
    if word.low not in listed("surnames") and word.low.endswith(("t", "en", "st")):
        return False
    return (
        after is None
        or after.is_mark
        or after.low in listed("common")
        or is_participle(after.low)
        or word.low in listed("surnames")
    )
