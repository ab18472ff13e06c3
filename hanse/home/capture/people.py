"""Who is in the line: known first names, names after a title or after "mit", surnames beside them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from hanse.home.capture.words import Word, listed

_MR = {
    "frau": "Frau",
    "fr": "Frau",
    "herr": "Herr",
    "herrn": "Herr",
    "hr": "Herr",
    "hrn": "Herr",
    "mrs": "Mrs",
    "mr": "Mr",
    "ms": "Ms",
    "miss": "Miss",
}
_DOCTORS = {"dr", "prof", "professor", "professorin", "doktor", "dr.", "prof."}
_KIN = {
    "tante",
    "onkel",
    "oma",
    "opa",
    "omi",
    "opi",
    "grandma",
    "grandpa",
    "granny",
    "aunt",
    "auntie",
    "uncle",
    "nonna",
    "schwester",
    "bruder",
}
_KIN_ALWAYS = _KIN - {"schwester", "bruder"}
_FAMILY = {"familie", "fam", "family"}
_BEFORE = {
    "mit",
    "von",
    "an",
    "bei",
    "m",
    "für",
    "with",
    "w",
    "from",
    "met",
    "to",
    "und",
    "u",
    "and",
    "traf",
    "samt",
    "sowie",
    "plus",
    "ohne",
    "for",
    "heißt",
    "heisst",
    "namens",
    "called",
    "named",
    "bumped",
}
_NOBLE = {"von", "van", "de", "zu", "del", "della", "di", "da", "dos", "el", "al", "ter", "vom"}
# Names that are words as well: only with a capital, and never where a word of that kind would stand.
_WORDS_TOO = {
    "will", "mark", "rose", "heide", "ole", "frank", "ernst", "wolf", "joy", "hope", "may", "june", "can", "mine", "wolle",
    "an", "ana", "hai", "ha", "van", "long", "lan", "tam", "thi", "mei", "hal", "man", "la", "sue", "pat", "ken", "nick", "lee",
    "ray", "rob", "said", "sabah", "art", "urban", "falk", "dawn", "dean", "faith", "grace", "olive", "penny", "poppy",
    "mai", "august", "april", "ming", "yu", "loan", "dung", "obi", "awa", "beat", "sultan", "iman", "rosa", "viola", "flora",
    "rich", "holly", "hazel", "ivy", "heather", "amber", "ruby", "daisy", "jade", "violet", "bill", "bob", "jack", "don",
    "stern", "linde", "vito", "san", "lien", "linh", "mimi", "ina", "una", "val", "drew", "carol", "christian",
    "barış", "umut", "deniz", "sage", "wei", "jun", "ying", "min", "fang", "ping", "hang", "hong", "kim", "ute", "mo", "al", "jo",
    "rade", "rui", "ion", "sita", "lata", "tara", "musa", "ora", "ama", "ada", "gül", "stine", "sonne", "ling", "pit", "hoa", "nga", "binh", "chi", "dan", "len", "kit", "gail", "jean", "roman", "gian", "sepp", "alba", "luz", "pina", "pilar", "dolores", "mercedes", "victoria", "florence", "sydney", "georgia", "chelsea", "austin", "jordan", "florin", "gala", "nana", "hua", "sky", "rain", "mika", "inge", "alle", "ece", "ege", "mete", "ali", "eda",
}  # fmt: skip
_SAFE_LOW = {
    "ali",
    "eda",
    "ute",
    "inge",
    "kim",
    "mo",
    "jo",
    "ina",
    "deniz",
    "stine",
    "sepp",
    "tara",
    "rosa",
    "ken",
    "dan",
    "carol",
    "christian",
    "jack",
    "bob",
    "roman",
    "ada",
    "mimi",
    "nick",
    "rob",
    "ole",
    "sue",
    "pat",
    "ray",
}
_NOT_SURNAMES = listed("common")
_GERMAN_ENDINGS = (
    "ung",
    "heit",
    "keit",
    "schaft",
    "tion",
    "markt",
    "treff",
    "treffen",
    "abend",
    "kurs",
    "laden",
    "fest",
    "messe",
    "haus",
    "café",
    "cafe",
    "stand",
    "platz",
    "straße",
    "frühstück",
    "feier",
    "gruppe",
    "verein",
    "woche",
    "termin",
    "buch",
    "tag",
    "zeit",
    "garn",
    "wolle",
    "stoff",
    "bild",
    "foto",
    "karte",
    "brief",
    "rechnung",
    "angebot",
    "werkstatt",
    "atelier",
    "studio",
    "galerie",
    "schule",
    "museum",
    "chor",
    "probe",
    "messe",
    "hof",
)


@dataclass(slots=True)
class Person:
    name: str
    start: int
    end: int
    """places in the words"""
    is_new: bool = False
    is_known: bool = False
    is_mentioned: bool = False
    aliases: list[str] = field(default_factory=list)


def find_people(words: list[Word], known: Collection[str] = ()) -> list[Person]:
    """Return everybody named, in the order of the line, each once."""
    book = _Book(known)
    has_capitals = any(word.is_capital for word in words[1:] if not word.is_mark and word.used == "")
    found: list[Person] = []
    place = 0
    while place < len(words):
        person = _person_at(words, place, book, has_capitals) if words[place].used == "" else None
        if person is None:
            place += 1
            continue
        for word in words[person.start : person.end]:
            word.used = "person"
        found.append(person)
        place = person.end
    return _each_once(found)


class _Book:
    """Names of the member's own book, by their first word and by the whole."""

    def __init__(self, known: Collection[str]) -> None:
        self.whole = {name.casefold(): name for name in known if name.strip()}
        self.first = {name.split()[0].casefold() for name in known if name.strip()}
        self.lengths = sorted({len(name.split()) for name in self.whole}, reverse=True)


def _person_at(words: list[Word], place: int, book: _Book, has_capitals: bool) -> Person | None:
    word = words[place]
    if word.is_mark:
        return None
    for length in book.lengths:
        text = " ".join(one.low for one in words[place : place + length])
        if text in book.whole and (length > 1 or word.is_capital or not has_capitals):
            # A first name that the book knows, with another surname, is somebody else.
            end = _name_end(words, place, has_capitals) if length == 1 else place + length
            is_other = end > place + length
            return Person(_spelled(words[place:end]) if is_other else book.whole[text], place, end)
    if word.low in _DOCTORS:
        return _after_doctor(words, place, book, has_capitals)
    if word.low in _MR:
        return _after_mr(words, place, book, has_capitals)
    if word.low in _FAMILY or (word.low in _KIN and (word.low in _KIN_ALWAYS or word.is_capital)):
        return _after_kin(words, place, has_capitals)
    if _is_first_name(words, place, book, has_capitals):
        end = _name_end(words, place, has_capitals)
        return Person(_spelled(words[place:end]), place, end)
    return None


def _after_doctor(words: list[Word], place: int, book: _Book, has_capitals: bool) -> Person | None:
    start = place
    while place < len(words) and (words[place].low in _DOCTORS or words[place].text == "."):
        place += 1
    if place >= len(words) or not _can_be_name(words[place], has_capitals):
        return None
    if words[place].low in _MR:
        return _after_mr(words, place, book, has_capitals)
    end = _name_end(words, place, has_capitals)
    return Person(_spelled(words[place:end]), start, end)


def _after_mr(words: list[Word], place: int, book: _Book, has_capitals: bool) -> Person | None:
    title, at = _MR[words[place].low], place + 1
    while at < len(words) and (words[at].low in _DOCTORS or words[at].text == "."):
        at += 1
    if at >= len(words) or not _can_be_name(words[at], has_capitals):
        return None
    if (words[place].low == "fr" and words[place].text != "Fr") or words[at].low in _NOT_SURNAMES:
        return None
    end = _name_end(words, at, has_capitals)
    name = _spelled(words[at:end])
    is_full = end - at > 1 and _listed_name(words[at]) and words[at].low not in _NOBLE
    return Person(name if is_full else f"{title} {name}", place, end)


def _after_kin(words: list[Word], place: int, has_capitals: bool) -> Person | None:
    at = place + 1
    if at >= len(words) or not _can_be_name(words[at], has_capitals) or words[at].low in _NOT_SURNAMES:
        return None
    if words[place].low in ("schwester", "bruder"):
        return None
    if words[place].low == "family" or words[place].low in _FAMILY:
        return Person(
            f"Familie {_capital(words[at].text)}"
            if words[place].low != "family"
            else f"Family {_capital(words[at].text)}",
            place,
            at + 1,
        )
    return Person(_spelled(words[place : at + 1]), place, at + 1)


def _is_first_name(words: list[Word], place: int, book: _Book, has_capitals: bool) -> bool:
    word = words[place]
    before = words[place - 1] if place else None
    if _follows_article(before) and not (word.low in book.first or _listed_name(word)):
        return False
    if word.low in book.first or _listed_name(word):
        if word.low in _WORDS_TOO:
            return _is_meant_as_name(words, place, has_capitals)
        return word.is_capital or not has_capitals or word.low not in _NOT_SURNAMES
    return _is_unknown_name(words, place, has_capitals)


def _is_meant_as_name(words: list[Word], place: int, has_capitals: bool) -> bool:
    word = words[place]
    before = words[place - 1].low if place else ""
    after = words[place + 1] if place + 1 < len(words) else None
    if not word.is_capital:
        return word.low in _SAFE_LOW and not has_capitals
    if before in {
        "über",
        "the",
        "der",
        "die",
        "das",
        "im",
        "in",
        "ende",
        "anfang",
        "mitte",
        "bis",
        "of",
        "about",
        "mehr",
        "aus",
        "viel",
    }:
        return False
    surname = after is not None and after.is_capital and not after.is_mark and _listed_common(after)
    return (
        before in _BEFORE
        or surname
        or (place == 0 and word.low not in {"will", "can", "may", "wolle", "mine", "mai", "august", "april"})
        or word.low in _SAFE_LOW
    )


def _listed_common(word: Word) -> bool:
    return word.low not in _NOT_SURNAMES


def _is_unknown_name(words: list[Word], place: int, has_capitals: bool) -> bool:
    """A capital after "mit", "von", "an" or before a surname, that is no ordinary noun."""
    word = words[place]
    if not word.is_capital or (not has_capitals and place) or word.low in _NOT_SURNAMES or len(word.text) < 2:
        return False
    if (
        word.text.isupper()
        or any(letter.isdigit() for letter in word.text)
        or word.low.endswith(_GERMAN_ENDINGS)
    ):
        return False
    before = words[place - 1] if place else None
    after = words[place + 1] if place + 1 < len(words) else None
    if before is not None and before.low in {
        "mit",
        "m",
        "with",
        "w",
        "met",
        "traf",
        "samt",
        "heißt",
        "heisst",
        "namens",
        "called",
        "named",
        "into",
    }:
        return not _is_thing_after_with(words, place)
    if (
        before is not None
        and before.low in {"und", "u", "and", "+", "&"}
        and place > 1
        and words[place - 2].used == "person"
    ):
        return True
    is_open = before is None or before.text in ".!:;" or before.low in ("neu", "new", "neue")
    if is_open and after is not None and after.low in _AFTER_NAME:
        return True
    named = (
        re.fullmatch(r"\w+(?:-\w+)?", word.text)
        and after is not None
        and after.is_capital
        and not after.is_mark
    )
    return bool(
        is_open
        and named
        and after.low not in _NOT_SURNAMES
        and not after.low.endswith(_GERMAN_ENDINGS)
        and _is_closed(words, place + 2)
    )


_AFTER_NAME = {
    "angerufen",
    "getroffen",
    "kennengelernt",
    "angeschrieben",
    "besucht",
    "gesehen",
    "wiedergesehen",
    "ruft",
    "schickt",
    "bringt",
    "leiht",
    "hat",
    "sagt",
    "meint",
    "will",
    "war",
    "kommt",
    "sucht",
    "schuldet",
    "called",
    "texted",
    "sends",
    "says",
    "owes",
    "is",
    "anrufen",
    "schreiben",
    "gibt",
    "kennt",
    "fragt",
    "macht",
    "möchte",
    "braucht",
    "hilft",
}


def _is_thing_after_with(words: list[Word], place: int) -> bool:
    after = words[place + 1] if place + 1 < len(words) else None
    return after is not None and after.low in {"dabei", "gebracht", "mitgebracht"}


def _is_closed(words: list[Word], place: int) -> bool:
    if place >= len(words):
        return True
    return words[place].is_mark or not words[place].is_capital


def _follows_article(before: Word | None) -> bool:
    return before is not None and before.low in {
        "das",
        "ein",
        "eine",
        "einen",
        "einem",
        "kein",
        "keine",
        "the",
        "my",
        "mein",
        "meine",
        "meinen",
        "im",
        "zum",
        "zur",
        "beim",
        "vom",
        "am",
    }


def _name_end(words: list[Word], place: int, has_capitals: bool) -> int:
    """Return where a name that begins here ends: at most three words, "von" and "van" carried along."""
    end = place + 1
    while end < len(words) and end - place < 4:
        word = words[end]
        if word.used or word.is_mark:
            break
        if (
            word.low in _NOBLE
            and end + 1 < len(words)
            and words[end + 1].is_capital
            and word.low not in ("vom", "di", "da", "al")
        ):
            if word.low in ("von", "zu") and not _is_noble(words, place, end):
                break
            end += 1
            continue
        if not _is_surname(words, end, has_capitals):
            break
        end += 1
    if end - place > 1 and words[end - 1].low in _NOBLE:
        end -= 1
    return end


def _is_noble(words: list[Word], place: int, at: int) -> bool:
    """ "Anna von Berg" is a name, "WhatsApp von Gosia" and "Kathi von nebenan" are not."""
    after = words[at + 1]
    return (
        at - place == 1
        and after.low not in _NOT_SURNAMES
        and not _listed_name(after)
        and not after.low.endswith(_GERMAN_ENDINGS)
    )


def _is_surname(words: list[Word], place: int, has_capitals: bool) -> bool:
    word = words[place]
    if word.low in _NOT_SURNAMES or any(letter.isdigit() for letter in word.text) or len(word.text) < 2:
        return False
    if (
        word.low.endswith("'s")
        or word.low.startswith(("z'", "s'", "d'"))
        or word.low.endswith(("rufn", "treffn"))
    ):
        return False
    if word.is_capital:
        return not word.low.endswith(_GERMAN_ENDINGS) and (not word.text.isupper() or len(word.text) < 3)
    if has_capitals:
        return False
    # All in small letters: a surname stands before a word that belongs to no name.
    after = words[place + 1] if place + 1 < len(words) else None
    is_verb_like = word.low.endswith(("t", "en", "st")) and word.low not in _SURNAMES
    return (
        (word.low in _SURNAMES or not is_verb_like)
        and not _listed_name(word)
        and (after is None or after.is_mark or after.low in _NOT_SURNAMES)
    )


_SURNAMES = {
    "vogt",
    "schmidt",
    "schmitt",
    "arndt",
    "brandt",
    "brand",
    "ernst",
    "hirt",
    "witt",
    "behrendt",
    "albrecht",
    "ulbricht",
    "engelhardt",
    "eckert",
    "eckhardt",
    "burkhardt",
    "barth",
    "wirth",
    "kraft",
    "marquardt",
    "petersen",
    "hansen",
    "jansen",
    "janssen",
    "thiessen",
    "nissen",
    "claasen",
    "clausen",
    "sorensen",
    "andersen",
    "christiansen",
    "carstensen",
    "lorenzen",
    "paulsen",
    "boysen",
    "friedrichsen",
    "matthiessen",
    "hagen",
    "witten",
    "baumgarten",
    "garten",
    "linden",
    "felten",
    "kersten",
    "karsten",
    "rosenthal",
    "schmitten",
    "bauknecht",
    "specht",
    "hecht",
    "stadt",
    "liebknecht",
    "ruprecht",
    "lambrecht",
    "schubert",
    "siebert",
    "seibert",
    "hubert",
    "ebert",
    "herbert",
    "weinert",
    "kuhnert",
    "lehnert",
    "grunert",
    "gebhardt",
    "bernhardt",
    "reinhardt",
    "leonhardt",
    "erhardt",
    "gerhardt",
    "hardt",
    "lindt",
    "wendt",
    "gandt",
    "bent",
    "berndt",
    "schwarzkopf",
    "bost",
    "probst",
    "herbst",
    "wurst",
    "horst",
    "rost",
    "frost",
    "forst",
}


def _listed_name(word: Word) -> bool:
    low = word.low
    return (
        low in listed("names")
        or ("-" in low and all(part in listed("names") for part in low.split("-")))
        or (low.endswith("'s") and low[:-2] in listed("names"))
    )


def _can_be_name(word: Word, has_capitals: bool) -> bool:
    return not word.is_mark and word.used == "" and (word.is_capital or not has_capitals)


def _capital(text: str) -> str:
    text = re.sub(r"['’]s$", "", text)
    if text.casefold() in _NOBLE:
        return text
    return "-".join(part[:1].upper() + part[1:] for part in text.split("-"))


def _spelled(words: list[Word]) -> str:
    return " ".join(_capital(word.text) for word in words)


def _each_once(people: list[Person]) -> list[Person]:
    """ "Anna … Anna Beck" is one: the fuller name, at the first place."""
    kept: list[Person] = []
    for person in people:
        twin = next(
            (
                one
                for one in kept
                if one.name == person.name
                or one.name.split()[0] == person.name
                or person.name.split()[0] == one.name
            ),
            None,
        )
        if twin is None:
            kept.append(person)
        elif len(person.name) > len(twin.name) and not twin.name.startswith(("Frau", "Herr")):
            twin.name = person.name
    return kept
