"""From a raw card to its fields. Reading never fails: what cannot be understood stays in the card alone."""

from collections.abc import Callable
from urllib.parse import unquote

from hanse.people.vcard import android
from hanse.people.vcard.dates import read_date
from hanse.people.vcard.escaping import components, items, unescape
from hanse.people.vcard.fields import Address, CardFields, Labelled, LabelledDate, Photo, Related
from hanse.people.vcard.labels import label_of, unwrapped
from hanse.people.vcard.lines import Line, split

_NOT_LABELS = {"mycontacts", "starred", "* mycontacts", "* starred"}
_KINDS = {"org": "org", "group": "group"}


def read(raw: bytes) -> CardFields:
    return read_lines(split(raw))


def read_lines(lines: list[Line]) -> CardFields:
    """Read content lines; each item remembers the place of its line."""
    card = CardFields()
    labels = {
        line.group.lower(): unwrapped(unescape(line.value))
        for line in lines
        if line.name == "X-ABLABEL" and line.group
    }
    depth = 0
    for index, line in enumerate(lines):
        if reader := _READERS.get(line.name):
            if depth == 1 and line.value:
                reader(card, line, index, labels)
        elif line.name == "BEGIN":
            depth += 1
        elif line.name == "END":
            depth -= 1
    _settle(card)
    return card


Reader = Callable[[CardFields, Line, int, dict[str, str]], None]


def _one_text(name: str) -> Reader:
    def reader(card: CardFields, line: Line, _index: int, _labels: dict[str, str]) -> None:
        if not getattr(card, name):
            setattr(card, name, unescape(line.value).strip())

    return reader


def _version(card: CardFields, line: Line, *_rest) -> None:
    card.version = line.value.strip() if line.value.strip() in ("2.1", "3.0", "4.0") else "3.0"


def _name(card: CardFields, line: Line, *_rest) -> None:
    card.family, card.given, card.additional, card.prefix, card.suffix = components(line.value, 5)


def _organisation(card: CardFields, line: Line, *_rest) -> None:
    if not card.organisation:
        card.organisation, card.department = components(line.value, 2)


def _kind(card: CardFields, line: Line, *_rest) -> None:
    card.kind = _KINDS.get(line.value.strip().lower(), card.kind)


def _shown_as(card: CardFields, line: Line, *_rest) -> None:
    if line.value.strip().upper() == "COMPANY" and card.kind == "individual":
        card.kind = "org"


def _phone(card: CardFields, line: Line, index: int, labels: dict[str, str]) -> None:
    value = phone_number(line.value)
    if waid := line.param("WAID"):
        value = f"+{waid}" if waid.isdigit() else value
    if value:
        card.phones.append(_item(value, line, index, labels))


def phone_number(value: str) -> str:
    """Return a number as people write it; `tel:` addresses (RFC 3966) lose their prefix, an extension stays."""
    value = unescape(value).strip()
    if value.lower().startswith("tel:"):
        number, _, extension = unquote(value[4:]).partition(";ext=")
        return number.split(";")[0] + (f" ext. {extension.split(';')[0]}" if extension else "")
    return value


def _mail(card: CardFields, line: Line, index: int, labels: dict[str, str]) -> None:
    value = unescape(line.value).strip()
    value = value[7:] if value.lower().startswith("mailto:") else value
    if value:
        card.emails.append(_item(value, line, index, labels))


def _site(card: CardFields, line: Line, index: int, labels: dict[str, str]) -> None:
    item = _item(unescape(line.value).strip(), line, index, labels)
    if line.name == "X-SOCIALPROFILE" and not item.label:
        item.label = next(iter(line.types()), "")
    if item.value:
        card.sites.append(item)


def _item(value: str, line: Line, index: int, labels: dict[str, str]) -> Labelled:
    preferred = "pref" in line.types() or bool(line.param("PREF"))
    return Labelled(value, label_of(line, labels), index, preferred)


def _address(card: CardFields, line: Line, index: int, labels: dict[str, str]) -> None:
    parts = components(line.value, 7)
    if any(parts):
        po_box, extended, street, city, region, postal_code, country = parts
        label = label_of(line, labels)
        card.addresses.append(
            Address(label, po_box, extended, street, city, region, postal_code, country, index)
        )


def _birthday(card: CardFields, line: Line, *_rest) -> None:
    card.birthday = card.birthday or read_date(line.value)


def _other_date(card: CardFields, line: Line, index: int, labels: dict[str, str]) -> None:
    if day := read_date(line.value):
        label = label_of(line, labels) or ("anniversary" if "ANNIVERSARY" in line.name else "")
        card.dates.append(LabelledDate(day, label, index))


def _categories(card: CardFields, line: Line, *_rest) -> None:
    # Google escapes the commas between categories.
    value = line.value.replace("\\,", ",")
    named = [one for one in items(value) if one.lower() not in _NOT_LABELS]
    card.categories = list(dict.fromkeys([*card.categories, *named]))


def _related(card: CardFields, line: Line, _index: int, labels: dict[str, str]) -> None:
    kind = label_of(line, labels) or next(iter(line.types()), "")
    card.related.append(Related(kind, unescape(line.value).strip()))


def _member(card: CardFields, line: Line, *_rest) -> None:
    card.members.append(line.value.strip().removeprefix("urn:uuid:"))


def _photo(card: CardFields, line: Line, *_rest) -> None:
    value = line.value.replace("\\;", ";").replace("\\,", ",")
    if line.is_base64 or (value.startswith("data:image/") and ";base64," in value):
        card.photo = card.photo or Photo(line.verbatim, value)


def _android(card: CardFields, line: Line, index: int, _labels: dict[str, str]) -> None:
    android.read_custom(card, line, index)


_READERS: dict[str, Reader] = {
    "VERSION": _version,
    "UID": _one_text("uid"),
    "FN": _one_text("display_name"),
    "N": _name,
    "NICKNAME": _one_text("nickname"),
    "ORG": _organisation,
    "TITLE": _one_text("title"),
    "ROLE": _one_text("title"),
    "TEL": _phone,
    "EMAIL": _mail,
    "URL": _site,
    "X-SOCIALPROFILE": _site,
    "ADR": _address,
    "BDAY": _birthday,
    "ANNIVERSARY": _other_date,
    "X-ANNIVERSARY": _other_date,
    "X-EVOLUTION-ANNIVERSARY": _other_date,
    "X-ABDATE": _other_date,
    "NOTE": _one_text("note"),
    "CATEGORIES": _categories,
    "RELATED": _related,
    "X-ABRELATEDNAMES": _related,
    "MEMBER": _member,
    "X-ADDRESSBOOKSERVER-MEMBER": _member,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-ABSHOWAS": _shown_as,
    "PHOTO": _photo,
    "REV": _one_text("rev"),
    "X-ANDROID-CUSTOM": _android,
}


def _settle(card: CardFields) -> None:
    """Repair silently what many programs leave out: a missing FN, an organisation that calls itself a person."""
    has_name = any((card.given, card.family, card.additional))
    is_unnamed = not has_name and card.kind == "individual" and card.organisation
    if is_unnamed and card.display_name in ("", card.organisation):
        card.kind = "org"
    if not card.display_name:
        card.display_name = composed_name(card)


def composed_name(card: CardFields) -> str:
    """Return what to call somebody whose card has no FN: names, else nickname, firm, mail or number."""
    names = (card.prefix, card.given, card.additional, card.family, card.suffix)
    return (
        " ".join(name for name in names if name)
        or card.nickname
        or card.organisation
        or next((one.value for one in [*card.emails, *card.phones]), "")
    )
