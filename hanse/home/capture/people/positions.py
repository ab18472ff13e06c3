"""Where an unknown name stands: behind "mit", behind "Brief von", before a verb that only people do, in a list of people."""

from functools import cache

from hanse.home.capture.people.names import is_listed, is_noun, is_surname_like, is_thing
from hanse.home.capture.people.person import Heard
from hanse.home.capture.verbs import finite_forms, infinitive_of
from hanse.home.capture.words import Word, pairs, vocabulary

_OPENING = frozenset(".!:;?,-–—(")


def is_unknown_name(heard: Heard, place: int) -> bool:
    """A capital that is no ordinary noun, where only a name can stand."""
    word = heard.words[place]
    if not word.is_capital or (not heard.has_capitals and place) or not _is_shaped_like_name(word.text):
        return False
    return not _is_something_else(heard, place) and (
        _follows_with(heard, place)
        or _follows_person(heard, place)
        or _follows_way(heard, place)
        or _is_touched(heard, place)
        or _acts(heard, place)
        or _has_surname(heard, place)
        or _is_given(heard, place)
        or _is_pair(heard, place)
    )


def _is_shaped_like_name(text: str) -> bool:
    is_plain = not text.isupper() and not any(letter.isdigit() for letter in text)
    return len(text) > 1 and is_plain and "'" not in text.casefold().removesuffix("'s")


def _is_something_else(heard: Heard, place: int) -> bool:
    """A noun, a role or title, or what follows an article."""
    word, titles = heard.words[place], pairs("people.women_and_men")
    is_role = word.low in vocabulary("people.roles") or word.low in vocabulary("people.kin")
    is_woman_of_a_trade = word.low.endswith("in") and heard.low(place - 1) in ("die", "eine", "neue")
    is_title = word.low in titles or heard.low(place + 1) in titles
    return is_noun(word.low) or is_role or is_woman_of_a_trade or is_title or _follows_article(heard, place)


def _follows_article(heard: Heard, place: int) -> bool:
    return heard.low(place - 1) in vocabulary("people.articles")


def _follows_with(heard: Heard, place: int) -> bool:
    """ "mit Ewelina", "bumped into Keisha"; not "mit Kreide gemalt"."""
    if heard.low(place - 1) not in vocabulary("people.before"):
        return False
    return heard.low(place + 1) not in {"dabei", "gebracht", "mitgebracht", "gemalt", "versehen", "gefüllt"}


def _follows_person(heard: Heard, place: int) -> bool:
    """In a list: "Götz, Sören und Wübke"."""
    before = heard.at(place - 2)
    return (
        heard.low(place - 1) in vocabulary("people.joined") and before is not None and before.used == "person"
    )


def _follows_way(heard: Heard, place: int) -> bool:
    """ "Brief von", "Nachricht an", "postcard from"."""
    if heard.low(place - 1) not in ("von", "an", "from", "to", "bei", "for", "mit", "with"):
        return False
    way = heard.low(place - 2)
    return (
        way in vocabulary("kind.via_nouns")
        or way.endswith(
            (
                "nachricht",
                "karte",
                "brief",
                "mail",
                "anruf",
                "telefonat",
                "memo",
                "versuch",
                "note",
                "sms",
                "gruß",
                "grüße",
                "dank",
                "glück",
                "glückwunsch",
                "päckchen",
                "paket",
            )
        )
        or way in vocabulary("kind.message") | vocabulary("kind.call") | vocabulary("kind.letter")
    )


def _is_touched(heard: Heard, place: int) -> bool:
    """Whoever is met, called or asked: "texted Aisha", "Ewelina getroffen", "Ewelina Mazur angerufen"."""
    if heard.low(place - 1) in vocabulary("people.touching_en"):
        return True
    if _is_of_phrase(heard, place):
        return False
    if heard.low(place + 1).startswith(("al-", "el-")):
        return True
    if heard.low(place + 1) in vocabulary("people.touching_de"):
        return True
    after = heard.at(place + 1)
    return (
        after is not None
        and after.is_capital
        and not after.is_mark
        and not is_thing(after.low)
        and heard.low(place + 2) in vocabulary("people.touching_de")
    )


def _is_of_phrase(heard: Heard, place: int) -> bool:
    """ "über Glasuren gesprochen", "im dritten Stock getroffen": the noun belongs to what stands before it."""
    leads = _leads()
    before, earlier = heard.at(place - 1), heard.low(place - 2)
    if before is None:
        return False
    is_adjective = not before.is_capital and not before.used and before.low.endswith(("en", "er", "em", "e"))
    return before.low in leads or (is_adjective and earlier in leads)


@cache
def _leads() -> frozenset[str]:
    return (
        vocabulary("place.prepositions")
        | vocabulary("place.articles")
        | vocabulary("topic.about")
        | {"aus", "vom"}
    )


def _acts(heard: Heard, place: int) -> bool:
    """At the beginning of a thought, before a verb: "Ewelina schickt", "Keisha Brown owes me"."""
    if not _opens(heard, place):
        return False
    after = heard.at(place + 1)
    if after is None or after.is_mark:
        return False
    if after.is_capital:
        after = heard.at(place + 2) if is_surname_like(after.low) or not is_thing(after.low) else None
    return after is not None and not after.is_capital and _is_act(after)


def _is_act(word: Word) -> bool:
    return word.low in vocabulary("people.acting") or (
        word.low in finite_forms()[1] and word.low not in ("steht", "kommt")
    )


def _has_surname(heard: Heard, place: int) -> bool:
    """Two capitals at the beginning of a thought, the second of which is no ordinary noun."""
    after, later = heard.at(place + 1), heard.at(place + 2)
    if after is None or after.is_mark or not after.is_capital or not _opens(heard, place, strictly=True):
        return False
    is_closed = later is None or later.is_mark or not later.is_capital
    return not is_thing(after.low) and not is_listed(after) and is_closed


def _is_given(heard: Heard, place: int) -> bool:
    """In a note to oneself: "Für Ewelina Kabel besorgen", "ich soll Ewelina die Adresse geben", "muss Ewelina das Buch haben"."""
    before = heard.low(place - 1)
    if before in ("für", "for"):
        return place == 1 or infinitive_of(heard.words[-1].low) is not None
    if before in vocabulary("people.acting") and heard.low(place + 1) in ("mir", "mich", "uns"):
        return True
    if before in vocabulary("kind.reporting"):
        return True
    is_modal = before in vocabulary("modals.mine") | {"noch", "dem", "der"}
    return is_modal and heard.low(place + 1) in {
        "die",
        "das",
        "den",
        "noch",
        "einen",
        "eine",
        "ein",
        "mein",
        "meine",
        "meinen",
        "ihr",
        "ihre",
        "the",
        "a",
    }


def _is_pair(heard: Heard, place: int) -> bool:
    """At the beginning of the line: "Ollie & Fran came"."""
    other = heard.at(place + 2)
    is_joined = place == 0 and heard.low(1) in vocabulary("people.joined")
    return is_joined and other is not None and other.is_capital and not is_noun(other.low)


def _opens(heard: Heard, place: int, *, strictly: bool = False) -> bool:
    before = heard.at(place - 1)
    if before is None or before.low in ("neu", "new", "neue"):
        return True
    if before.text in _OPENING:
        return not strictly or before.text != ","
    return False
