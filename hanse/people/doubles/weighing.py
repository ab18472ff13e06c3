"""What speaks for and what against two profiles being one person, in natural logarithms of odds."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from hanse.people.doubles.names import Likeness, Name, family_likeness, given_likeness, is_plain_slip
from hanse.people.doubles.profiles import Profile

_OFFICE = {
    "info", "kontakt", "contact", "office", "mail", "post", "hallo", "hello", "shop", "team", "verein", "familie", "service",
    "buero", "buro", "laden", "atelier", "werkstatt", "praxis", "admin", "noreply", "sekretariat", "anfrage", "support", "sales",
}  # fmt: skip


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


def best_name(one: Profile, other: Profile) -> tuple[Likeness, Likeness, bool, Name, Name]:
    """Return the likeness of given and family name in the order that fits best, whether that is swapped, and which two."""
    best = None
    for a in one.names:
        for b in other.names:
            for found in _two(a, b):
                if best is None or _rank(found) > _rank(best):
                    best = found
    return best


def _two(a: Name, b: Name) -> Iterable[tuple[Likeness, Likeness, bool, Name, Name]]:
    given = max(
        given_likeness(a.given, b.given),
        given_likeness(a.nick, b.given) if a.nick and b.given else Likeness.OTHER,
        given_likeness(a.given, b.nick) if b.nick and a.given else Likeness.OTHER,
    )
    yield given, family_likeness(a.family, b.family), False, a, b
    if (a.family and b.family) or not (a.family and b.given and a.given and b.family):
        yield given_likeness(a.given, b.family), family_likeness(a.family, b.given), True, a, b


def _rank(found: tuple) -> tuple:
    given, family, swapped, *_names = found
    return _POINTS[given] + _POINTS[family] - swapped


_POINTS = {
    Likeness.OTHER: -4, Likeness.UNKNOWN: 0, Likeness.INITIAL: 2, Likeness.SHORT: 3, Likeness.TYPO: 3, Likeness.PART: 4,
    Likeness.NICK: 4, Likeness.SAME: 5,
}  # fmt: skip


def weigh(one: Profile, other: Profile, weights: Weights) -> Evidence:
    evidence = Evidence()
    evidence.add(weights.prior)
    is_other = _names(one, other, weights, evidence)
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
        evidence.add(-10, "generation")
    elif one.generations != other.generations:
        evidence.add(-1)
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
        evidence.add(best if mobiles or not is_other else 0.4 * best, "same_phone")
    elif one.mobiles and other.mobiles:
        evidence.add(-1.2, "other_phone")
    mails = one.mails & other.mails
    personal = {mail for mail in mails if not is_office(mail)}
    if personal:
        evidence.add(max(map(weights.shared, personal)), "same_mail")
    elif mails:
        evidence.add(2.5 if not is_other else 1.0, "same_mail")
    elif shared := _locals(one) & _locals(other):
        evidence.add(2.5 if max(map(len, shared)) > 5 else 1.0, "same_mail_name")
    elif _own(one) and _own(other):
        evidence.add(-0.6)
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
        evidence.add(-1.5, "other_address")
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
        evidence.add(-0.7)


def _work(one: Profile, other: Profile, weights: Weights) -> float:
    found = []
    for a, b in ((one, other), (other, one)):
        asides = {"".join(name.aside) for name in a.names if name.aside}
        for firm in (a.firms | a.hosts | asides) & (b.firms | b.hosts):
            kind = "firms" if weights.frequencies["firms"][firm] else "hosts"
            found.append(
                weights.rarity(kind, firm, usual=1 / 1000, most=5.5) - (0.5 if kind == "hosts" else 0)
            )
        if asides & {"".join(name.aside) for name in b.names}:
            found.append(2.5)
    if found:
        return max(found)
    return -1.0 if one.firms and other.firms else 0.0


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
