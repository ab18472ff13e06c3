"""Reckoning with dates: Easter, feasts, months ahead and back."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta


def months_ahead(today: date, count: int) -> date:
    month = today.month - 1 + count
    year, month = today.year + month // 12, month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def months_back(today: date) -> Iterator[date]:
    for shift in range(14):
        total = today.year * 12 + today.month - 1 - shift
        yield date(total // 12, total % 12 + 1, 1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast_day(word: str, year: int) -> date:
    sunday = easter(year)
    moving = {
        "oster": 0,
        "easter": 0,
        "karfreitag": -2,
        "good friday": -2,
        "pfingst": 49,
        "whitsun": 49,
        "himmelfahrt": 39,
    }
    for name, shift in moving.items():
        if word.startswith(name) or name in word:
            return sunday + timedelta(days=shift)
    fixed = {
        "weihnacht": (12, 25),
        "christmas": (12, 25),
        "xmas": (12, 25),
        "heiligabend": (12, 24),
        "heilig abend": (12, 24),
        "nikolaus": (12, 6),
        "silvester": (12, 31),
        "new year": (12, 31),
        "neujahr": (1, 1),
        "allerheiligen": (11, 1),
        "valentin": (2, 14),
        "halloween": (10, 31),
    }
    month, day = next(value for name, value in fixed.items() if word.startswith(name))
    return date(year, month, day)
