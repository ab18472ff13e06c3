"""Who is in the line: names of the book, known first names, and words that stand where only a name can."""

from collections.abc import Collection

from hanse.home.capture.people.names import is_first_name, is_listed, name_end
from hanse.home.capture.people.person import Book, Heard, Person, spelled
from hanse.home.capture.people.positions import is_unknown_name
from hanse.home.capture.people.titles import titled
from hanse.home.capture.words import Word, pairs, vocabulary

__all__ = ["Person", "find_people"]


def find_people(words: list[Word], known: Collection[str] = ()) -> list[Person]:
    """Return everybody named, in the order of the line, each once."""
    has_capitals = any(word.is_capital for word in words[1:] if not word.is_mark and word.used == "")
    heard = Heard(words, Book(known), has_capitals)
    found: list[Person] = []
    place = 0
    while place < len(words):
        person = _person_at(heard, place) if words[place].used == "" and not words[place].is_mark else None
        if person is None:
            place += 1
            continue
        for word in words[person.start : person.end]:
            word.used = "person"
        found.append(person)
        place = person.end
    return _each_once(found)


def _person_at(heard: Heard, place: int) -> Person | None:
    return _of_book(heard, place) or titled(heard, place) or _owner(heard, place) or _by_name(heard, place)


def _of_book(heard: Heard, place: int) -> Person | None:
    words, book = heard.words, heard.book
    for length in book.lengths:
        text = " ".join(one.low for one in words[place : place + length])
        if text in book.whole and (length > 1 or words[place].is_capital or not heard.has_capitals):
            # A first name that the book knows, with another surname, is somebody else.
            end = name_end(heard, place) if length == 1 else place + length
            is_other = end > place + length
            return Person(spelled(words[place:end]) if is_other else book.whole[text], place, end)
    return None


def _owner(heard: Heard, place: int) -> Person | None:
    """ "Claudias Mann Frieder": the owner is only named."""
    word, follower = heard.words[place], heard.at(place + 1)
    if not word.is_capital or follower is None or follower.low not in vocabulary("people.relatives"):
        return None
    stem = word.text.removesuffix("s").removesuffix("'").removesuffix("’")
    if stem == word.text or (is_listed(word) and not word.low.endswith("'s")):
        return None
    owner = Word(stem, word.start)
    return Person(spelled([owner]), place, place + 1, is_mentioned=True) if is_listed(owner) else None


def _by_name(heard: Heard, place: int) -> Person | None:
    if heard.low(place - 1) in vocabulary("people.articles") and not is_first_name(heard, place):
        return None
    if not is_first_name(heard, place) and not is_unknown_name(heard, place):
        return None
    end = name_end(heard, place)
    return Person(spelled(heard.words[place:end]), place, end)


def _each_once(people: list[Person]) -> list[Person]:
    """ "Anna … Anna Beck" is one: the fuller name, at the first place."""
    kept: list[Person] = []
    by_first: dict[str, Person] = {}
    for person in people:
        first = person.name.split()[0]
        key = person.name if _is_title(first) else first
        twin = by_first.get(key)
        if twin is None or (" " in twin.name and " " in person.name and twin.name != person.name):
            by_first[key] = person
            kept.append(person)
        elif len(person.name) > len(twin.name):
            twin.name = person.name
    return kept


def _is_title(text: str) -> bool:
    low = text.casefold()
    return (
        low in vocabulary("people.kin")
        or low in vocabulary("people.family")
        or low in pairs("people.women_and_men")
    )
