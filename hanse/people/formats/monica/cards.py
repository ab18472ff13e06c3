"""A contact of Monica as a card, and what of her stands outside it."""

import base64
import binascii
from collections.abc import Mapping
from datetime import date

from hanse.people import vcard
from hanse.people.formats.drafting import Draft
from hanse.people.formats.labels import card_label
from hanse.people.formats.limits import LARGEST_PHOTO
from hanse.people.formats.looks import is_mail, is_phone, is_site
from hanse.people.formats.monica.values import day, items, properties, special_date, text
from hanse.people.formats.words import BORN_ABOUT, Said

_NAMES = {
    "first_name": "given", "middle_name": "additional", "last_name": "family", "nickname": "nickname",
    "job": "title", "company": "organisation",
}  # fmt: skip
_ADDRESS = {
    "street": "street", "city": "city", "province": "region", "postal_code": "postal_code", "country": "country",
}  # fmt: skip
_NO_NAME = {"-", "–", "?", "."}


def draft_of(
    contact: dict, *, field_types: Mapping[str, dict], genders: Mapping[str, str], said: Said
) -> Draft:
    told = properties(contact)
    draft = Draft(**{name: text(told.get(key)) for key, name in _NAMES.items()})
    if draft.given in _NO_NAME:
        draft.given = ""
    birthday, year = special_date(told.get("birthdate"))
    draft.birthday = birthday
    if year:
        draft.add_note(said(BORN_ABOUT).replace("{year}", str(year)))
    gender = text(told.get("gender"))
    gender = genders.get(gender, gender)
    draft.extra.append(("X-GENDER", gender if len(gender) < 3 else ""))
    for field in items(contact, "contact_field"):
        _way(draft, field, field_types)
    for address in items(contact, "address"):
        _address(draft, properties(address))
    return draft


def name_of(contact: dict) -> str:
    told = properties(contact)
    parts = [text(told.get(key)) for key in ("first_name", "middle_name", "last_name")]
    return " ".join(part for part in parts if part and part not in _NO_NAME) or text(told.get("nickname"))


def own_of(contact: dict, *, today: date) -> dict[str, object]:
    """Return the columns of a contact that stand outside the card."""
    told, own = properties(contact), {}
    if story := text(told.get("description")):
        own["story"] = story
    often = told.get("stay_in_touch_frequency")
    if isinstance(often, int) and 0 < often <= 3650:
        own["own_rhythm_days"] = often
        if (last := day(told.get("last_talked_to"))) and last <= today:
            own["rhythm_since"] = last
    met, year = special_date(told.get("first_met_date"))
    if met and met.year and date(met.year, met.month, met.day) <= today:
        own["met_on"], own["met_precision"] = date(met.year, met.month, met.day), "day"
    elif year and year <= today.year:
        own["met_on"], own["met_precision"] = date(year, 1, 1), "year"
    return own


def photo_of(value: dict | None) -> bytes | None:
    """Return the bytes of a photo that is no larger than we take."""
    head, comma, encoded = text(properties(value).get("dataUrl")).partition(",")
    if not comma or "base64" not in head or len(encoded) > LARGEST_PHOTO * 4 // 3 + 4:
        return None
    try:
        return base64.b64decode(encoded) or None
    except (binascii.Error, ValueError):
        return None


def _way(draft: Draft, field: dict, field_types: Mapping[str, dict]) -> None:
    value = text(properties(field).get("data"))
    kind = properties(field_types.get(text(properties(field).get("type"))))
    name, protocol = text(kind.get("name")), text(kind.get("protocol"))
    if protocol == "mailto:" or kind.get("type") == "email" or (not kind and is_mail(value)):
        draft.add(draft.emails, value)
    elif protocol == "tel:" or kind.get("type") == "phone" or (not kind and is_phone(value)):
        draft.add(draft.phones, value, "cell" if "mobil" in name.lower() else "")
    elif is_site(value):
        draft.add(draft.sites, value, card_label(name))
    else:
        draft.add_note(value, name)


def _address(draft: Draft, told: dict) -> None:
    parts = {name: text(told.get(key)) for key, name in _ADDRESS.items()}
    if any(parts.values()):
        draft.addresses.append(vcard.Address(card_label(text(told.get("name"))), **parts))
    place = (text(told.get("latitude")), text(told.get("longitude")))
    if all(place):
        draft.geo = place
