"""Ways to reach somebody as people type them into one cell."""

import re

from hanse.people.formats.looks import MAIL, SITE, is_phone

_SEPARATORS = re.compile(r"\s*(?:[;,|\n]|:::|\s/\s|\s(?:oder|und|or|and)\s)\s*")
_BLANKS = re.compile(r"[^\S\n]+")
_LONGEST_ADDRESS = 500
_NEXT_NUMBER = re.compile(r"(?<=\d)\s+(?=\+|00[1-9])")
_LABEL = re.compile(
    r"^(?:tel(?:efon)?|phone|handy|mobil|mobile|fax|e-?mail|mail|web|m|t|p|h)\b\s*[.:]*\s*", re.I
)
_COLUMN_LABELS = (
    (re.compile(r"\bfax|telefax", re.I), "fax"),
    (re.compile(r"handy|mobil|cell|natel|whats ?app|signal", re.I), "cell"),
    (re.compile(r"gesch|arbeit|\bwork|büro|firm|dienst|office|business|beruf", re.I), "work"),
    (re.compile(r"privat|\bhome\b|zuhause|festnetz|personal", re.I), "home"),
)
_SITES = re.compile(
    r"instagram|insta\b|facebook|linkedin|xing|etsy|blog|shop|youtube|pinterest|tiktok|mastodon", re.I
)
_TOWN = re.compile(
    r"(?:(?P<street>.+?)\s*[,\n;]\s*)?(?:[A-Z]{1,2}-)?(?P<postal_code>\d{4,5})\s+(?P<city>[^,\n;\d]+?)"
    r"(?:\s*[,\n;]\s*(?P<country>[^\d]+))?$",
    re.S,
)


def column_label(name: str) -> str:
    """Return what a column's name says its numbers or addresses are for; empty if nothing."""
    if site := _SITES.search(name):
        return site[0].capitalize()
    found = [label for pattern, label in _COLUMN_LABELS if pattern.search(name)]
    if "fax" in found:
        return " ".join([*(one for one in found if one in ("work", "home")), "fax"])
    return found[0] if found else ""


def several(value: str, *, at_blanks: bool = False) -> list[str]:
    """Split a cell that may hold more than one; 0171/39200 stays whole."""
    value = _BLANKS.sub(" ", value)
    parts = re.split(r"[\s;,|]+", value) if at_blanks else _SEPARATORS.split(value)
    return [one for part in parts for one in _numbers(part) if one]


def _numbers(part: str) -> list[str]:
    """Two numbers with nothing but a blank between them are told by their length (ITU-T E.164: 15 figures)."""
    return _NEXT_NUMBER.split(part) if sum(letter.isdigit() for letter in part) > 16 else [part]


def contact_details(value: str) -> dict[str, list[str]]:
    """Return the mails, phones and sites of a cell in any order, and the rest that is none of them."""
    found: dict[str, list[str]] = {"emails": [], "phones": [], "sites": [], "rest": []}
    value = re.sub(r"mailto:", " ", value, flags=re.I)
    for kind, pattern in (("emails", MAIL), ("sites", SITE)):
        found[kind] = [one.rstrip(".)") for one in pattern.findall(value)]
        value = pattern.sub(" ; ", value)
    for part in several(value):
        part = _LABEL.sub("", part.strip(" /;,")).strip()
        if is_phone(part):
            found["phones"].append(part)
        elif part:
            found["rest"].append(part)
    return found


def one_line_address(value: str) -> dict[str, str]:
    """Return street, postal_code, city, country of "Wollgasse 3, 31134 Hildesheim"; what is unclear is the street."""
    value = _BLANKS.sub(" ", value)
    if len(value) <= _LONGEST_ADDRESS and (match := _TOWN.match(value.strip())):
        return {part: text.strip() for part, text in match.groupdict().items() if text}
    return {"street": value.strip()}
