"""Names behind a title, a role or a word of kin: "Frau Dr. Sievers", "Tante Ruth", "Familie Öztürk", "Pfarrer Brandt"."""

from functools import cache

from hanse.home.capture.people.names import is_listed, is_thing, name_end
from hanse.home.capture.people.person import Heard, Person, spelled
from hanse.home.capture.words import listed, pairs, vocabulary

_LONG_ROLE = 6


def titled(heard: Heard, place: int) -> Person | None:
    """Return who is named by a title that stands here."""
    low = heard.low(place)
    if low in vocabulary("people.doctors"):
        return _after_doctor(heard, place)
    if low == "frau" and heard.low(place - 1) in vocabulary("people.possessives"):
        return _after_role(heard, place)
    if low in pairs("people.women_and_men"):
        return _after_mr(heard, place)
    if low in vocabulary("people.family"):
        return _family(heard, place)
    if low in vocabulary("people.kin"):
        return _after_kin(heard, place)
    return _household(heard, place) or _after_role(heard, place)


def _past_doctors(heard: Heard, place: int) -> int:
    while heard.low(place) in vocabulary("people.doctors") or heard.low(place) == ".":
        place += 1
    return place


def _after_doctor(heard: Heard, start: int) -> Person | None:
    place = _past_doctors(heard, start)
    if not heard.may_be_name(place):
        return None
    if heard.low(place) in pairs("people.women_and_men"):
        return _after_mr(heard, place)
    end = name_end(heard, place)
    return Person(spelled(heard.words[place:end]), start, end)


def _after_mr(heard: Heard, start: int) -> Person | None:
    """ "Frau" stays only where no first name is given."""
    word, place = heard.words[start], _past_doctors(heard, start + 1)
    if word.low == "fr" and word.text != "Fr":
        return None
    title = pairs("people.women_and_men")[word.low]
    if heard.low(place) in ("von", "van", "de", "zu") and heard.may_be_name(place + 1):
        end = name_end(heard, place + 1)
        return Person(
            f"{title} {heard.words[place].text} {spelled(heard.words[place + 1 : end])}", start, end
        )
    if not heard.may_be_name(place) or (
        heard.low(place) in listed("common") and heard.low(place) not in listed("surnames")
    ):
        return None
    end = name_end(heard, place)
    name = spelled(heard.words[place:end])
    is_full = end - place > 1 and is_listed(heard.words[place])
    return Person(name if is_full else f"{title} {name}", start, end)


def _family(heard: Heard, place: int) -> Person | None:
    low = heard.low(place + 1)
    if not heard.may_be_name(place + 1) or (is_thing(low) and low not in listed("surnames")):
        return None
    title = {"family": "Family", "ehepaar": "Ehepaar"}.get(heard.low(place), "Familie")
    return Person(f"{title} {spelled(heard.words[place + 1 : place + 2])}", place, place + 2)


def _after_kin(heard: Heard, place: int) -> Person | None:
    if not heard.may_be_name(place + 1) or is_thing(heard.low(place + 1)):
        return None
    return Person(spelled(heard.words[place : place + 2]), place, place + 2)


def _household(heard: Heard, place: int) -> Person | None:
    """ "bei Schneiders", "den Müllers", "the Hendersons"."""
    word = heard.words[place]
    if not word.is_capital or not word.low.endswith("s") or is_listed(word) or len(word.text) < 5:
        return None
    before, stem = heard.low(place - 1), word.low.removesuffix("s")
    is_with = heard.low(place - 2) in vocabulary("people.dative") | {"zu", "bei"}
    opens = (before == "the" or (before in ("den", "die") and is_with)) and stem not in listed("common")
    opens = opens or (
        before in ("bei", "mit", "den", "die", "von", "an", "zu") and stem in listed("surnames")
    )
    after = heard.at(place + 1)
    if not opens or (after is not None and after.is_capital and not after.is_mark):
        return None
    is_english = before == "the"
    if is_thing(stem) and stem not in listed("surnames"):
        return None
    is_name = is_english or stem in listed("surnames") or before in ("den", "die")
    return Person(spelled([word]), place, place + 1) if is_name and word.low not in listed("common") else None


@cache
def _roles() -> frozenset[str]:
    return vocabulary("people.roles") | vocabulary("people.relatives")


@cache
def _long_roles() -> tuple[str, ...]:
    """Roles that end a longer word: "Klassenlehrerin", "Elternvertreter"."""
    return tuple(role for role in _roles() if len(role) > 5)


def _after_role(heard: Heard, place: int) -> Person | None:
    """ "Pfarrer Brandt", "ihr Mann Ove", "her sister Jo": behind a role the name stands alone."""
    word = heard.words[place]
    if not heard.may_be_name(place + 1):
        return None
    roles = _roles()
    is_role = any(word.low.removesuffix(ending) in roles for ending in ("", "n", "en", "s")) or (
        word.is_capital and word.low.endswith(_long_roles())
    )
    if not is_role:
        return None
    follower = heard.words[place + 1]
    if heard.low(place + 1) in pairs("people.women_and_men") or heard.low(place + 1) in vocabulary(
        "people.doctors"
    ):
        return None
    if not is_listed(follower) and (is_thing(follower.low) or not follower.is_capital):
        return None
    if follower.low in vocabulary("people.words_too") and not follower.is_capital:
        return None
    end = name_end(heard, place + 1)
    return Person(spelled(heard.words[place + 1 : end]), place + 1, end)
