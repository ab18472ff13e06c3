"""What readers write into notes, in words that whoever reads a file has translated.

Readers know no language: they are given a function from the English text to the member's.
"""

from collections.abc import Callable
from datetime import date

Said = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark a text as one to be translated; it is translated when it is said."""
    return text


CONNECTED_SINCE = gettext_noop("LinkedIn: connected since {day}")
DAY = gettext_noop("%Y-%m-%d")


def said_day(day: date, said: Said) -> str:
    """Return a day in figures as the member's language orders them."""
    pattern = said(DAY)
    for code, value in (("%Y", f"{day.year:04}"), ("%m", f"{day.month:02}"), ("%d", f"{day.day:02}")):
        pattern = pattern.replace(code, value)
    return pattern
