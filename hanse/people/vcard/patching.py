"""A web edit patches content lines: what the form did not change stays byte for byte.

Only a changed item's line is written anew, in the card's own version and style; an Apple group
(`item1.TEL` with `item1.X-ABLabel`) moves together; REV is set, or added, whenever anything changed.
"""

import base64
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hanse.people.vcard.composing import Style, head, structured, text
from hanse.people.vcard.dates import write_date
from hanse.people.vcard.escaping import escape
from hanse.people.vcard.fields import (
    UNTOUCHED,
    Address,
    CardFields,
    Changes,
    Labelled,
    LabelledDate,
    PartialDate,
)
from hanse.people.vcard.labels import is_known
from hanse.people.vcard.lines import Line, join, split
from hanse.people.vcard.reading import composed_name, read_lines

_SITES = ("URL", "X-SOCIALPROFILE")
_DATES = ("ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-ABDATE", "X-ANDROID-CUSTOM")


def patch(raw: bytes, changes: Changes, *, rev: datetime) -> bytes:
    """Return the card with the changes made; the same bytes if there are none."""
    patched = Patch(raw)
    patched.apply(changes)
    if not patched.touched:
        return raw
    patched.set_revision(rev)
    return join(patched.lines)


def changes_for_name(name: str) -> Changes:
    """Return the changes for a name typed in one line: the last word is the family's, if there are several."""
    given, _, family = name.strip().rpartition(" ")
    return Changes(name=("", given or family, "", family if given else "", ""))


class Patch:
    """The lines of one card while they are being changed. A removed line becomes an empty one until the end."""

    def __init__(self, raw: bytes) -> None:
        self.lines = split(raw)
        self.before: CardFields = read_lines(self.lines)
        self.style = Style.of(self.lines, self.before.version)
        self.touched = False

    def apply(self, changes: Changes) -> None:
        self._names(changes)
        self._plain("NICKNAME", self.before.nickname, changes.nickname)
        self._plain("TITLE", self.before.title, changes.title)
        self._plain("NOTE", self.before.note, changes.note)
        self._labelled("TEL", ("TEL",), self.before.phones, changes.phones, self._item_value)
        self._labelled("EMAIL", ("EMAIL",), self.before.emails, changes.emails, self._item_value)
        self._labelled("URL", _SITES, self.before.sites, changes.sites, self._item_value)
        self._labelled("ADR", ("ADR",), self.before.addresses, changes.addresses, self._address_value)
        self._dates(changes)
        self._categories(changes)
        self._photo(changes)

    def add(self, lines: Sequence[Line]) -> None:
        """Put whole lines before END."""
        self.lines[self._end() : self._end()] = lines
        self.touched |= bool(lines)

    def set_revision(self, rev: datetime) -> None:
        stamp = rev.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        self._write("REV", "REV", stamp)

    # Names

    def _names(self, changes: Changes) -> None:
        now = replace(self.before)
        if changes.name is not UNTOUCHED:
            now.prefix, now.given, now.additional, now.family, now.suffix = changes.name
        for name in ("nickname", "organisation", "department"):
            if (value := getattr(changes, name)) is not UNTOUCHED:
                setattr(now, name, value)
        if _name_parts(now) != _name_parts(self.before):
            self._write(
                "N",
                "N",
                structured([now.family, now.given, now.additional, now.prefix, now.suffix], self.style),
            )
        if (now.organisation, now.department) != (self.before.organisation, self.before.department):
            parts = [now.organisation, now.department] if now.department else [now.organisation]
            self._write_or_drop("ORG", structured(parts, self.style) if any(parts) else "")
        if self._is_called_otherwise(now):
            self._write("FN", "FN", text(composed_name(now), self.style))

    def _is_called_otherwise(self, now: CardFields) -> bool:
        """FN follows the parts it was made of; a FN that somebody chose freely changes only with the name."""
        if _name_parts(now) != _name_parts(self.before):
            return composed_name(now) != self.before.display_name
        return self.before.display_name == composed_name(self.before) != composed_name(now)

    def _plain(self, name: str, before: str, after: object) -> None:
        if after is not UNTOUCHED and after != before:
            self._write_or_drop(name, text(str(after), self.style))

    # Phones, mails, sites, addresses, dates

    def _labelled(
        self,
        name: str,
        names: tuple[str, ...],
        before: Sequence[Labelled | Address],
        after: object,
        value_of: Callable[..., str],
    ) -> None:
        if after is UNTOUCHED:
            return
        old = {item.line: item for item in before}
        for item in after:
            if item.line in old:
                was = old.pop(item.line)
                self._change_item(was, item, value_of)
            else:
                self._add(name, names, item.label, value_of(item))
        self._remove(*old)

    def _change_item(self, was, item, value_of: Callable[..., str]) -> None:
        line = self.lines[was.line]
        if item.label != was.label:
            self._relabel(was.line, item.label, value_of(item))
        elif value_of(item) != value_of(was):
            self._put(was.line, _head_of(line), value_of(item))

    def _item_value(self, item: Labelled) -> str:
        return text(item.value, self.style)

    def _address_value(self, item: Address) -> str:
        return structured(item.parts, self.style)

    def _relabel(self, index: int, label: str, value: str) -> None:
        line = self.lines[index]
        tag = self._tag_index(line.group)
        if is_known(label):
            if tag is not None:
                self._drop(tag)
            self._put(index, head(line.name, label, self.style, group=line.group, keep=line), value)
            return
        group = line.group or self._free_group()
        self._put(index, head(line.name, "", self.style, group=group, keep=line), value)
        if tag is not None:
            self._put(tag, f"{group}.X-ABLabel", text(label, self.style))
        else:
            self._insert(index + 1, f"{group}.X-ABLabel", text(label, self.style))

    def _add(self, name: str, names: tuple[str, ...], label: str, value: str, extra: str = "") -> None:
        at = self._after_last(names)
        if label and not is_known(label):
            group = self._free_group()
            self._insert(at, f"{group}.{name}{extra}", value)
            self._insert(at + 1, f"{group}.X-ABLabel", text(label, self.style))
        else:
            self._insert(at, head(name, label, self.style) + extra, value)

    def _remove(self, *indexes: int) -> None:
        """Drop lines; a group goes as a whole where only its label and the like would be left of it."""
        groups: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            groups[line.group].append(line)
        gone: set[int] = set()
        for index in indexes:
            line = self.lines[index]
            gone.add(id(line))
            partners = (one for one in groups[line.group] if id(one) not in gone)
            if line.group and all(one.name.startswith("X-AB") for one in partners):
                gone |= {id(one) for one in groups[line.group]}
        self.lines = [Line(b"") if id(line) in gone else line for line in self.lines]
        self.touched = self.touched or bool(gone)

    def _dates(self, changes: Changes) -> None:
        if changes.birthday is not UNTOUCHED and changes.birthday != self.before.birthday:
            self._birthday(changes.birthday)
        if changes.dates is UNTOUCHED:
            return
        old = {item.line: item for item in self.before.dates}
        for item in changes.dates:
            was = old.pop(item.line, None)
            if was is None or (was.date, was.label) != (item.date, item.label):
                if was is not None:
                    self._remove(was.line)
                self._add_date(item)
        self._remove(*old)

    def _add_date(self, item: LabelledDate) -> None:
        params, value = write_date(item.date, version=self.style.version)
        if item.label == "anniversary":
            name = "ANNIVERSARY" if self.style.version == "4.0" else "X-ANNIVERSARY"
            self._insert(self._after_last(_DATES), name + params, value)
        else:
            self._add("X-ABDATE", _DATES, item.label or "other date", value, params)

    def _birthday(self, birthday: PartialDate | None) -> None:
        for number, line in enumerate(self.lines):
            if line.name == "X-ANDROID-CUSTOM" and "contact_event" in line.value and ";3;" in line.value:
                self._drop(number)
        if birthday is None:
            self._write_or_drop("BDAY", "")
        else:
            params, value = write_date(birthday, version=self.style.version)
            self._write("BDAY", "BDAY" + params, value)

    def _categories(self, changes: Changes) -> None:
        if changes.categories is UNTOUCHED or changes.categories == self.before.categories:
            return
        value = ",".join(escape(one) for one in changes.categories)
        self._write_or_drop("CATEGORIES", value)

    def _photo(self, changes: Changes) -> None:
        if changes.photo is UNTOUCHED:
            return
        if changes.photo is None:
            if self._indexes("PHOTO"):
                self._write_or_drop("PHOTO", "")
            return
        value = base64.b64encode(changes.photo).decode()
        heads = {
            "2.1": ("PHOTO;ENCODING=BASE64;JPEG", value),
            "3.0": ("PHOTO;ENCODING=b;TYPE=JPEG", value),
            "4.0": ("PHOTO", f"data:image/jpeg;base64,{value}"),
        }
        row = self.style.base64_line(*heads[self.style.version])
        places = self._indexes("PHOTO")
        for number in places[1:]:
            self._drop(number)
        if places:
            self.lines[places[0]] = split(row)[0]
        else:
            self.lines[self._end() : self._end()] = split(row)
        self.touched = True

    # Lines

    def _write(self, name: str, new_head: str, value: str) -> None:
        """Rewrite the first line of that name, or add one before END."""
        places = self._indexes(name)
        if places:
            line = self.lines[places[0]]
            self._put(places[0], f"{line.group}.{new_head}" if line.group else new_head, value)
        else:
            self._insert(self._end(), new_head, value)

    def _write_or_drop(self, name: str, value: str) -> None:
        places = self._indexes(name)
        if value:
            self._write(name, name, value)
            places = places[1:]
        self._remove(*places)

    def _put(self, index: int, new_head: str, value: str) -> None:
        self.lines[index] = split(self.style.line(new_head, value))[0]
        self.touched = True

    def _insert(self, index: int, new_head: str, value: str) -> None:
        # Insertions move later places; every place taken from `before` lies above END and is looked up first,
        # so new lines are collected in the slot of the line they follow.
        self.lines.insert(index, split(self.style.line(new_head, value))[0])
        self._moved(index)
        self.touched = True

    def _moved(self, index: int) -> None:
        for items in (
            self.before.phones,
            self.before.emails,
            self.before.sites,
            self.before.addresses,
            self.before.dates,
        ):
            for item in items:
                if item.line is not None and item.line >= index:
                    item.line += 1

    def _drop(self, index: int) -> None:
        self.lines[index] = Line(b"")
        self.touched = True

    def _indexes(self, name: str) -> list[int]:
        depth, found = 0, []
        for number, line in enumerate(self.lines):
            depth += (line.name == "BEGIN") - (line.name == "END")
            if depth == 1 and line.name == name:
                found.append(number)
        return found

    def _after_last(self, names: tuple[str, ...]) -> int:
        places = [number for name in names for number in self._indexes(name)]
        if not places:
            return self._end()
        last = max(places)
        tag = self._tag_index(self.lines[last].group)
        return max(last, tag if tag is not None else last) + 1

    def _end(self) -> int:
        ends = [number for number, line in enumerate(self.lines) if line.name == "END"]
        return ends[-1] if ends else len(self.lines)

    def _tag_index(self, group: str) -> int | None:
        if not group:
            return None
        return next(
            (n for n, line in enumerate(self.lines) if line.group == group and line.name == "X-ABLABEL"), None
        )

    def _free_group(self) -> str:
        taken = {line.group.lower() for line in self.lines}
        return next(f"item{n}" for n in range(1, len(self.lines) + 2) if f"item{n}" not in taken)


def _name_parts(card: CardFields) -> tuple[str, ...]:
    return card.prefix, card.given, card.additional, card.family, card.suffix


def _head_of(line: Line) -> str:
    """Return the head of a line as it stands, without what says how the old value was encoded."""
    if not any(key in ("CHARSET", "ENCODING", "WAID", "VALUE") for key, _ in line.params):
        unfolded = line.verbatim.replace(b"\r\n ", b"").replace(b"\n ", b"").replace(b"\n\t", b"")
        text_head = unfolded.decode("utf-8", "replace")
        quoted = False
        for place, letter in enumerate(text_head):
            quoted ^= letter == '"'
            if letter == ":" and not quoted:
                return text_head[:place]
    kept = "".join(
        f";{key}={value}" if key else f";{value}"
        for key, value in line.params
        if key not in ("CHARSET", "ENCODING", "WAID", "VALUE")
    )
    return (f"{line.group}." if line.group else "") + line.name + kept
