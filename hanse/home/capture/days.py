"""Days as they are said: "bis Freitag", "am 3.12.", "KW 13", "in zwei Wochen", "by the 5th"."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_WEEKDAYS = {
    "montag": 0, "mo": 0, "monday": 0, "mon": 0,
    "dienstag": 1, "di": 1, "tuesday": 1, "tue": 1, "tues": 1,
    "mittwoch": 2, "mi": 2, "wednesday": 2, "wed": 2,
    "donnerstag": 3, "do": 3, "thursday": 3, "thu": 3, "thurs": 3,
    "freitag": 4, "fr": 4, "friday": 4, "fri": 4,
    "samstag": 5, "sonnabend": 5, "sa": 5, "saturday": 5, "sat": 5,
    "sonntag": 6, "so": 6, "sunday": 6, "sun": 6,
}  # fmt: skip
_MONTHS = {
    "januar": 1, "jänner": 1, "jan": 1, "january": 1, "februar": 2, "feber": 2, "feb": 2, "february": 2,
    "märz": 3, "maerz": 3, "mrz": 3, "mär": 3, "march": 3, "mar": 3, "april": 4, "apr": 4, "mai": 5, "may": 5,
    "juni": 6, "jun": 6, "june": 6, "juli": 7, "jul": 7, "july": 7, "august": 8, "aug": 8,
    "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "october": 10, "oct": 10,
    "november": 11, "nov": 11, "dezember": 12, "dez": 12, "december": 12, "dec": 12,
}  # fmt: skip
_NUMBERS = {
    "einem": 1, "einer": 1, "einen": 1, "eine": 1, "ein": 1, "a": 1, "an": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3,
    "three": 3, "vier": 4, "four": 4, "fünf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7,
    "acht": 8, "eight": 8, "neun": 9, "nine": 9, "zehn": 10, "ten": 10, "vierzehn": 14, "fourteen": 14, "paar": None,
}  # fmt: skip
_UNITS = {"tag": 1, "day": 1, "woche": 7, "week": 7, "wo": 7}
_LONG_WEEKDAYS = "|".join(
    sorted((w for w in _WEEKDAYS if len(w) > 3 and w not in ("tues", "thurs")), key=len, reverse=True)
)
_SHORT_WEEKDAYS = "|".join(w for w in _WEEKDAYS if len(w) <= 3 or w in ("tues", "thurs"))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))

_LEAD = r"(?P<lead>\b(?:(?:spätestens|spaetestens|allerspätestens|latest|noch|schon|gleich)\s+)?(?:bis(?:\s+(?:spätestens|zum|zu|am|anfang\s+der))?|by(?:\s+the|\s+end\s+of)?|until|till|before|am|an|vom|on(?:\s+the)?|diesen|dieses|diese|this|kommenden|kommende|coming|next|nächsten|naechsten|nächste|nächstes|naechste|nächster|letzten|letzte|letztes|letzter|vergangenen|last|vorigen|seit|ab|for)\s+)*"


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in the line. `on` is None where only a span was said that has passed, or no day at all."""

    start: int
    end: int
    due: date | None
    """read as a day to come"""
    on: date | None
    """read as a day that was"""
    has_deadline_word: bool
    is_past: bool


def find_days(line: str, today: date) -> list[Day]:
    """Return all days of the line in order, the longest reading first where two overlap."""
    found: list[Day] = []
    for pattern, reader in _PATTERNS:
        for match in pattern.finditer(line):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            read = reader(match, today)
            if read is not None:
                found.append(_day(match, *read))
    return sorted(found, key=lambda day: day.start)


def _day(match: re.Match[str], due: date | None, on: date | None, is_past: bool) -> Day:
    lead = (match.groupdict().get("lead") or "").casefold()
    deadline = bool(re.search(r"\b(?:bis|by|until|till|before|spätestens|latest)\b", lead))
    return Day(match.start(), match.end(), due, on, deadline, is_past)


Read = tuple[date | None, date | None, bool] | None


def _lead(match: re.Match[str]) -> str:
    return (match.groupdict().get("lead") or "").casefold()


def _is_last(match: re.Match[str]) -> bool:
    return bool(re.search(r"\b(?:letzt\w*|vergangen\w*|last|vorig\w*)\b", _lead(match)))


def _is_next(match: re.Match[str]) -> bool:
    return bool(re.search(r"\b(?:nächst\w*|naechst\w*|next)\b", _lead(match)))


def _weekday(match: re.Match[str], today: date) -> Read:
    number = _WEEKDAYS[match["day"].casefold().rstrip(".")]
    ahead = (number - today.weekday()) % 7
    back = (today.weekday() - number) % 7 or 7
    after = match.groupdict().get("after")
    if after:
        ahead += 7 * (_NUMBERS.get(after.casefold(), 1) or 1)
    last = _is_last(match)
    return today + timedelta(days=ahead), today - timedelta(days=back), last


def _week_span(match: re.Match[str], today: date) -> Read:
    word = match["span"].casefold()
    sunday = today + timedelta(days=6 - today.weekday())
    if re.match(r"(?:letzte|vergangene|last|vorige)", word):
        return None, None, True
    if re.match(r"(?:übernächste|uebernächste|the week after next)", word):
        return sunday + timedelta(days=14), None, False
    if re.match(r"(?:nächste|naechste|kommende|next)", word):
        return sunday + timedelta(days=7), None, False
    return sunday, None, False


def _week_edge(match: re.Match[str], today: date) -> Read:
    """Anfang, Mitte, Ende der (nächsten) Woche; vor dem Wochenende is Friday."""
    word = match["span"].casefold()
    monday = (
        today
        - timedelta(days=today.weekday())
        + (timedelta(days=7) if re.search("nächste|naechste|next|kommende", word) else timedelta())
    )
    if re.search(r"vor dem|before the", word):
        return monday + timedelta(days=4), None, False
    day = {"anf": 1, "sta": 1, "mit": 2, "mid": 2}.get(
        word.split()[0][:3] if not word.startswith("bis") else "", 6
    )
    return monday + timedelta(days=day), None, False


def _weekend(match: re.Match[str], today: date) -> Read:
    sunday = today + timedelta(days=6 - today.weekday())
    if _is_last(match):
        return None, None, True
    return sunday + timedelta(days=7 if _is_next(match) else 0), None, False


def _near(match: re.Match[str], today: date) -> Read:
    word = match["near"].casefold()
    shift = {
        "heute": 0, "heut": 0, "today": 0, "tonight": 0, "hüt": 0, "morgen": 1, "tomorrow": 1, "mor": 1, "morn": 1,
        "übermorgen": 2, "uebermorgen": 2, "gestern": -1, "yesterday": -1, "geschtert": -1, "gester": -1,
        "vorgestern": -2, "vorgester": -2,
    }.get(word)  # fmt: skip
    if shift is None:
        shift = 2 if "after tomorrow" in word else -2
    day = today + timedelta(days=shift)
    return (None, day, True) if shift < 0 else (day, day if shift == 0 else None, False)


def _distance(match: re.Match[str], today: date) -> Read:
    count = _count(match["count"])
    if count is None:
        return None
    unit = match["unit"].casefold()
    if unit.startswith(("monat", "month")):
        return _months_ahead(today, count), None, False
    days = next(days for name, days in _UNITS.items() if unit.startswith(name))
    return today + timedelta(days=days * count), None, False


def _ago(match: re.Match[str], today: date) -> Read:
    count = _count(match["count"])
    unit = match["unit"].casefold()
    if count is None or unit.startswith(("monat", "month", "jahr", "year")):
        return None, None, True
    days = next(days for name, days in _UNITS.items() if unit.startswith(name))
    return None, today - timedelta(days=days * count), True


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else _NUMBERS.get(text.casefold())


def _months_ahead(today: date, count: int) -> date:
    month = today.month - 1 + count
    year, month = today.year + month // 12, month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _numeric(match: re.Match[str], today: date) -> Read:
    return _dated(int(match["d"]), int(match["m"]), match.groupdict().get("y"), today)


def _iso(match: re.Match[str], today: date) -> Read:
    return _dated(int(match["d"]), int(match["m"]), match["y"], today)


def _named(match: re.Match[str], today: date) -> Read:
    return _dated(
        int(match["d"]), _MONTHS[match["m"].casefold().rstrip(".")], match.groupdict().get("y"), today
    )


def _dated(day: int, month: int, year: str | None, today: date) -> Read:
    try:
        if year:
            exact = date(int(year) + (2000 if len(year) == 2 else 0), month, day)
            return exact, exact, exact < today
        this = date(today.year, month, day)
        return _due_and_on(this, today, day, month)
    except ValueError:
        return None


def _due_and_on(this: date, today: date, day: int, month: int) -> Read:
    ahead = this if this >= today else date(today.year + 1, month, day)
    back = this if this <= today else date(today.year - 1, month, day)
    return ahead, back, False


def _day_of_month(match: re.Match[str], today: date) -> Read:
    day = int(match["d"])
    for shift in range(13):
        year, month = divmod(today.month - 1 + shift, 12)
        try:
            ahead = date(today.year + year, month + 1, day)
        except ValueError:
            continue
        if ahead >= today:
            back = [
                date(d.year, d.month, day)
                for d in _months_back(today)
                if day <= monthrange(d.year, d.month)[1]
            ]
            return ahead, next(d for d in back if d <= today), False
    return None


def _months_back(today: date) -> Iterator[date]:
    for shift in range(14):
        total = today.year * 12 + today.month - 1 - shift
        yield date(total // 12, total % 12 + 1, 1)


def _month_edge(match: re.Match[str], today: date) -> Read:
    """Anfang, Mitte, Ende of a month are its 10th, 20th and last day; a month alone its last."""
    edge = (match.groupdict().get("edge") or "ende").casefold()
    name = match["m"].casefold()
    if _is_last(match):
        return None, None, True
    year, month = today.year, _MONTHS[name]
    if month < today.month:
        year += 1
    last = monthrange(year, month)[1]
    day = (
        10
        if edge.startswith(("anf", "beg", "ear", "sta"))
        else 20
        if edge.startswith(("mit", "mid"))
        else last
    )
    return date(year, month, day), None, False


def _this_month(match: re.Match[str], today: date) -> Read:
    word = match["span"].casefold()
    year, month = today.year, today.month
    if "nächst" in word or "next" in word or "naechst" in word:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = monthrange(year, month)[1]
    day = 10 if word.startswith("anf") else 20 if word.startswith(("mit", "mid")) else last
    return date(year, month, day), None, False


def _calendar_week(match: re.Match[str], today: date) -> Read:
    week = int(match["week"])
    if not 1 <= week <= 53:
        return None
    year = today.year + (week < today.isocalendar().week)
    try:
        return date.fromisocalendar(year, week, 7), None, False
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _feast(match: re.Match[str], today: date) -> Read:
    word = match["feast"].casefold()
    for year in (today.year, today.year + 1):
        day = _feast_day(word, year)
        if day >= today:
            return day, None, False
    return None


def _feast_day(word: str, year: int) -> date:
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


def _vague_past(_match: re.Match[str], _today: date) -> Read:
    return None, None, True


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LATEST = r"(?:\s+(?:latest|spätestens|at\s+the\s+latest))?"
_PATTERNS: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], Read]]] = [
    (_p(rf"{_LEAD}(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"), _iso),
    (
        _p(
            rf"{_LEAD}(?:(?:{_LONG_WEEKDAYS}|{_SHORT_WEEKDAYS})\.?,?\s+(?:den\s+|dem\s+)?)?(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.(?:\s?(?P<y>20\d\d|\d\d(?!\d|:|\s*uhr)))?{_LATEST}"
        ),
        _numeric,
    ),
    (
        _p(
            rf"{_LEAD}(?:(?:{_LONG_WEEKDAYS})\.?,?\s+(?:den\s+|dem\s+|the\s+)?)?(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\b\.?(?:\s+(?P<y>20\d\d))?{_LATEST}"
        ),
        _named,
    ),
    (
        _p(
            rf"{_LEAD}(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*uhr|:)(?:,?\s+(?P<y>20\d\d))?{_LATEST}"
        ),
        _named,
    ),
    (_p(rf"{_LEAD}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/(?P<y>20\d\d|\d\d))?\b"), _numeric),
    (
        _p(
            r"\b(?P<lead>(?:bis|by|vor|before)\s+)?(?:in\s+)?(?:der\s+)?(?:kw|kalenderwoche|week)\s?(?P<week>\d{1,2})\b"
        ),
        _calendar_week,
    ),
    (
        _p(rf"\b(?P<day>{_LONG_WEEKDAYS})\s+in\s+(?P<after>einer|zwei|a|two|one)\s+(?:wochen?|weeks?)\b"),
        _weekday,
    ),
    (
        _p(
            rf"(?P<lead>\bbis\s+|\bam\s+|\bby\s+)?\b(?P<day>{_LONG_WEEKDAYS})\s+in\s+(?P<after>einer|zwei|a|two|one)\s+(?:wochen?|weeks?)\b"
        ),
        _weekday,
    ),
    (
        _p(
            r"\b(?P<lead>bis\s+|by\s+)?(?P<span>(?:bis\s+)?(?:zur\s+|zum\s+)?(?:anfang|mitte|ende|end\s+of|mid|start\s+of)\s+(?:of\s+)?(?:der\s+|dieser\s+|the\s+|this\s+)?(?:nächster|naechster|nächste|nächsten|kommender|next)?\s*(?:woche|week)\b)"
        ),
        _week_edge,
    ),
    (_p(r"\b(?P<span>(?:noch\s+)?vor\s+dem\s+wochenende|before\s+the\s+weekend)\b"), _week_edge),
    (
        _p(
            r"\b(?P<lead>bis\s+|by\s+|until\s+)?(?P<span>(?:letzte|vergangene|vorige|last|übernächste|uebernächste|nächste|naechste|kommende|next|diese|this)[rn]?\s+(?:woche|wo\b\.?|week))\b\.?"
        ),
        _week_span,
    ),
    (_p(rf"{_LEAD}(?:ganze\s+)?(?:wochenende|weekend)\b"), _weekend),
    (
        _p(
            r"\b(?P<lead>bis\s+|by\s+|until\s+)?(?:the\s+)?(?P<span>(?:anfang|mitte|ende|end\s+of|mid)\s+(?:des\s+|diesen\s+|dieses\s+|the\s+|this\s+|nächsten\s+|next\s+)?(?:nächsten\s+)?(?:monats|monat|month)|monatsende|monatsmitte|monatsanfang|diesen\s+monat|nächsten\s+monat|this\s+month|next\s+month)\b"
        ),
        _this_month,
    ),
    (
        _p(
            rf"\b(?P<lead>bis\s+|by\s+|until\s+)?(?:the\s+)?(?P<edge>anfang|mitte|ende|end\s+of|end|mid|mid-|early|late|beginning\s+of|start\s+of|middle\s+of|beginn)[\s-]+(?P<m>{_MONTH})\b"
        ),
        _month_edge,
    ),
    (
        _p(
            rf"{_LEAD}(?:in\s+)?(?P<count>\d{{1,3}}|{_NUMBER})\s+(?P<unit>tagen|wochen|woche|tag|monaten|monat|days?|weeks?|months?)(?:\s+(?:zurück|ago|her))\b"
        ),
        _ago,
    ),
    (
        _p(
            rf"\bvor\s+(?P<count>\d{{1,3}}|{_NUMBER})\s+(?P<unit>tagen|wochen|woche|tag|monaten|monat|jahren|jahr)\b"
        ),
        _ago,
    ),
    (
        _p(
            rf"\b(?:in|within|innerhalb\s+von|binnen)\s+(?:den\s+nächsten\s+|the\s+next\s+)?(?P<count>\d{{1,3}}|{_NUMBER})\s+(?P<unit>tagen|wochen|woche|tag|monaten|monat|days?|weeks?|months?)\b(?:\s+(?:time|from\s+now))?"
        ),
        _distance,
    ),
    (
        _p(
            rf"{_LEAD}(?P<near>übermorgen|uebermorgen|vorgestern|vorgester|gestern|gester|yesterday|the\s+day\s+after\s+tomorrow|day\s+after\s+tomorrow|(?:the\s+)?day\s+before\s+yesterday|heute|heut|hüt|today|tonight|tomorrow|(?<!guten\s)morgen|morn)\b(?:\s+(?:früh|abend|mittag|nachmittag|vormittag|morgen|morning|evening|night))?"
        ),
        _near,
    ),
    (
        _p(
            rf"{_LEAD}(?P<day>{_LONG_WEEKDAYS})\b(?:\s?(?:früh|abend|mittag|nachmittag|vormittag|morning|evening|night|afternoon))?{_LATEST}"
        ),
        _weekday,
    ),
    (
        _p(
            rf"(?P<lead>\b(?:bis(?:\s+spätestens)?|am|letzten|letzter|nächsten|diesen|vergangenen|by|on|last|next|this|spätestens|kommenden|seit|ab)\s+)(?P<day>{_SHORT_WEEKDAYS})\b\.?"
        ),
        _weekday,
    ),
    (re.compile(r"(?<!\w)(?P<lead>)(?P<day>Mo|Di|Mi|Do|Fr|Sa)\b\.?(?!\s+[A-ZÄÖÜ])"), _weekday),
    (
        _p(
            r"(?P<lead>\b(?:noch\s+)?(?:bis\s+|vor\s+|zu\s+|an\s+|by\s+|before\s+|over\s+)(?:dem\s+|den\s+|the\s+)?)?\b(?P<feast>ostern|ostersonntag|easter|karfreitag|good\s+friday|pfingsten|whitsun|christi\s+himmelfahrt|weihnachten|christmas|xmas|heiligabend|nikolaus|silvester|new\s+year|neujahr|allerheiligen)\b"
        ),
        _feast,
    ),
    (
        _p(
            r"(?P<lead>\b(?:bis(?:\s+zum)?|am|by(?:\s+the)?|on\s+the|zum)\s+)(?P<d>\d{1,2})(?:\.|st|nd|rd|th)(?!\s?\d|\w)"
        ),
        _day_of_month,
    ),
    (_p(rf"(?P<lead>\b(?:bis(?:\s+zum)?|by|im|in|until)\s+)(?P<m>{_MONTH})\b(?!\s+\d)"), _month_edge),
    (
        _p(
            r"\b(?P<lead>)(?:neulich|kürzlich|vor kurzem|letztens|letzte\s+tage|die\s+tage|recently|the\s+other\s+day|letzten\s+(?:monat|sommer|winter|herbst|frühling|frühjahr)|last\s+(?:month|year|summer|winter|autumn|spring)|letztes\s+(?:jahr|mal)|im\s+urlaub)\b"
        ),
        _vague_past,
    ),
]
