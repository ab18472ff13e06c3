"""Two cards of one person become one: what only the second knows is added to the first, nothing is taken away.

Lines of the first stay byte for byte, save those that the second says more fully: a note that goes on, an address
with its street, a birthday with its year. Names stay those of the first; a fuller one is for the member to choose.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from hanse.people.vcard.composing import Style
from hanse.people.vcard.converting import convert
from hanse.people.vcard.escaping import escape, unescape
from hanse.people.vcard.fields import Address, Changes
from hanse.people.vcard.lines import Line, decoded, join, split
from hanse.people.vcard.patching import Patch
from hanse.people.vcard.reading import read_lines

# What a card has once: said by the first, or by nobody.
_OF_THE_FIRST = {
    "BEGIN", "END", "VERSION", "UID", "REV", "PRODID", "FN", "N", "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS",
    "SOURCE", "PROFILE", "NAME", "X-ABUID",
}  # fmt: skip
_ONCE = {
    "PHOTO", "GENDER", "SORT-STRING", "SORT-AS", "CLASS", "MAILER", "TZ", "GEO", "X-PHONETIC-FIRST-NAME",
    "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME", "X-PHONETIC-ORG",
}  # fmt: skip
_TAGS = {"X-ABLABEL", "X-ABADR"}
_BEGIN, _END = Line(b"", name="BEGIN"), Line(b"", name="END")
_LINE_END = re.compile(rb"\r*\n|\r")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.I)
_EXTENSION = re.compile(r"(?:ext\.?|x|#)\s*(\d+)\s*$", re.I)

Fact = tuple[str, ...]
Number = Callable[[str], str]


def digits(number: str) -> str:
    """Return a number as + and digits where it names its country, else its digits; empty if it has none."""
    bare = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    return f"+{bare[2:]}" if bare.startswith("00") else bare


def joined(raw: bytes, other: bytes, *, rev: datetime, e164: Number = digits) -> bytes:
    """Return the first card with what only the other knows; the same bytes if that is nothing.

    `e164` makes two ways of writing a number one. A card of vCard 2.1 that gains something becomes 3.0.
    """
    first = Patch(_lifted(raw))
    second = split(convert(_lifted(other), first.before.version))
    first.apply(_fuller(first, second))
    first.add(list(_additions(first.lines, second, first.style, e164)))
    if not first.touched:
        return raw
    first.set_revision(rev)
    return join(first.lines)


def _lifted(raw: bytes) -> bytes:
    """Return the card in a version that can hold everything, with line feeds at its line ends."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\r\n")
    if not raw.endswith(b"\n"):
        raw += b"\r\n" if b"\r\n" in raw else b"\n"
    return convert(raw, "3.0") if read_lines(split(raw)).version == "2.1" else raw


# What the second says more fully


def _fuller(first: Patch, second: list[Line]) -> Changes:
    before, after = first.before, read_lines(second)
    changes = Changes()
    known, coming = _notes(first.lines), _notes(second)
    kept = [note for note in known if not any(_is_in(note, more) for more in coming if note != more)]
    new = [note for note in coming if not any(_is_in(note, there) for there in known)]
    if new:
        changes.note = "\n\n".join(dict.fromkeys([*kept, *new]))
    if after.birthday and before.birthday == replace(after.birthday, year=None):
        changes.birthday = after.birthday
    changes.addresses = _fullest(before.addresses, after.addresses)
    return changes


def _notes(lines: list[Line]) -> list[str]:
    return [
        unescape(line.value).strip() for line in _outer(lines) if line.name == "NOTE" and line.value.strip()
    ]


def _is_in(part: str, whole: str) -> bool:
    return " ".join(part.split()).casefold() in " ".join(whole.split()).casefold()


def _fullest(addresses: list[Address], others: list[Address]) -> list[Address]:
    """Return the first's addresses, each as full as the other card has it."""
    widest = [
        one for one in others if not any(_is_part(one, two) and not _is_part(two, one) for two in others)
    ]
    there = list(addresses)
    full = []
    for one in addresses:
        more = [
            other
            for other in widest
            if _is_part(one, other) and not any(_is_part(other, known) for known in there)
        ]
        best = max(more, key=lambda other: sum(map(bool, other.parts)), default=one)
        there.append(best)
        full.append(replace(best, label=one.label, line=one.line))
    return full


def _is_part(one: Address, whole: Address) -> bool:
    return all(
        not part or _bare(part) == _bare(there) for part, there in zip(one.parts, whole.parts, strict=True)
    )


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()


# What only the second knows


def _additions(first: list[Line], second: list[Line], style: Style, e164: Number) -> Iterator[Line]:
    known = {fact for unit in _units(first) for line in unit for fact in _facts(line, unit, e164)}
    fields = read_lines(first)
    addresses, birthday, has_photo = list(fields.addresses), fields.birthday, bool(fields.photo)
    there = {line.name for line in _outer(first) if line.value.strip()}
    taken = {line.group.lower() for line in first if line.group}
    others = read_lines(second).addresses
    for unit in _units(second):
        new = []
        for line in unit:
            one = read_lines([_BEGIN, line, _END])
            if one.birthday and (birthday or "BDAY" in there):
                continue
            if one.addresses and _is_told(one.addresses[0], addresses, others):
                continue
            if line.name in _ONCE and line.name in there and not (one.photo and not has_photo):
                continue
            facts = set(_facts(line, unit, e164))
            if facts <= known:
                continue
            new.append(_only(line, facts - known) if line.name == "CATEGORIES" else line)
            known |= facts
            addresses += one.addresses
            birthday = birthday or one.birthday
            has_photo = has_photo or bool(one.photo)
            there.add(line.name)
        if new:
            tags = [line for line in unit if line.name in _TAGS]
            yield from _in_group([*new, *tags], taken, style)


def _is_told(address: Address, known: list[Address], others: list[Address]) -> bool:
    """Whether an address is a part of one that is there, or of another that comes along."""
    return any(_is_part(address, one) for one in known) or any(
        _is_part(address, one) and not _is_part(one, address) for one in others
    )


def _units(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield lines alone, or all of one group together; what a card says of itself alone is left out."""
    groups: dict[str, list[Line]] = {}
    for line in _outer(lines):
        if line.name in _OF_THE_FIRST or line.name == "NOTE" or not line.name:
            continue
        if not line.group:
            yield [line]
        else:
            groups.setdefault(line.group.lower(), []).append(line)
    yield from groups.values()


def _outer(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines of the card itself; a nested one (AGENT) comes as one line with its opener."""
    depth, nested = 0, None
    for line in lines:
        if line.name == "BEGIN":
            depth += 1
        if depth <= 1 and line.name == "AGENT" and not line.value.strip():
            nested = Line(line.verbatim, line.group, "AGENT", line.params)
        elif depth > 1 and nested:
            nested.verbatim += line.verbatim
            nested.value += line.verbatim.decode("utf-8", "replace")
        elif depth == 1:
            if nested:
                yield nested
                nested = None
            yield line
        if line.name == "END":
            depth -= 1


def _facts(line: Line, unit: list[Line], e164: Number) -> Iterator[Fact]:
    """Yield what a line says, so that two ways of saying it are equal."""
    if line.name in _TAGS:
        return
    tags = [one for one in unit if one.name == "X-ABLABEL"]
    one = read_lines([_BEGIN, line, *tags, _END])
    said: list[Fact] = [("phone", *_number(phone.value, e164)) for phone in one.phones]
    said += [("mail", mail.value.casefold()) for mail in one.emails]
    said += [("site", *_site(site.value)) for site in one.sites]
    said += [("address", *map(_bare, address.parts)) for address in one.addresses]
    said += [("day", str(day.date), _bare(day.label)) for day in one.dates]
    said += [("category", name.casefold()) for name in one.categories]
    said += [("related", _bare(related.kind), _bare(related.name)) for related in one.related]
    said += [("member", member) for member in one.members]
    said += [("birthday", str(one.birthday))] if one.birthday else []
    said += [("nickname", _bare(one.nickname))] if one.nickname else []
    said += [("title", _bare(one.title))] if one.title else []
    said += [("organisation", _bare(one.organisation))] if one.organisation else []
    said += [("department", *map(_bare, (one.organisation, one.department)))] if one.department else []
    if not said and line.name != "CATEGORIES" and line.value.strip():
        said.append((line.name, "".join(line.value.split()).rstrip(";")))
    yield from said


def _number(value: str, e164: Number) -> tuple[str, str]:
    extension = _EXTENSION.search(value)
    return e164(value) or _bare(value), extension[1] if extension else ""


def _site(value: str) -> tuple[str, str]:
    host, _slash, path = _SCHEME.sub("", value).partition("/")
    return host.casefold(), path.rstrip("/")


def _only(line: Line, facts: Iterable[Fact]) -> Line:
    """Return a line with just those categories."""
    wanted = {fact[1] for fact in facts}
    names = [name for name in read_lines([_BEGIN, line, _END]).categories if name.casefold() in wanted]
    group = f"{line.group}." if line.group else ""
    value = ",".join(escape(name) for name in names)
    return replace(line, verbatim=f"{group}CATEGORIES:{value}\n".encode(), value=value)


def _in_group(lines: list[Line], taken: set[str], style: Style) -> Iterator[Line]:
    """Yield the lines as they shall stand in the first card: with its line ends, in a group that is free."""
    old = lines[0].group
    group = old
    if old and old.lower() in taken:
        group = next(f"item{n}" for n in range(1, len(taken) + 2) if f"item{n}" not in taken)
    taken.add(group.lower())
    for line in lines:
        verbatim = line.verbatim.removeprefix(b"\xef\xbb\xbf")
        if not line.param("CHARSET"):
            verbatim = decoded(verbatim).encode()
        if old:
            verbatim = group.encode() + verbatim[len(old.encode()) :]
        if not verbatim.endswith((b"\n", b"\r")):
            verbatim += b"\n"
        yield Line(_LINE_END.sub(style.newline.replace(b"\\", b"\\\\"), verbatim))
