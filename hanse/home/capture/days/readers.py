"""What a match means: the day as one to come, as one that was, and whether it says itself that it has passed."""

import re
from calendar import monthrange
from datetime import date, timedelta

from hanse.home.capture.days.dates import feast_day, months_ahead, months_back
from hanse.home.capture.days.names import MONTHS, NUMBERS, UNITS, WEEKDAYS

Read = tuple[date | None, date | None, bool] | None


def _lead(match: re.Match[str]) -> str:
    return (match.groupdict().get("lead") or "").casefold()


def _is_last(match: re.Match[str]) -> bool:
    return bool(re.search(r"\b(?:letzt\w*|vergangen\w*|last|vorig\w*)\b", _lead(match)))


def _is_next(match: re.Match[str]) -> bool:
    return bool(re.search(r"\b(?:nächst\w*|naechst\w*|next)\b", _lead(match)))


def weekday(match: re.Match[str], today: date) -> Read:
    number = WEEKDAYS[match["day"].casefold().rstrip(".")]
    ahead = (number - today.weekday()) % 7 or (7 if _is_next(match) else 0)
    back = (today.weekday() - number) % 7 or 7
    after = match.groupdict().get("after")
    if after:
        ahead += 7 * (NUMBERS.get(after.casefold(), 1) or 1)
    elif re.search(r"\b(?:über|ueber)nächst", _lead(match)):
        ahead += 7
    if re.search(r"\bvorletzt", _lead(match)):
        return None, None, True
    on = (
        None
        if after or re.search(r"nächst|naechst|next|coming|kommend", _lead(match))
        else today - timedelta(days=back)
    )
    return today + timedelta(days=ahead), on, _is_last(match)


def weekday_of_week(match: re.Match[str], today: date) -> Read:
    """ "Montag nächster Woche", "Friday last week"."""
    is_next = match["which"].casefold().startswith(("n", "k"))
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 if is_next else -7)
    day = monday + timedelta(days=WEEKDAYS[match["day"].casefold()])
    return (day, None, False) if is_next else (None, day, True)


def week_span(match: re.Match[str], today: date) -> Read:
    word = match["span"].casefold()
    sunday = today + timedelta(days=6 - today.weekday())
    if re.match(r"(?:letzte|vergangene|last|vorige)", word):
        return None, None, True
    if re.match(r"(?:übernächste|uebernächste|the week after next)", word):
        return sunday + timedelta(days=14), None, False
    if re.match(r"(?:nächste|naechste|kommende|next)", word):
        return sunday + timedelta(days=7), None, False
    return sunday, None, False


def week_edge(match: re.Match[str], today: date) -> Read:
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


def weekend(match: re.Match[str], today: date) -> Read:
    sunday = today + timedelta(days=6 - today.weekday())
    if _is_last(match):
        return None, None, True
    return sunday + timedelta(days=7 if _is_next(match) else 0), None, False


_SHIFTS = {"übermorgen": 2, "uebermorgen": 2, "morgen": 1, "morn": 1, "tomorrow": 1, "gestern": -1, "geschtert": -1, "gester": -1,
           "yesterday": -1, "last night": -1, "vorgestern": -2, "vorgester": -2}  # fmt: skip


def near(match: re.Match[str], today: date) -> Read:
    word = " ".join(match["near"].casefold().removeprefix("the ").split())
    far = 2 if "after" in word else -2
    shift = far if word.startswith("day ") else _SHIFTS.get(word, 0)
    day = today + timedelta(days=shift)
    return (None, day, True) if shift < 0 else (day, day if shift == 0 else None, False)


def distance(match: re.Match[str], today: date) -> Read:
    count = _count(match["count"])
    if count is None:
        return None
    unit = match["unit"].casefold()
    if unit.startswith(("monat", "month")):
        return months_ahead(today, count), None, False
    days = next(days for name, days in UNITS.items() if unit.startswith(name))
    return today + timedelta(days=days * count), None, False


def ago(match: re.Match[str], today: date) -> Read:
    count = _count(match["count"])
    unit = match["unit"].casefold()
    if count is None or unit.startswith(("monat", "month", "jahr", "year")):
        return None, None, True
    days = next(days for name, days in UNITS.items() if unit.startswith(name))
    return None, today - timedelta(days=days * count), True


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else NUMBERS.get(text.casefold())


def numeric(match: re.Match[str], today: date) -> Read:
    return _dated(int(match["d"]), int(match["m"]), match.groupdict().get("y"), today)


def iso(match: re.Match[str], today: date) -> Read:
    return _dated(int(match["d"]), int(match["m"]), match["y"], today)


def named(match: re.Match[str], today: date) -> Read:
    return _dated(
        int(match["d"]), MONTHS[match["m"].casefold().rstrip(".")], match.groupdict().get("y"), today
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


def day_of_month(match: re.Match[str], today: date) -> Read:
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
                for d in months_back(today)
                if day <= monthrange(d.year, d.month)[1]
            ]
            return ahead, next(d for d in back if d <= today), False
    return None


def month_edge(match: re.Match[str], today: date) -> Read:
    """Anfang, Mitte, Ende of a month are its 10th, 20th and last day; a month alone its last."""
    edge = (match.groupdict().get("edge") or "ende").casefold()
    name = match["m"].casefold()
    if _is_last(match):
        return None, None, True
    year, month = today.year, MONTHS[name]
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


def this_month(match: re.Match[str], today: date) -> Read:
    word = match["span"].casefold()
    year, month = today.year, today.month
    if "nächst" in word or "next" in word or "naechst" in word:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = monthrange(year, month)[1]
    day = 10 if word.startswith("anf") else 20 if word.startswith(("mit", "mid")) else last
    return date(year, month, day), None, False


def calendar_week(match: re.Match[str], today: date) -> Read:
    week = int(match["week"])
    if not 1 <= week <= 53:
        return None
    year = today.year + (week < today.isocalendar().week)
    try:
        return date.fromisocalendar(year, week, 7), None, False
    except ValueError:
        return None


def feast(match: re.Match[str], today: date) -> Read:
    word = match["feast"].casefold()
    for year in (today.year, today.year + 1):
        day = feast_day(word, year)
        if day >= today:
            return day, None, False
    return None


def vague_past(_match: re.Match[str], _today: date) -> Read:
    return None, None, True
