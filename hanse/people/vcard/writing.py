"""A first card, written from what is known; later changes are patches (`patching`)."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime

from hanse.people.vcard.composing import Style, head, structured, text
from hanse.people.vcard.dates import write_date
from hanse.people.vcard.escaping import escape
from hanse.people.vcard.fields import UNTOUCHED, CardFields, Changes, Labelled, LabelledDate
from hanse.people.vcard.labels import is_known
from hanse.people.vcard.reading import composed_name

_PHOTOS = {
    "2.1": ("PHOTO;ENCODING=BASE64;JPEG", ""),
    "3.0": ("PHOTO;ENCODING=b;TYPE=JPEG", ""),
    "4.0": ("PHOTO", "data:image/jpeg;base64,"),
}


def new_card(changes: Changes, *, uid: str, version: str = "3.0", rev: datetime | None = None) -> bytes:
    """Write a first card; a name is enough. Without `rev` it says nothing of when it was changed."""
    style = Style(version, b"\r\n", folds=version != "2.1")
    rows = [
        style.line("BEGIN", "VCARD"),
        style.line("VERSION", version),
        style.line("UID", escape(uid)),
        *_names(changes, style),
        *_ways(changes, style),
        *_days(changes, style),
        *_rest(changes, style),
    ]
    if rev:
        rows.append(style.line("REV", rev.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")))
    return b"".join([*rows, style.line("END", "VCARD")])


def _names(changes: Changes, style: Style) -> Iterator[bytes]:
    prefix, given, additional, family, suffix = _told(changes.name, ("",) * 5)
    card = CardFields(
        prefix=prefix,
        given=given,
        additional=additional,
        family=family,
        suffix=suffix,
        nickname=_told(changes.nickname, ""),
        organisation=_told(changes.organisation, ""),
        department=_told(changes.department, ""),
        phones=_told(changes.phones, []),
        emails=_told(changes.emails, []),
    )
    yield style.line("N", structured([family, given, additional, prefix, suffix], style))
    yield style.line("FN", text(composed_name(card), style))
    if card.nickname:
        yield style.line("NICKNAME", text(card.nickname, style))
    if card.organisation or card.department:
        parts = [card.organisation, card.department] if card.department else [card.organisation]
        yield style.line("ORG", structured(parts, style))
    if title := _told(changes.title, ""):
        yield style.line("TITLE", text(title, style))


def _ways(changes: Changes, style: Style) -> Iterator[bytes]:
    """Yield numbers and addresses; a label of one's own stands beside in a group, as Apple does it."""
    count = 0
    for name, items in (
        ("TEL", changes.phones),
        ("EMAIL", changes.emails),
        ("URL", changes.sites),
        ("ADR", changes.addresses),
    ):
        for item in _told(items, []):
            value = text(item.value, style) if isinstance(item, Labelled) else structured(item.parts, style)
            if item.label and not is_known(item.label):
                count += 1
                yield style.line(f"item{count}.{name}", value)
                yield style.line(f"item{count}.X-ABLabel", text(item.label, style))
            else:
                yield style.line(head(name, item.label, style), value)


def _days(changes: Changes, style: Style) -> Iterator[bytes]:
    if birthday := _told(changes.birthday, None):
        params, value = write_date(birthday, version=style.version)
        yield style.line(f"BDAY{params}", value)
    dates: list[LabelledDate] = _told(changes.dates, [])
    for place, one in enumerate(dates, 1):
        params, value = write_date(one.date, version=style.version)
        if one.label == "anniversary":
            yield style.line(("ANNIVERSARY" if style.version == "4.0" else "X-ANNIVERSARY") + params, value)
        else:
            yield style.line(f"day{place}.X-ABDATE{params}", value)
            yield style.line(f"day{place}.X-ABLabel", text(one.label or "other date", style))


def _rest(changes: Changes, style: Style) -> Iterator[bytes]:
    if note := _told(changes.note, ""):
        yield style.line("NOTE", text(note, style))
    if categories := _told(changes.categories, []):
        yield style.line("CATEGORIES", ",".join(map(escape, categories)))
    if photo := _told(changes.photo, None):
        line, before = _PHOTOS[style.version]
        yield style.base64_line(line, before + base64.b64encode(photo).decode())


def _told(value, otherwise):
    return otherwise if value is UNTOUCHED else value
