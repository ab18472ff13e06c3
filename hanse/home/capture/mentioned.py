"""Who is named, but neither met nor owed anything: "Tomek kennt Nadine Groß"."""

import re

from hanse.home.capture.clauses import Clause
from hanse.home.capture.people import Person
from hanse.home.capture.promises import Promise
from hanse.home.capture.words import Word, vocabulary

_NAMING = re.compile(
    r"\b(?:kennt|kenne|knows|empfiehlt|empfohlen|genannt|nannte|recommends|recommended|suggested|suggests|(?:erzählt|erzählte|schwärmt|schwärmte) von"
    r"|bekannt (?:zu )?machen|vermittelt|verweist|told me about|mentioned)\b"
)
_ASKED_TOO = re.compile(
    r"\b(?:asked|called|texted|told) (?:him|her|them)\b|\b(?:ihn|sie|ihm|ihr) (?:gefragt|angerufen|angeschrieben|geschrieben)\b"
)


def mark_mentioned(
    people: list[Person], clauses: list[Clause], promises: list[Promise], words: list[Word]
) -> None:
    for number, person in enumerate(people):
        at = words[person.start].start
        own = next((one for one, clause in enumerate(clauses) if clause.holds(at)), None)
        if own is None or (number == 0 and not _is_relation(person, words)):
            continue
        promise = next((one for one in promises if one.start <= at < one.end), None)
        earlier = people[:number]
        person.is_mentioned = person.is_mentioned or (
            _is_relation(person, words)
            or _is_named(person, words, clauses, own)
            or (promise is not None and _is_third(person, promise, words))
            or (promise is None and _is_reported(person, earlier, clauses, own, words))
            or (promise is None and _is_news(person, earlier, clauses, own, words))
        )


def _before(person: Person, words: list[Word], back: int = 1) -> str:
    place = person.start - back
    return words[place].low if place >= 0 else ""


def _is_relation(person: Person, words: list[Word]) -> bool:
    """ "Schwester von Tarik", "friend of Tom"."""
    return _before(person, words) in ("von", "of") and _before(person, words, 2) in vocabulary(
        "people.relatives"
    )


def _is_named(person: Person, words: list[Word], clauses: list[Clause], own: int) -> bool:
    named = any(_NAMING.search(clause.text) for clause in clauses[max(0, own - 1) : own + 1])
    return named and _before(person, words) not in ("und", "u", "and", "+", "&")


def _is_third(person: Person, promise: Promise, words: list[Word]) -> bool:
    """Who is brought in by somebody's promise: "mit Steffi bekannt machen", "introduce me to Jerome"."""
    before = _before(person, words)
    return before == "mit" or (before == "to" and promise.direction == "theirs")


def _is_reported(
    person: Person, earlier: list[Person], clauses: list[Clause], own: int, words: list[Word]
) -> bool:
    """Somebody says it of her: "Silke meint, Robert hätte einen Hänger", "laut Jasmin baut Robert um"."""
    for clause in clauses[max(0, own - 1) : own + 1]:
        says = next((word for word in clause.bare if word.low in vocabulary("kind.reporting")), None)
        teller = any(clause.holds(words[one.start].start) for one in earlier)
        if says is not None and teller and says.start < words[person.start].start:
            return _before(person, words) not in vocabulary("people.joined")
    return False


def _is_news(
    person: Person, earlier: list[Person], clauses: list[Clause], own: int, words: list[Word]
) -> bool:
    """She is what a later thought tells of: "Elternabend bei Frau Wirtz, Lukas braucht Nachhilfe"."""
    clause = clauses[own]
    is_later = bool(earlier) and not any(clause.holds(words[one.start].start) for one in earlier)
    verb = clause.verb
    if not is_later or verb is None or verb.start < words[person.start].start:
        return False
    if clause.is_past:
        return False
    follower = clauses[own + 1].text if own + 1 < len(clauses) else ""
    return not _ASKED_TOO.search(follower)
