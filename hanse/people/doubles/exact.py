"""The same name and the same mail or number, and nothing that speaks against it: merged without asking."""

from collections.abc import Hashable, Iterable

from hanse.people.doubles.names import Name
from hanse.people.doubles.profiles import Profile
from hanse.people.doubles.weighing import is_office


def exact_keys(profile: Profile) -> set[tuple[Hashable, str, str]]:
    """Return (name, reason, value) of everything by which this profile can be exactly another."""
    found: set[tuple[Hashable, str, str]] = set()
    for words in _names(profile):
        found |= {(words, "same_name_and_mail", mail) for mail in profile.mails if not is_office(mail)}
        found |= {(words, "same_name_and_phone", phone) for phone in profile.phones}
    return found


def _names(profile: Profile) -> set[tuple[str, ...]]:
    """Return full names as folded words without order; a name with a letter that got lost is none."""
    if profile.kind == "org":
        return {("", firm) for firm in profile.firms}
    return {words for name in profile.names if name.is_full and (words := _in_any_order(name))}


def _in_any_order(name: Name) -> tuple[str, ...]:
    words = (name.given[0], *name.family)
    return () if any("?" in word for word in words) else tuple(sorted(words))


def is_exact(one: Profile, other: Profile) -> bool:
    """Whether two with a common name and mail or number have nothing that speaks against it."""
    if one.kind != other.kind or one.generations != other.generations:
        return False
    if _differ_in_birthday(one, other) or _differ_in_middle_name(one, other):
        return False
    if {n for n, _ in one.profiles} & {n for n, _ in other.profiles} and not one.profiles & other.profiles:
        return False
    personal = {
        mail for mail in one.mails & other.mails if not is_office(mail)
    } or one.mobiles & other.mobiles
    return bool(personal) or not _live_apart(one, other)


def _differ_in_birthday(one: Profile, other: Profile) -> bool:
    return any(
        a[1:] != b[1:] or (a[0] and b[0] and a[0] != b[0]) for a in one.birthdays for b in other.birthdays
    )


def _differ_in_middle_name(one: Profile, other: Profile) -> bool:
    ours, theirs = ({word for name in p.names for word in name.given[1:]} for p in (one, other))
    return bool(ours and theirs) and not ours & theirs


def _live_apart(one: Profile, other: Profile) -> bool:
    """Under one number of a house or an office, each with a mobile or mail of their own: father and son, perhaps."""
    ours, theirs = one.mobiles | one.mails, other.mobiles | other.mails
    return bool(ours and theirs) and not ours & theirs


def is_of_a_house(value: str, profiles: Iterable[Profile]) -> bool:
    """Whether a number is nobody's mobile."""
    return "@" not in value and not any(value in profile.mobiles for profile in profiles)
