"""Dates as address books write them."""

import re
from datetime import date

from hanse.people.vcard.fields import PartialDate

# Apple writes 1604 for a birthday without a year, others 0000 or two dashes (RFC 6350, section 4.3.1).
_NO_YEAR = (0, 1604)
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T.*)?$")
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)(?:T.*)?$")
_A_LEAP_YEAR = 2000


def read_date(text: str) -> PartialDate | None:
    """Return the day, None for what is no day of the calendar (30 February) or only part of one."""
    text = text.strip()
    if match := _YEARLESS.match(text):
        return _day(None, int(match[1]), int(match[2]))
    if match := _ISO.match(text):
        year = int(match[1])
        return _day(None if year in _NO_YEAR else year, int(match[2]), int(match[3]))
    return None


def write_date(day: PartialDate, *, version: str) -> tuple[str, str]:
    """Return (parameters, value) of a date in that version; only 4.0 knows a missing year."""
    if day.year:
        compact = version == "4.0"
        return (
            "",
            f"{day.year:04}{day.month:02}{day.day:02}"
            if compact
            else f"{day.year:04}-{day.month:02}-{day.day:02}",
        )
    if version == "4.0":
        return "", f"--{day.month:02}{day.day:02}"
    return ";X-APPLE-OMIT-YEAR=1604", f"1604-{day.month:02}-{day.day:02}"


def _day(year: int | None, month: int, day: int) -> PartialDate | None:
    try:
        date(year or _A_LEAP_YEAR, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)
