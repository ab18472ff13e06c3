"""Days as people and programs write them: 28.1.1998, 4.1., --04-20, 03/15/2024, 7-Feb-22, März 2021, Sommer 2020."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hanse.people.vcard import PartialDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january jänner jaenner",
            "feb februar february feber",
            "mar mär mrz märz maerz march",
            "apr april",
            "may mai",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "oct okt oktober october",
            "nov november",
            "dec dez dezember december",
        ),
        1,
    )
    for name in names.split()
}
_NO_YEAR = (0, 1604)
_LEAP_YEAR = 2000
_OLDEST = 1850
_LONGEST = 60

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?$|(\d{4})(\d\d)(\d\d)$")
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)$")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?(?:\s*(\d{4}|\d\d))?(?:\s+\d\d?:\d\d.*)?$")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d\d))?(?:\s+\d\d?:\d\d.*)?$")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[.\s-]*([^\W\d]{3,9})\.?(?:[\s,-]*(\d{4}|\d\d))?$")
_NAMED_FIRST = re.compile(r"([^\W\d]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$")
_MONTH = re.compile(r"(?:(\d{1,2})[./]|([^\W\d]{3,9})\.?[\s-]+)(\d{4})$|(\d{4})-(\d{1,2})$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """A day that is only partly known: the first day of its span; `precision` is a `kit.partial.Precision`."""

    on: date
    precision: str


def read_day(text: str, *, today: date, day_first: bool = True) -> PartialDate | None:
    """Return the day, its year perhaps unknown; None for what is no day of the calendar."""
    text = text.strip().lower()
    if len(text) > _LONGEST:
        return None
    if match := _YEARLESS.match(text):
        return _day(None, match[1], match[2])
    if match := _ISO.match(text):
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
        return _day(int(year), month, day)
    if match := _DOTTED.match(text):
        return _day(_year(match[3], today), match[2], match[1])
    if match := _SLASHED.match(text):
        month, day = (match[2], match[1]) if _is_day_first(match, day_first) else (match[1], match[2])
        return _day(_year(match[3], today), month, day)
    if (match := _NAMED.match(text)) and match[2] in _MONTHS:
        return _day(_year(match[3], today), _MONTHS[match[2]], match[1])
    if (match := _NAMED_FIRST.match(text)) and match[1] in _MONTHS:
        return _day(_year(match[3], today), _MONTHS[match[1]], match[2])
    return None


def read_span(text: str, *, today: date, day_first: bool = True) -> Span | None:
    """Return the day, month or year a text speaks of; a season counts as its year."""
    if (found := read_day(text, today=today, day_first=day_first)) and found.year:
        return Span(date(found.year, found.month, found.day), "day")
    text = text.strip().lower()
    if len(text) > 4 * _LONGEST:
        return None
    if match := _MONTH.match(text):
        month = int(match[1] or match[5] or 0) or _MONTHS.get(match[2] or "", 0)
        if 1 <= month <= 12:
            return Span(date(int(match[3] or match[4]), month, 1), "month")
    years = set(_YEAR.findall(text))
    return Span(date(int(years.pop()), 1, 1), "year") if len(years) == 1 else None


def is_only_a_day(text: str) -> bool:
    """Whether nothing but a day, month or year is said, so that no word of it would be lost."""
    text = text.strip().lower()
    bare = re.fullmatch(r"[\d./: -]+", text)
    words = re.findall(r"[^\W\d]+", text)
    return bool(bare) or all(word in _MONTHS for word in words)


def order_of(texts: Iterable[str]) -> bool | None:
    """Return whether slashed days of one file are written day first; None if none of them tells."""
    for text in texts:
        if (match := _SLASHED.match(text.strip())) and match[3]:
            if int(match[1]) > 12 >= int(match[2]):
                return True
            if int(match[2]) > 12 >= int(match[1]):
                return False
    return None


def is_unclear(text: str) -> bool:
    """Whether day and month could change places."""
    match = _SLASHED.match(text.strip())
    return bool(match and match[3] and match[1] != match[2] and int(match[1]) <= 12 and int(match[2]) <= 12)


def _is_day_first(match: re.Match[str], wanted: bool) -> bool:
    if int(match[1]) > 12:
        return True
    return wanted and int(match[2]) <= 12


def _year(text: str | None, today: date) -> int | None:
    """Two figures are the latest such year that is not to come."""
    if not text:
        return None
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year if year <= today.year else year - 100


def _day(year: int | None, month: str | int, day: str | int) -> PartialDate | None:
    year = None if year in _NO_YEAR else year
    try:
        date(year or _LEAP_YEAR, int(month), int(day))
    except ValueError:
        return None
    return PartialDate(year, int(month), int(day)) if year is None or year >= _OLDEST else None
