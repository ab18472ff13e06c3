"""Who is worth comparing with whom: profiles that share a key. Never everybody with everybody."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from hanse.people.doubles.names import Name, initials, sound
from hanse.people.doubles.nicknames import groups_of
from hanse.people.doubles.profiles import Profile

LARGEST = 40
"""profiles in one block; a larger one is split by the first letter of the given name, then left alone"""


def pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Yield each pair of places worth comparing once, the smaller place first."""
    blocks: dict[int, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        for key in keys(profile):
            blocks[key].append(place)
    seen: set[int] = set()
    count = len(profiles)
    for places in blocks.values():
        for block in _bounded(places, profiles):
            for one, other in combinations(block, 2):
                number = one * count + other
                if number not in seen:
                    seen.add(number)
                    yield one, other


def _bounded(places: list[int], profiles: Sequence[Profile]) -> Iterator[list[int]]:
    if len(places) <= LARGEST:
        yield places
        return
    parts: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for letter in {name.given[0][0] for name in profiles[place].names if name.given}:
            parts[letter].append(place)
    yield from (part for part in parts.values() if len(part) <= LARGEST)


def keys(profile: Profile) -> set[int]:
    """Return everything by which this profile may meet another of the same person, as small as a number each."""
    found: set[Hashable] = set()
    found.update(("phone", one) for one in profile.phones)
    found.update(("mail", one) for one in profile.mails)
    found.update(("mail name", one.partition("@")[0]) for one in profile.mails)
    found.update(("profile", one) for one in profile.profiles)
    found.update(("called", one) for one in profile.called | profile.written)
    found.update(("street", one) for one in profile.streets)
    found.update(("line", one) for one in profile.lines)
    found.update(("photo", one) for one in profile.photos)
    found.update(("birthday", one[1:]) for one in profile.birthdays)
    for name in profile.names:
        found.update(_of_name(name))
        found.update(_of_name_and_work(name, profile))
    return {hash(key) for key in found}


def _of_name(name: Name) -> Iterator[Hashable]:
    given, family = _meanings(name.given + name.nick), name.family
    for one in given:
        for other in family:
            yield ("names", *sorted((str(one), other)))
    for one, other in ((name.given, family), (family, name.given)):
        if one and other:
            for letter in {word[0] for word in one} | initials(one):
                for word in other:
                    yield ("sound", sound(word), letter)
    for one in given:
        for word in family:
            yield ("given and letter", one, word[0])
    for one in _meanings(family):
        for word in name.given:
            yield ("given and letter", one, word[0])
    if not name.is_full:
        for one in given:
            yield ("given", one)


def _of_name_and_work(name: Name, profile: Profile) -> Iterator[Hashable]:
    aside = "".join(name.aside)
    places = profile.firms | profile.hosts | profile.towns | profile.jobs | ({aside} if aside else set())
    for one in _meanings(name.given + name.nick):
        for place in places:
            yield ("given and place", one, place)
    for place in profile.firms | profile.streets:
        for word in name.family:
            yield ("family and place", word, place)


def _meanings(words: tuple[str, ...]) -> set[Hashable]:
    """Return the words themselves and the numbers of the groups of names they belong to."""
    found: set[Hashable] = {word for word in words if len(word) > 1}
    if len(words) > 1:
        found.add("".join(words))
    for word in words:
        found |= groups_of(word)
    return found
