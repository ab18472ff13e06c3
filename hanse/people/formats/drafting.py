"""A person while her card is being put together from the columns of a table or the fields of a program."""

import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from hanse.kit.text import clean
from hanse.people import vcard
from hanse.people.formats.arriving import ArrivingRelation, Record
from hanse.people.formats.kin import inverse, kind_of
from hanse.people.vcard.composing import Style
from hanse.people.vcard.escaping import escape

_STYLE = Style("3.0", b"\r\n", folds=True)
_TITLES = re.compile(
    r"((?:(?:dr|prof|dipl|mag|ing|med|phil|rer|nat|jur|h\.c|des|psych|pfarrer|mba|msc|ba|ma)\b\.?[\s-]*)+)(?=\S)",
    re.I,
)
_LONGEST_NAME = 300
_SALUTATIONS = {"herr", "frau", "hr.", "fr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "herrn", "fräulein"}
_PARTICLES = {"von", "van", "der", "de", "den", "ter", "ten", "zu", "zum", "zur", "vom", "da", "di", "del", "della",
              "dos", "la", "le", "du", "el", "al", "bin", "ibn"}  # fmt: skip
_SUFFIXES = {"sen.", "jun.", "sen", "jun", "jr.", "sr.", "jr", "sr", "senior", "junior", "ii", "iii"}


@dataclass(slots=True)
class Draft:
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    phones: list[vcard.Labelled] = field(default_factory=list)
    emails: list[vcard.Labelled] = field(default_factory=list)
    sites: list[vcard.Labelled] = field(default_factory=list)
    addresses: list[vcard.Address] = field(default_factory=list)
    birthday: vcard.PartialDate | None = None
    dates: list[vcard.LabelledDate] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    related: list[vcard.Related] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    """content lines that `vcard.Changes` has no name for: head and value, the value as it is to be read"""
    geo: tuple[str, str] | None = None
    """latitude and longitude"""
    photo: bytes | None = None

    @property
    def has_name(self) -> bool:
        names = (self.given, self.family, self.additional, self.nickname, self.organisation)
        return any(clean(name) for name in names)

    @property
    def is_nameless(self) -> bool:
        """Whether there is nothing to call her by, not even a number or a mail."""
        return not (self.has_name or any(clean(one.value) for one in [*self.phones, *self.emails]))

    @property
    def says_anything(self) -> bool:
        return bool(self.sites or self.addresses or self.note or self.birthday or self.dates or self.related)

    @property
    def has_only_mail(self) -> bool:
        return bool(self.emails) and not (self.has_name or self.phones or self.sites or self.addresses)

    def call(self, name: str) -> None:
        """Take the parts of a name that stands in one cell, unless there are parts already."""
        if not (self.given or self.family):
            self.prefix, self.given, self.family, self.suffix = split_name(name, prefix=self.prefix)

    def add(
        self, items: list[vcard.Labelled], value: str, label: str = "", *, preferred: bool = False
    ) -> None:
        """Add a phone, mail or site, the preferred one first; the same one only once."""
        value = value.strip()
        if value and all(one.value.casefold() != value.casefold() for one in items):
            items.insert(0 if preferred else len(items), vcard.Labelled(value, label))

    def add_note(self, text: str, name: str = "") -> None:
        text = text.strip()
        if text:
            self.note.append(f"{name}: {text}" if name else text)

    def card(self, key: str, *, uid: str = "") -> bytes:
        """Return the card, vCard 3.0; the same draft and key give the same bytes again. `uid` is the program's own."""
        changes = vcard.Changes(
            name=(self.prefix, self.given, self.additional, self.family, self.suffix),
            nickname=self.nickname,
            organisation=self.organisation,
            department=self.department,
            title=self.title,
            phones=self.phones,
            emails=self.emails,
            sites=self.sites,
            addresses=self.addresses,
            birthday=self.birthday,
            dates=self.dates,
            note="\n".join(self.note),
        )
        if self.photo:
            changes.photo = self.photo
        raw = vcard.new_card(changes, uid=uid or str(uuid5(NAMESPACE_URL, key)))
        head, end, rest = raw.rpartition(b"END:VCARD")
        return head + self._extra_lines() + end + rest

    def _extra_lines(self) -> bytes:
        lines = [_STYLE.line(head, escape(value)) for head, value in self.extra if value]
        if self.geo:
            lines.append(_STYLE.line("GEO", ";".join(map(escape, self.geo))))
        for place, one in enumerate(self.related, 1):
            lines.append(_STYLE.line(f"kin{place}.X-ABRELATEDNAMES", escape(one.name)))
            lines.append(_STYLE.line(f"kin{place}.X-ABLabel", f"_$!<{one.kind.capitalize()}>!$_"))
        return b"".join(lines)


def split_name(name: str, *, prefix: str = "") -> tuple[str, str, str, str]:
    """Return prefix, given, family and suffix of a name written in one line: "Dr. Anna von der Aue", "Beck, Anna"."""
    name = " ".join(name.split())
    if len(name) > _LONGEST_NAME:
        return prefix, name, "", ""
    if (titles := _TITLES.match(name)) and len(titles[1]) < len(name):
        prefix, name = prefix or titles[1].strip(), name[titles.end() :].strip()
    elif name.partition(" ")[0].lower() in _SALUTATIONS and " " in name:
        prefix, name = prefix or name.partition(" ")[0], name.partition(" ")[2]
        return split_name(name, prefix=prefix)
    family, comma, given = (part.strip() for part in name.partition(","))
    suffix = ""
    if comma and given.lower() in _SUFFIXES:
        name, comma, suffix = family, "", given
    if comma and given:
        return prefix, given, family, ""
    words = name.rstrip(",").split(" ")
    if len(words) > 2 and words[-1].lower() in _SUFFIXES:
        suffix = words.pop()
    if len(words) == 1:
        return prefix, words[0], "", suffix
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return prefix, " ".join(words[:start]), " ".join(words[start:]), suffix


def relate(draft: Draft, record: Record, word: str, name: str) -> None:
    """Note that the one of that name is her `word`; a relation says it from the other side: she is whose what."""
    if name := name.strip():
        draft.related.append(vcard.Related(word, name))
        if other_side := inverse(kind_of(word)):
            record.relations.append(ArrivingRelation(other_side, name))


def is_salutation(text: str) -> bool:
    return text.strip().lower() in _SALUTATIONS


class Keys:
    """Keys of one reading, each given once: the second of the same rows gets a number."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def once(self, key: str) -> str:
        self._seen[key] += 1
        return key if self._seen[key] == 1 else f"{key}:{self._seen[key]}"

    def of_row(self, format: str, cells: list[str]) -> str:
        """Return a key made of what stands in the row; empty cells at its end do not count."""
        said = "\x1f".join([format, *(cell.strip() for cell in cells)]).rstrip("\x1f")
        return self.once(f"row:{sha256(said.encode('utf-8', 'replace')).hexdigest()}")
