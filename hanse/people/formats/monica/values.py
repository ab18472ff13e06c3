"""Values of the file as they are meant; nothing in it is believed to be of its type."""

from collections.abc import Iterator
from datetime import date

from hanse.people.vcard import PartialDate


def text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)[:40]


def properties(value: object) -> dict:
    found = value.get("properties") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def truth(value: object) -> bool:
    return value is True or value == 1 or (isinstance(value, str) and value.lower() in ("1", "true", "yes"))


def day(value: object) -> date | None:
    """Return the day of a date or time in ISO 8601."""
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def special_date(value: object) -> tuple[PartialDate | None, int | None]:
    """Return a day, or, where Monica only knew an age, the year alone."""
    if not isinstance(value, dict) or (on := day(value.get("date"))) is None:
        return None, None
    if truth(value.get("is_age_based")):
        return None, on.year
    return PartialDate(None if truth(value.get("is_year_unknown")) else on.year, on.month, on.day), None


def items(contact: dict, kind: str) -> Iterator[dict]:
    """Yield the values of one type that hang on a contact."""
    for one in listed(contact, kind):
        if isinstance(one, dict):
            yield one


def uuids(contact: dict, kind: str) -> list[str]:
    return [one for one in listed(contact, kind) if isinstance(one, str)]


def listed(contact: dict, kind: str) -> list:
    blocks = contact.get("data")
    found = []
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, dict) and block.get("type") == kind and isinstance(block.get("values"), list):
            found += block["values"]
    return found


def written_on(item: dict, *names: str) -> date | None:
    """Return the first of these days that the item tells, else the day it was written."""
    told = (day(properties(item).get(name)) for name in names)
    return next(filter(None, told), None) or day(item.get("created_at"))
