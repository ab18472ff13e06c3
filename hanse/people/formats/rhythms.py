"""How often somebody wants to be in touch, in words and figures, as days."""

import re

_DAYS = {"tag": 1, "day": 1, "woche": 7, "week": 7, "monat": 30, "month": 30, "quartal": 90, "quarter": 90, "halbjahr": 180,
         "jahr": 365, "year": 365}  # fmt: skip
_WORDS = (
    (r"halbjähr|half.?year|twice a year|semi.?annual|zweimal (im|pro) jahr", 180),
    (r"vierteljähr|quartal|quarter", 90),
    (r"zweimonat|bimonth", 60),
    (r"14.?tägig|vierzehntäg|fortnight|zweiwöch|bi.?weekly", 14),
    (r"täglich|daily", 1),
    (r"wöchentlich|weekly", 7),
    (r"monatlich|monthly", 30),
    (r"jährlich|annual|yearly", 365),
    (r"selten|rarely|seldom|ab und zu|now and then|gelegentlich|occasionally", 365),
    (r"regelmäßig|regularly", 90),
    (r"oft|häufig|often|frequently", 30),
)
_NUMBERS = {
    "ein": 1, "eine": 1, "einen": 1, "einmal": 1, "one": 1, "once": 1, "zwei": 2, "zweimal": 2, "two": 2, "twice": 2,
    "drei": 3, "three": 3, "vier": 4, "four": 4, "fünf": 5, "five": 5, "sechs": 6, "six": 6, "acht": 8, "zehn": 10, "zwölf": 12,
}  # fmt: skip
_NUMBER = rf"(\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(tag|day|woche|week|monat|month|quartal|quarter|halbjahr|jahr|year)"
_EVERY = re.compile(rf"(?:alle|every|jede[nrs]?|each)\s+(?:{_NUMBER}\s*)?{_UNIT}|^{_NUMBER}\s*{_UNIT}")
_TIMES = re.compile(rf"{_NUMBER}\s*(?:x|mal|times)?\s*(?:im|pro|in der|am|a|per|/)\s*{_UNIT}")
_MOST = 3650
_LONGEST = 100


def read_rhythm(text: str) -> int | None:
    """Return days between 1 and 3650; None where no rhythm is said."""
    text = " ".join(text.casefold().split())[:_LONGEST]
    if text.isdecimal():
        return int(text) if len(text) < 5 and 0 < int(text) <= _MOST else None
    if match := _TIMES.search(text):
        days = _DAYS[match[2]] / max(_number(match[1]), 1)
        return max(1, round(days))
    if match := _EVERY.search(text):
        number, unit = (match[1], match[2]) if match[2] else (match[3], match[4])
        days = _number(number) * _DAYS[unit] if number else _DAYS[unit]
        return days if 0 < days <= _MOST else None
    return next((days for pattern, days in _WORDS if re.search(pattern, text)), None)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text]
