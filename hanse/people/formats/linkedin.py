"""LinkedIn's Connections.csv. That two people are connected there is no encounter."""

from datetime import date
from urllib.parse import unquote, urlsplit

from hanse.people.formats.arriving import Record
from hanse.people.formats.days import read_day
from hanse.people.formats.drafting import Draft
from hanse.people.formats.words import CONNECTED_SINCE, Said, said_day

_FIELDS = {"First Name": "given", "Last Name": "family", "Company": "organisation", "Position": "title"}
_OTHERS = {"URL", "Email Address", "Connected On"}
_GERMAN = {
    "Vorname": "First Name", "Nachname": "Last Name", "E-Mail-Adresse": "Email Address", "Unternehmen": "Company",
    "Verbunden am": "Connected On",
}  # fmt: skip


def is_its_header(names: set[str]) -> bool:
    return {"First Name", "Last Name", "Connected On"} <= {_GERMAN.get(name, name) for name in names}


def day_columns(header: list[str]) -> list[str]:
    return [name for name in header if _GERMAN.get(name, name) == "Connected On"]


def writes_day_first(names: set[str]) -> bool | None:
    """LinkedIn writes figures as Americans do."""
    return False


def profile(url: str) -> str:
    """Return the part of a profile's address that names the person, always written alike; empty if there is none."""
    try:
        parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
    except ValueError:
        return ""
    path = unquote(parts.path).strip("/").casefold()
    is_theirs = parts.netloc.casefold().removesuffix(".").endswith("linkedin.com")
    return path if is_theirs and path.startswith(("in/", "pub/")) else ""


def read_row(cells: dict[str, str], record: Record, *, today: date, day_first: bool, said: Said) -> Draft:
    cells = {_GERMAN.get(name, name): value for name, value in cells.items()}
    draft = Draft(**{field: cells.get(name, "").strip() for name, field in _FIELDS.items()})
    url = cells.get("URL", "").strip()
    draft.add(draft.sites, url, "LinkedIn")
    draft.add(draft.emails, cells.get("Email Address", ""))
    if name := profile(url):
        record.key = f"linkedin:{name}"
    for name, value in cells.items():
        if name not in _FIELDS and name not in _OTHERS:
            draft.add_note(value, name)
    since = cells.get("Connected On", "").strip()
    day = read_day(since, today=today, day_first=day_first)
    written = said_day(date(day.year, day.month, day.day), said) if day and day.year else since
    if since and draft.has_name:
        draft.add_note(said(CONNECTED_SINCE).replace("{day}", written))
    return draft
