"""What of a card tells one person from another, folded so that it can be compared."""

import hashlib
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from hanse.kit.text import folded
from hanse.people import vcard
from hanse.people.doubles.names import Name, digits_and_letters, letters, name_of

_HOST = re.compile(r"^(?:[a-z]+://)?(?:www\.)?([^/?#]+)(?:[/?#](.*))?$", re.I)
_NETWORKS = re.compile(
    r"(?:^|\.)(linkedin|xing|instagram|facebook|twitter|x|mastodon|github|etsy|pinterest|tiktok|threads)\."
)
_DAY = re.compile(r"\b(\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d)\b")
_MOBILE = re.compile(r"\+(?:491[567]|436[5-9]|417[5-9]|447[1-9]|336|337|393|346|48[5-8]|905)")
_LEGAL = re.compile(r"\b(?:gmbh|ug|kg|ohg|gbr|ag|ev|inh|co|ltd|inc)\b")
_SHORTEST_LINE = 20


@dataclass(frozen=True)
class Profile:
    """One contact as the engine sees her. All texts are folded; sets hold what she has several of."""

    key: Hashable
    names: tuple[Name, ...]
    kind: str = "individual"
    phones: frozenset[str] = frozenset()
    mobiles: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    profiles: frozenset[tuple[str, str]] = frozenset()
    """network and handle"""
    hosts: frozenset[str] = frozenset()
    """of sites and mails, their name without the ending"""
    called: frozenset[str] = frozenset()
    """what mail addresses and handles say of the name: letters of given and family name in one"""
    firms: frozenset[str] = frozenset()
    jobs: frozenset[str] = frozenset()
    birthdays: frozenset[tuple[int | None, int, int]] = frozenset()
    days: frozenset[tuple[int | None, int, int]] = frozenset()
    streets: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    """of notes, and days that notes tell"""
    labels: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()

    @cached_property
    def written(self) -> frozenset[str]:
        """Her full names in letters, both ways round, as a mail address would write them."""
        found = set()
        for name in self.names:
            if name.is_full:
                for family in {"".join(name.family), *name.family}:
                    for given in {name.given[0], "".join(name.given), *name.nick[:1]}:
                        found |= {given + family, family + given}
        return frozenset(found)

    @cached_property
    def asides(self) -> frozenset[str]:
        return frozenset("".join(name.aside) for name in self.names if name.aside)

    @cached_property
    def workplaces(self) -> frozenset[str]:
        return self.firms | self.hosts

    @cached_property
    def generations(self) -> frozenset[str]:
        return frozenset(name.generation for name in self.names if name.generation)


def profile_of(card: vcard.CardFields, key: Hashable, *, e164: Callable[[str], str]) -> Profile:
    """Read a profile from a card; `e164` writes a number in its one way, or is empty."""
    name = name_of(
        given=card.given,
        additional=card.additional,
        family=card.family,
        suffix=card.suffix,
        nickname=card.nickname,
        shown=card.display_name if card.display_name != card.organisation else "",
    )
    phones = {number: one.label for one in card.phones if (number := e164(one.value) or _digits(one.value))}
    mails = frozenset(one.value.strip().casefold() for one in card.emails if "@" in one.value)
    sites = [_site(one.value) for one in card.sites]
    handles = frozenset((network, path) for network, path in sites if path is not None and network)
    firm = digits_and_letters(_LEGAL.sub(" ", folded(card.organisation)))
    return Profile(
        key=key,
        names=(name,),
        kind=card.kind,
        phones=frozenset(phones),
        mobiles=frozenset(number for number, label in phones.items() if _is_mobile(number, label)),
        mails=mails,
        profiles=handles,
        hosts=frozenset(
            [host for host, path in sites if path is None]
            + [_stem(mail.rpartition("@")[2]) for mail in mails]
        ),
        called=frozenset([*_called_by_mails(mails), *_called_by_handles(handles)]),
        firms=frozenset(filter(None, (firm,))),
        jobs=frozenset(filter(None, (letters(card.title),))),
        birthdays=frozenset(
            [(card.birthday.year, card.birthday.month, card.birthday.day)] if card.birthday else []
        ),
        days=frozenset((one.date.year, one.date.month, one.date.day) for one in card.dates),
        streets=frozenset(
            digits_and_letters(_street(one.street) + one.city)
            for one in card.addresses
            if any(map(str.isdigit, one.street))
        ),
        towns=frozenset(filter(None, (letters(one.city) for one in card.addresses))),
        related=frozenset(filter(None, (letters(one.name) for one in card.related))),
        lines=frozenset(_lines(card.note)),
        labels=frozenset(letters(one) for one in card.categories),
        photos=frozenset([hashlib.sha256(card.photo.value.encode()).hexdigest()] if card.photo else []),
    )


_SETS = [field.name for field in fields(Profile) if field.name not in ("key", "kind", "names")]


def united(key: Hashable, profiles: Iterable[Profile]) -> Profile:
    """Return the profile of one person who was found in several."""
    every = list(profiles)
    if len(every) == 1:
        return every[0]
    return Profile(
        key=key,
        kind=every[0].kind,
        names=tuple(dict.fromkeys(name for one in every for name in one.names)),
        **{name: frozenset().union(*(getattr(one, name) for one in every)) for name in _SETS},
    )


def _digits(value: str) -> str:
    found = re.sub(r"\D", "", value)
    return found if len(found) > 5 else ""


def _is_mobile(number: str, label: str) -> bool:
    return bool(_MOBILE.match(number)) or ("cell" in label and not number.startswith("+49"))


def _street(street: str) -> str:
    return re.sub(r"str(?:asse|\.)", "str", folded(street))


def _site(value: str) -> tuple[str, str | None]:
    """Return (network, handle) of a profile, else (name of the host, None)."""
    match = _HOST.match(value.strip().casefold().replace("\\:", ":"))
    if match is None:
        return value.strip().casefold(), None
    host, path = match[1], (match[2] or "").split("?")[0].strip("/")
    if (network := _NETWORKS.search(host)) and path:
        return network[1], path.removeprefix("in/").removeprefix("profile/")
    return _stem(host), None


def _stem(host: str) -> str:
    """Return wollwerkjena for www.wollwerk-jena.example: what could be the name of a firm."""
    parts = host.split(".")
    return digits_and_letters(parts[-2] if len(parts) > 1 else host)


def _called_by_mails(mails: Iterable[str]) -> Iterable[str]:
    for mail in mails:
        local = mail.partition("@")[0].partition("+")[0]
        words = [word for word in re.findall(r"[^\W\d_]+", folded(local)) if word]
        if sum(map(len, words)) > 5:
            yield "".join(words)


def _called_by_handles(handles: Iterable[tuple[str, str]]) -> Iterable[str]:
    for _network, handle in handles:
        words = [word for word in re.split(r"[-_./ ]+", folded(handle)) if word.isalpha() and len(word) > 1]
        for start in range(len(words)):
            for end in range(start + 2, min(start + 5, len(words) + 1)):
                yield "".join(words[start:end])


def _lines(note: str) -> Iterable[str]:
    for line in note.splitlines():
        bare = digits_and_letters(line)
        if len(bare) >= _SHORTEST_LINE:
            yield bare
    yield from _DAY.findall(note)
