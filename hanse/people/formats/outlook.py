"""Outlook CSV: Outlook.com, and the desktop program in English and German."""

import re
from datetime import date
from functools import lru_cache

from hanse.people import vcard
from hanse.people.formats.arriving import Record
from hanse.people.formats.days import read_day
from hanse.people.formats.drafting import Draft, is_salutation, relate
from hanse.people.formats.words import Said

NEVER_READ = {"sozialversicherungsnr.", "regierungs-nr.", "government id number", "social security number"}
_NAMES = {
    "first name": "given", "vorname": "given",
    "middle name": "additional", "weitere vornamen": "additional",
    "last name": "family", "nachname": "family",
    "suffix": "suffix", "title": "prefix", "anrede": "prefix", "titel": "prefix",
    "nickname": "nickname", "spitzname": "nickname",
    "company": "organisation", "firma": "organisation",
    "department": "department", "abteilung": "department",
    "job title": "title", "position": "title",
}  # fmt: skip
_PHONES = {
    "mobile phone": "cell", "mobiltelefon": "cell", "mobiltelefon 2": "cell", "car phone": "cell", "autotelefon": "cell",
    "home phone": "home", "home phone 2": "home", "telefon (privat)": "home", "telefon (privat 2)": "home",
    "telefon privat": "home", "telefon privat 2": "home",
    "business phone": "work", "business phone 2": "work", "telefon geschäftlich": "work", "telefon geschäftlich 2": "work",
    "company main phone": "work main", "telefon firma": "work main",
    "primary phone": "main", "haupttelefon": "main",
    "other phone": "other", "weiteres telefon": "other",
    "business fax": "work fax", "fax geschäftlich": "work fax", "home fax": "home fax", "fax privat": "home fax",
    "other fax": "fax", "weiteres fax": "fax", "pager": "pager",
}  # fmt: skip
_MAIL = re.compile(r"e-mail(?: \d| address|-adresse|: adresse)*$")
_SITES = {"web page", "personal web page", "business homepage", "webseite", "homepage"}
_DATES = {"birthday", "geburtstag", "anniversary", "jahrestag"}
_ADDRESS = re.compile(
    r"(?:(?P<en>business|home|other) (?:address )?)?"
    r"(?P<part>street|city|state|postal code|country/region|po box|straße|ort|region|bundesland/kanton|postleitzahl"
    r"|land/region|postfach)(?: (?P<number>[23]))?(?: (?P<de>geschäftlich|privat))?(?: (?P<last>[23]))?$"
)
_OTHER_ADDRESS = re.compile(
    r"weitere(?:s|r|/r)? (straße|ort|region|bundesland/kanton|postleitzahl|land/region|postfach)(?: [23])?$"
)
_PARTS = {
    "street": "street", "straße": "street", "city": "city", "ort": "city", "state": "region", "region": "region",
    "bundesland/kanton": "region", "postal code": "postal_code", "postleitzahl": "postal_code",
    "country/region": "country", "land/region": "country", "po box": "po_box", "postfach": "po_box",
}  # fmt: skip
_PLACES = {"business": "work", "geschäftlich": "work", "home": "home", "privat": "home", "other": "other"}
_LABELS = {"categories", "kategorien"}
_NOTES = {"notes", "notizen"}
_THROUGH = {"referred by", "empfohlen von"}
_SPOUSES = {"spouse": "spouse", "partner": "partner", "ehepartner": "spouse", "partner(in)": "partner"}
_LINES = {"given yomi": "X-PHONETIC-FIRST-NAME", "surname yomi": "X-PHONETIC-LAST-NAME"}
_IDLE = re.compile(r".*(?:typ|type|display name|angezeigter name|initial(?:s|en)|frei/gebucht|free busy)$")
_SAYS_NOTHING = {
    "",
    "0",
    "0.0.00",
    "0/0/00",
    "00.00.00",
    "normal",
    "falsch",
    "false",
    "keine angabe",
    "unspecified",
}


def is_its_header(names: set[str]) -> bool:
    names = {_key(name) for name in names}
    desktop = {"e-mail address", "e-mail-adresse"} & names and {"first name", "vorname"} & names
    own = names & (
        _PHONES.keys() | {"business street", "home street", "straße geschäftlich", "straße privat"}
    )
    return bool(desktop and len(own) > 1)


def writes_day_first(names: set[str]) -> bool | None:
    """The German one does; the English one as the computer is set."""
    return True if "vorname" in {_key(name) for name in names} else None


def day_columns(header: list[str]) -> list[str]:
    return [name for name in header if _key(name) in _DATES]


def readable(cells: dict[str, str]) -> dict[str, str]:
    """Return the row without what is nobody's business."""
    return {name: value for name, value in cells.items() if _key(name) not in NEVER_READ}


def read_row(cells: dict[str, str], record: Record, *, today: date, day_first: bool, said: Said) -> Draft:
    draft, addresses = Draft(), {}
    for name, value in readable(cells).items():
        key, value = _key(name), value.strip()
        if not value or value.casefold() in _SAYS_NOTHING or _IDLE.match(key):
            continue
        if key in _NAMES:
            _name(draft, _NAMES[key], value)
        elif key in _PHONES:
            draft.add(draft.phones, value, _PHONES[key])
        elif _MAIL.match(key):
            draft.add(draft.emails, value)
        elif key in _SITES:
            draft.add(draft.sites, value)
        elif key in _DATES:
            _day(draft, name, value, today=today, day_first=day_first)
        elif place := _address_part(key):
            _put(addresses, *place, value)
        elif not _about(draft, record, key, value):
            draft.add_note(value, name)
    draft.addresses += [vcard.Address(label, **parts) for label, parts in addresses.items()]
    return draft


@lru_cache(2000)
def _key(name: str) -> str:
    return (
        name.strip().casefold().replace("ss", "ß") if "stra" in name.casefold() else name.strip().casefold()
    )


def _name(draft: Draft, field: str, value: str) -> None:
    if field == "prefix" and is_salutation(value):
        draft.extra.append(("X-SALUTATION", value))
    else:
        setattr(draft, field, value)


def _day(draft: Draft, name: str, value: str, *, today: date, day_first: bool) -> None:
    day = read_day(value, today=today, day_first=day_first)
    if day is None:
        draft.add_note(value, name)
    elif _key(name) in ("birthday", "geburtstag"):
        draft.birthday = day
    else:
        draft.dates.append(vcard.LabelledDate(day, "anniversary"))


@lru_cache(2000)
def _address_part(key: str) -> tuple[str, str] | None:
    """Return label and component of a column of an address; `Ort` alone is a location, no town of hers."""
    if match := _OTHER_ADDRESS.match(key):
        return "other", _PARTS[match[1]]
    match = _ADDRESS.match(key)
    if match and (place := match["en"] or match["de"]):
        return _PLACES[place], _PARTS[match["part"]]
    return None


def _put(addresses: dict[str, dict[str, str]], label: str, part: str, value: str) -> None:
    parts = addresses.setdefault(label, {})
    parts[part] = f"{parts[part]}\n{value}" if part in parts else value


def _about(draft: Draft, record: Record, key: str, value: str) -> bool:
    """Take what is about her rather than a way to her; False if the column is none of those."""
    if key in _LABELS:
        record.labels = list(dict.fromkeys(one.strip() for one in re.split("[;,]", value) if one.strip()))
    elif key in _NOTES:
        draft.note.insert(0, value)
    elif key in _THROUGH:
        record.met_through = value
    elif key in _SPOUSES:
        relate(draft, record, _SPOUSES[key], value)
    elif key in _LINES:
        draft.extra.append((_LINES[key], value))
    else:
        return False
    return True
