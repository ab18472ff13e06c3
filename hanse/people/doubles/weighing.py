"""What speaks for and what against two profiles being one person, in natural logarithms of odds."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hanse.people.doubles.names import Likeness, Name, family_likeness, given_likeness, is_plain_slip, letters
from hanse.people.doubles.profiles import Profile

_OFFICE = {
    "info", "kontakt", "contact", "office", "mail", "post", "hallo", "hello", "shop", "team", "verein", "familie", "service",
    "buero", "buro", "laden", "atelier", "werkstatt", "praxis", "admin", "noreply", "sekretariat", "anfrage", "support", "sales",
}  # fmt: skip


_HOPELESS = -14.0
"""what no birthday, address and firm together make good again"""


@dataclass(slots=True)
class Evidence:
    """A running sum; `reasons` remembers what gave it."""

    score: float = 0.0
    reasons: list[tuple[float, str]] = field(default_factory=list)

    def add(self, weight: float, code: str = "") -> None:
        self.score += weight
        if code:
            self.reasons.append((weight, code))

    def codes(self) -> tuple[str, ...]:
        """Return the codes, the weightiest first, those that speak against it last."""
        ordered = sorted(self.reasons, key=lambda reason: -reason[0])
        return tuple(dict.fromkeys(code for _weight, code in ordered))


class Weights:
    """How much an agreement tells, by how rare the value is in this book."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.count = max(len(profiles), 2)
        self.prior = -math.log(self.count / 1.5)
        self.frequencies: dict[str, Counter[Hashable]] = {
            name: Counter(value for profile in profiles for value in getattr(profile, name))
            for name in ("firms", "hosts", "jobs", "towns", "streets", "lines", "labels")
        }
        words = self.frequencies
        words["given"] = Counter(
            word for profile in profiles for word in {word for name in profile.names for word in name.given}
        )
        words["family"] = Counter(
            word for profile in profiles for word in {word for name in profile.names for word in name.family}
        )
        self.spread = _spread(profiles)

    def rarity(self, kind: str, value: Hashable, *, usual: float, most: float) -> float:
        """Return ln(0.8 / share of others who have it), from what this book and life at large say of the value."""
        others = max(self.frequencies[kind][value] - 2, 0)
        share = (others + 40 * usual) / (self.count + 40)
        return min(math.log(0.8 / share), most)

    def given(self, words: Iterable[str]) -> float:
        return max((self.rarity("given", word, usual=1 / 300, most=6.0) for word in words), default=0.0)

    def family(self, words: Iterable[str]) -> float:
        return max((self.rarity("family", word, usual=1 / 1500, most=7.0) for word in words), default=0.0)

    def workplace(self, place: str) -> float:
        if self.frequencies["firms"][place]:
            return self.rarity("firms", place, usual=1 / 1000, most=5.5)
        return self.rarity("hosts", place, usual=1 / 1000, most=5.5) - 0.5

    def shared(self, value: str) -> float:
        """Return what a shared number or mail is worth: little where people of several names have it."""
        spread = self.spread.get(value, 1)
        return math.log(self.count) + 1.5 if spread == 1 else math.log(self.count / spread) - 0.5


def _spread(profiles: Sequence[Profile]) -> dict[str, int]:
    """Count for each number and mail how many different given names use it."""
    holders: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for value in profile.phones | profile.mails:
            holders[value].append(profile)
    return {value: _different(found) for value, found in holders.items() if len(found) > 1}


def _different(profiles: list[Profile]) -> int:
    kept: list[Profile] = []
    for profile in profiles[:30]:
        if any(name.given for name in profile.names) and not any(
            best_name(profile, one)[0] > Likeness.UNKNOWN for one in kept
        ):
            kept.append(profile)
    return max(len(kept), 1)


Fit = tuple[Likeness, Likeness, bool, Name, Name]
"""likeness of given and of family name, whether the order is swapped, and which two names"""


def best_name(one: Profile, other: Profile) -> Fit:
    """Return how the two names fit that fit best."""
    if len(one.names) == 1 and len(other.names) == 1:
        return _fit(one.names[0], other.names[0])
    return max((_fit(a, b) for a in one.names for b in other.names), key=_rank)


@lru_cache(maxsize=30_000)
def _fit(a: Name, b: Name) -> Fit:
    given, family = given_likeness(a.given, b.given), family_likeness(a.family, b.family)
    if a.nick and b.given:
        given = max(given, given_likeness(a.nick, b.given))
    if b.nick and a.given:
        given = max(given, given_likeness(a.given, b.nick))
    straight = (given, family, False, a, b)
    if given >= Likeness.NICK and family >= Likeness.TYPO:
        return straight
    crossed = (given_likeness(a.given, b.family), family_likeness(a.family, b.given), True, a, b)
    return max(straight, crossed, key=_rank)


def _rank(found: Fit) -> int:
    given, family, swapped, *_names = found
    return _POINTS[given] + _POINTS[family] - swapped


_POINTS = {
    Likeness.OTHER: -4, Likeness.UNKNOWN: 0, Likeness.INITIAL: 2, Likeness.SHORT: 3, Likeness.TYPO: 3, Likeness.PART: 4,
    Likeness.NICK: 4, Likeness.SAME: 5,
}  # fmt: skip


def weigh(one: Profile, other: Profile, weights: Weights) -> Evidence:
    """Sum up the evidence; two whose names already say too much against it are not looked at further."""
    evidence = Evidence()
    evidence.add(weights.prior)
    is_other = _names(one, other, weights, evidence)
    if evidence.score < _HOPELESS and not (one.phones & other.phones or one.mails & other.mails):
        return evidence
    _personal(one, other, weights, evidence, is_other=is_other)
    _home_and_work(one, other, weights, evidence, is_other=is_other)
    _days(one, other, evidence)
    _words(one, other, weights, evidence)
    return evidence


def _names(one: Profile, other: Profile, weights: Weights, evidence: Evidence) -> bool:
    """Add what the names say; returns whether the given names contradict each other."""
    given, family, swapped, a, b = best_name(one, other)
    first, last = (b.given, b.family) if not swapped else (b.family, b.given)
    own = Evidence()
    own.add(_of_given(given, a.given, first, weights), _GIVEN[given])
    own.add(_of_family(family, a.family, last, weights), _FAMILY[family])
    if given is Likeness.SAME and family is Likeness.SAME:
        own.reasons = [(own.score, "same_name")]
    if given is Likeness.TYPO and family is Likeness.TYPO:
        own.add(-3.0)
    if swapped and given > Likeness.UNKNOWN and family > Likeness.UNKNOWN:
        own.add(-0.7, "swapped")
    told = _told_by_mail(one, other, weights)
    if given is Likeness.OTHER:
        told -= 4.5
    if told > own.score:
        own.add(told - own.score, "mail_says_name")
    evidence.score += own.score
    evidence.reasons += own.reasons
    if one.generations and other.generations and not one.generations & other.generations:
        evidence.add(-20, "generation")
    elif one.generations != other.generations:
        evidence.add(-1.5)
    return given is Likeness.OTHER


def _told_by_mail(one: Profile, other: Profile, weights: Weights) -> float:
    """A mail address or handle of the one that is the full name of the other."""
    best = 0.0
    for caller, written in ((one, other), (other, one)):
        if caller.called & written.written:
            for name in written.names:
                if name.is_full:
                    best = max(best, weights.given(name.given) + weights.family(name.family) - 1)
    return best


_GIVEN = {
    Likeness.OTHER: "other_given", Likeness.UNKNOWN: "", Likeness.INITIAL: "initial", Likeness.SHORT: "short_name",
    Likeness.TYPO: "misspelt", Likeness.PART: "part_of_name", Likeness.NICK: "nickname", Likeness.SAME: "same_given",
}  # fmt: skip
_FAMILY = {
    Likeness.OTHER: "other_family", Likeness.UNKNOWN: "", Likeness.INITIAL: "initial", Likeness.TYPO: "misspelt",
    Likeness.PART: "half_name", Likeness.SAME: "same_family",
}  # fmt: skip


def _of_given(likeness: Likeness, a: tuple[str, ...], b: tuple[str, ...], weights: Weights) -> float:
    if likeness is Likeness.OTHER:
        return -4.5
    if likeness is Likeness.UNKNOWN:
        return 0.0
    if likeness is Likeness.INITIAL:
        return 1.8
    rare = weights.given({*a, *b} if likeness is not Likeness.SAME else set(a) & set(b) or {*a, *b})
    if likeness is Likeness.NICK:
        return min(weights.given(a[:1]), weights.given(b[:1])) - 1.0 if a and b else rare - 1.0
    if likeness is Likeness.TYPO:
        return rare - (1.0 if is_plain_slip(a, b) else 2.5)
    return rare - {Likeness.SAME: 0.0, Likeness.PART: 1.0, Likeness.SHORT: 2.0}[likeness]


def _of_family(likeness: Likeness, a: tuple[str, ...], b: tuple[str, ...], weights: Weights) -> float:
    if likeness is Likeness.OTHER:
        return -3.5
    if likeness is Likeness.UNKNOWN:
        return 0.0
    if likeness is Likeness.INITIAL:
        return 1.5
    if likeness is Likeness.TYPO:
        usual = min(weights.family(a), weights.family(b))
        return usual - (0.5 if is_plain_slip(a, b) else 2.5)
    return weights.family(set(a) & set(b) or {*a, *b}) - (0.7 if likeness is Likeness.PART else 0.0)


def _personal(one: Profile, other: Profile, weights: Weights, evidence: Evidence, *, is_other: bool) -> None:
    """Numbers, mails and profiles; what is only of a house or an office counts less where the names differ."""
    mobiles, phones = one.mobiles & other.mobiles, one.phones & other.phones
    if phones:
        best = max(weights.shared(number) for number in phones)
        of_a_house = not mobiles and (is_other or (one.mobiles and other.mobiles))
        evidence.add(0.4 * best if of_a_house else best, "same_phone")
    if one.mobiles and other.mobiles and not mobiles:
        evidence.add(-1.6, "other_phone")
    mails = one.mails & other.mails
    personal = {mail for mail in mails if not is_office(mail)}
    if personal:
        evidence.add(max(map(weights.shared, personal)), "same_mail")
    elif mails:
        evidence.add(2.5 if not is_other else 1.0, "same_mail")
    elif shared := _locals(one) & _locals(other):
        is_name = any(letters(local) in one.written | other.written for local in shared)
        evidence.add(2.5 if is_name else 1.0, "same_mail_name")
    elif _own(one) and _own(other):
        evidence.add(-2.5 if one.called & other.called else -0.6)
    if one.profiles & other.profiles:
        evidence.add(math.log(weights.count) + 2, "same_profile")
    elif {network for network, _ in one.profiles} & {network for network, _ in other.profiles}:
        evidence.add(-3.5, "other_profile")
    if one.photos & other.photos:
        evidence.add(6, "same_photo")


def is_office(mail: str) -> bool:
    return mail.partition("@")[0] in _OFFICE


def _own(profile: Profile) -> set[str]:
    return {mail for mail in profile.mails if not is_office(mail)}


def _locals(profile: Profile) -> set[str]:
    return {mail.partition("@")[0] for mail in profile.mails} - _OFFICE


def _home_and_work(
    one: Profile, other: Profile, weights: Weights, evidence: Evidence, *, is_other: bool
) -> None:
    factor = 0.4 if is_other else 1.0
    if streets := one.streets & other.streets:
        rare = max(weights.rarity("streets", street, usual=1 / 5000, most=6.0) for street in streets)
        evidence.add(factor * rare, "same_address")
    elif one.streets and other.streets:
        evidence.add(-1.8, "other_address")
    elif towns := one.towns & other.towns:
        evidence.add(
            factor * 0.6 * max(weights.rarity("towns", town, usual=1 / 100, most=4.0) for town in towns),
            "same_town",
        )
    elif one.towns and other.towns:
        evidence.add(-1.0)
    work = _work(one, other, weights)
    if work > 0:
        evidence.add(factor * work, "same_firm")
    elif work < 0:
        evidence.add(work, "other_firm")
    if jobs := one.jobs & other.jobs:
        evidence.add(
            factor * 0.6 * max(weights.rarity("jobs", job, usual=1 / 200, most=4.5) for job in jobs),
            "same_job",
        )
    elif one.jobs and other.jobs:
        evidence.add(-1.0)


def _work(one: Profile, other: Profile, weights: Weights) -> float:
    shared = one.workplaces & other.workplaces
    if one.asides or other.asides:
        shared |= (one.asides & other.workplaces) | (other.asides & one.workplaces)
    if shared:
        return max(weights.workplace(place) for place in shared)
    if one.asides & other.asides:
        return 2.5
    return -1.3 if one.firms and other.firms else 0.0


def _days(one: Profile, other: Profile, evidence: Evidence) -> None:
    if one.birthdays and other.birthdays:
        weight, code = max(_birthday(a, b) for a in one.birthdays for b in other.birthdays)
        evidence.add(weight, code)
    if shared := one.days & other.days:
        evidence.add(5 if any(day[0] for day in shared) else 3.5, "same_day")


def _birthday(a: tuple, b: tuple) -> tuple[float, str]:
    if a == b:
        usual = a[1:] == (1, 1)
        return (3.5 if usual else 7.0) if a[0] else (2.0 if usual else 5.0), "same_birthday"
    if a[1:] == b[1:]:
        return (4.5, "same_birthday") if a[0] is None or b[0] is None else (0.5, "near_birthday")
    if a[0] == b[0] and (a[1:] == b[:0:-1] or a[1] == b[1] or a[2] == b[2]):
        return -1.5, "near_birthday"
    return -5.0, "other_birthday"


def _words(one: Profile, other: Profile, weights: Weights, evidence: Evidence) -> None:
    if lines := one.lines & other.lines:
        best = sorted(
            (weights.rarity("lines", line, usual=1 / 2000, most=5.0) for line in lines), reverse=True
        )
        evidence.add(best[0] + 0.5 * sum(best[1:2]), "same_note")
    if one.related & other.related:
        evidence.add(3.0, "same_relative")
    if one.related & other.written or other.related & one.written:
        evidence.add(-5.0, "is_relative")
    shared = one.labels & other.labels
    if shared:
        evidence.add(
            min(0.35 * sum(weights.rarity("labels", label, usual=1 / 20, most=3.0) for label in shared), 1.5)
        )
