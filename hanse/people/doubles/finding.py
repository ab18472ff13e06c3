"""Doubles of a whole book, or of one newcomer."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from hanse.people.doubles import blocking
from hanse.people.doubles.exact import exact_keys, is_exact, is_of_a_house
from hanse.people.doubles.profiles import Profile, united
from hanse.people.doubles.weighing import Weights, weigh

LEAST = 1.5
"""score from which a pair is shown: four times as likely one person as two"""


@dataclass(frozen=True, slots=True)
class Exact:
    """Contacts that are one person beyond doubt, the reason as a code."""

    keys: tuple[Hashable, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two contacts that may be one person. `score` is in natural logarithms of odds: 0 is even, 3 is 20 to 1."""

    keys: tuple[Hashable, Hashable]
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Findings:
    exact: list[Exact] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    """the likeliest first"""


Apart = Collection[frozenset]
Progress = Callable[[float], None]


def find(profiles: Iterable[Profile], apart: Apart = frozenset()) -> Findings:
    """Find every exact group, then, with each group taken as one person, whoever else may be one.

    `apart` are sets of two keys that are two people, whatever their cards say. A suggestion names the first key of
    a group for all of it.
    """
    book = [profile for profile in profiles if profile.kind != "group"]
    groups, reasons = _exact_groups(book, apart)
    people = [united(group[0].key, group) for group in groups]
    exact = [
        Exact(tuple(one.key for one in group), reasons[group[0].key]) for group in groups if len(group) > 1
    ]
    held = {
        one.key: frozenset(member.key for member in group) for group, one in zip(groups, people, strict=True)
    }
    return Findings(exact, _suggestions(people, apart, held))


# Exact


def _exact_groups(book: list[Profile], apart: Apart) -> tuple[list[list[Profile]], dict[Hashable, str]]:
    """Grow groups until none grows any more: what two cards know together may make a third exact."""
    groups = [[profile] for profile in book]
    people = list(book)
    reasons: dict[Hashable, str] = {}
    while joins := _exact_joins(people, groups, apart):
        for one, other, reason in joins:
            reasons.setdefault(groups[one][0].key, reason)
            groups[one] += groups[other]
            people[one] = united(people[one].key, (people[one], people[other]))
            groups[other] = []
        people = [person for person, group in zip(people, groups, strict=True) if group]
        groups = [group for group in groups if group]
    return groups, reasons


def _exact_joins(
    people: Sequence[Profile], groups: list[list[Profile]], apart: Apart
) -> list[tuple[int, int, str]]:
    """Return (place, place of who joins it, reason); no place joins twice in one round."""
    met: dict[Hashable, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        for key in sorted(exact_keys(person)):
            met[key].append(place)
    joins: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for (_name, reason, value), places in met.items():
        if _is_unclear(value, [people[place] for place in places]):
            continue
        free = [place for place in places if place not in taken]
        for number, other in enumerate(free[1:], start=1):
            one = next(
                (
                    place
                    for place in free[:number]
                    if place not in taken
                    and is_exact(people[place], people[other])
                    and not _are_apart(groups[place], groups[other], apart)
                ),
                None,
            )
            if one is not None:
                joins.append((one, other, reason))
                taken |= {one, other}
    return joins


def _is_unclear(value: str, people: list[Profile]) -> bool:
    """Whether a number of a house belongs to several of one name: whoever has only that may be any of them."""
    return is_of_a_house(value, people) and not all(is_exact(a, b) for a, b in combinations(people, 2))


def _are_apart(one: Iterable[Profile], other: Collection[Profile], apart: Apart) -> bool:
    return bool(apart) and any(frozenset((a.key, b.key)) in apart for a in one for b in other)


# Suggested


def _suggestions(people: list[Profile], apart: Apart, held: dict[Hashable, frozenset]) -> list[Suggestion]:
    """Begin with the likeliest pair and let what was found together judge the next: each joins whom it fits as a whole."""
    weights = Weights(people)
    clusters = _Clusters(people, weights, apart, held)
    looked = []
    for one, other in blocking.pairs(people):
        if people[one].kind == people[other].kind:
            evidence = weigh(people[one], people[other], weights)
            if evidence.score >= LEAST:
                looked.append((evidence.score, one, other, evidence.codes()))
    reasons = {(one, other): codes for _score, one, other, codes in looked}
    for score, one, other, _codes in sorted(looked, key=lambda pair: (-pair[0], pair[1], pair[2])):
        clusters.join(one, other, score)
    return sorted(clusters.suggestions(reasons), key=lambda suggestion: -suggestion.score)


class _Clusters:
    def __init__(
        self, people: list[Profile], weights: Weights, apart: Apart, held: dict[Hashable, frozenset]
    ) -> None:
        self.people, self.weights, self.apart, self.held = people, weights, apart, held
        self.members = {place: [place] for place in range(len(people))}
        self.head = list(range(len(people)))
        self.whole = dict(enumerate(people))
        self.joined: list[tuple[float, list[int], list[int]]] = []

    def join(self, one: int, other: int, score: float) -> None:
        a, b = sorted((self.head[one], self.head[other]))
        if a == b or self._are_apart(a, b):
            return
        if len(self.members[a]) + len(self.members[b]) > 2:
            score = weigh(self.whole[a], self.whole[b], self.weights).score
        if score < LEAST:
            return
        self.joined.append((score, self.members[a], self.members[b]))
        self.members[a] = self.members[a] + self.members[b]
        self.whole[a] = united(self.whole[a].key, (self.whole[a], self.whole[b]))
        for place in self.members.pop(b):
            self.head[place] = a

    def _are_apart(self, a: int, b: int) -> bool:
        if not self.apart:
            return False
        ours, theirs = (
            {key for place in self.members[head] for key in self.held[self.people[place].key]}
            for head in (a, b)
        )
        return any(frozenset((one, other)) in self.apart for one in ours for other in theirs)

    def suggestions(self, reasons: dict[tuple[int, int], tuple[str, ...]]) -> Iterable[Suggestion]:
        for score, ours, theirs in self.joined:
            for one in ours:
                for other in theirs:
                    places = (min(one, other), max(one, other))
                    keys = (self.people[places[0]].key, self.people[places[1]].key)
                    yield Suggestion(keys, round(score, 2), reasons.get(places, ("both_like_a_third",)))


class Index:
    """A book made ready to ask who a newcomer is. Everything is looked up by key; no pass over the book for each."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.profiles = [profile for profile in profiles if profile.kind != "group"]
        self.weights = Weights(self.profiles)
        self._exact: dict[Hashable, list[Profile]] = defaultdict(list)
        self._near: dict[int, list[Profile]] = defaultdict(list)
        for profile in self.profiles:
            self.add(profile)

    def add(self, profile: Profile) -> None:
        """Let later questions find this one too."""
        for key in exact_keys(profile):
            self._exact[key].append(profile)
        for key in blocking.keys(profile):
            self._near[key].append(profile)

    def exact(self, profile: Profile) -> tuple[Hashable, str] | None:
        """Return the key of the one who is the same beyond doubt and the reason; None where there is none, or two."""
        found: dict[Hashable, str] = {}
        for key in exact_keys(profile):
            for one in self._exact.get(key, ()):
                if one.key != profile.key and is_exact(one, profile):
                    found.setdefault(one.key, key[1])
        return next(iter(found.items())) if len(found) == 1 else None

    def near(self, profile: Profile) -> list[Suggestion]:
        """Return those who may be the same, the likeliest first; the newcomer's key stands first in each."""
        met = {
            one.key: one
            for key in blocking.keys(profile)
            if len(block := self._near.get(key, ())) <= blocking.LARGEST
            for one in block
        }
        met.pop(profile.key, None)
        found = []
        for one in met.values():
            if one.kind == profile.kind:
                evidence = weigh(profile, one, self.weights)
                if evidence.score >= LEAST:
                    found.append(
                        Suggestion((profile.key, one.key), round(evidence.score, 2), evidence.codes())
                    )
        return sorted(found, key=lambda suggestion: -suggestion.score)
