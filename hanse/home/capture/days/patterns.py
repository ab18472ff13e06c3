"""How days are said, the longest way first, each with its reader."""

import re
from collections.abc import Callable
from datetime import date

from hanse.home.capture.days import readers
from hanse.home.capture.days.names import LONG_WEEKDAYS, MONTH, NUMBER, SHORT_WEEKDAYS

_LEADS = (
    r"bis(?:\s+(?:spätestens|zum|zu|am|anfang\s+der))?|by(?:\s+the|\s+end\s+of)?|until|till|before|vor|am|an|de[nm]|vom|for|seit|ab"
    r"|on(?:\s+the)?|diese[nsm]?|this|kommende[nrs]?|coming|next|nächste[nrs]?|naechste[nrs]?|übernächste[nrs]?|letzte[nrs]?"
    r"|vorletzte[nrs]?|vergangene[nrs]?|last|vorige[nrs]?|spätestens|spaetestens|allerspätestens|latest|noch|schon|gleich"
)
# At most three leading words, so that a line of nothing else is still read in one go.
_LEAD = rf"(?P<lead>\b(?:(?:{_LEADS})\s+){{0,3}})"
_BOUND = r"(?P<lead>\b(?:bis(?:\s+(?:spätestens|zum|zur))?|by|until|till|before|spätestens)\s+(?:the\s+)?)?"
_LATEST = r"(?:\s+(?:latest|spätestens|at\s+the\s+latest))?"
_DAYTIME = r"(?:\s?(?:früh|abend|mittag|nachmittag|vormittag|morgen|nacht|morning|evening|night|afternoon|lunchtime))?"
_UNIT = r"(?P<unit>tagen|tage|wochen|woche|tag|monaten|monat|days?|weeks?|months?|fortnight)"
_COUNT = rf"(?P<count>\d{{1,3}}|{NUMBER})"
_EDGES = r"anfang|mitte|ende|end\s+of|start\s+of|beginning\s+of|middle\s+of|mid|early|late|end|beginn"
_NO_DAY = (
    r"(?!\s*(?:geburtstag|hochzeitstag|jubiläum|mal|klasse|stock|etage|birthday|floor|time|anniversary))"
)
_FEASTS = (
    r"ostersonntag|ostern|easter|karfreitag|good\s+friday|pfingsten|whitsun|christi\s+himmelfahrt|weihnachten|christmas|xmas"
    r"|heiligabend|nikolaus|silvester|new\s+year|neujahr|allerheiligen"
)
_LONG_AGO = (
    r"neulich|kürzlich|vor\s+kurzem|letztens|letzte\s+tage|die\s+tage|recently|the\s+other\s+day|im\s+urlaub"
    r"|letzte[nrs]?\s+(?:monat|sommer|winter|herbst|frühling|frühjahr|jahr|mal)|vorletzte[nrs]?\s+(?:woche|wochenende)"
    r"|last\s+(?:month|year|summer|winter|autumn|spring|time)|the\s+week\s+before\s+last"
)


def _p(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


_DATES = [
    (_p(_LEAD, r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"), readers.iso),
    (
        _p(
            _LEAD,
            rf"(?:(?:{LONG_WEEKDAYS}|{SHORT_WEEKDAYS})\.?,?\s+(?:den\s+|dem\s+)?)?(?P<d>(?<!\d)\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.",
            rf"(?:\s?(?P<y>20\d\d|\d\d(?!\d|:|\s*uhr)))?{_LATEST}",
        ),
        readers.numeric,
    ),
    (
        _p(r"(?P<lead>\b(?:bis(?:\s+zum)?|am|vom|by|on)\s+)(?P<d>\d{1,2})\.(?P<m>\d{1,2})(?![\d.,:]|\s*uhr)"),
        readers.numeric,
    ),
    (
        _p(
            _LEAD,
            rf"(?:{LONG_WEEKDAYS}\.?,?\s+(?:den\s+|dem\s+|the\s+)?)?(?P<d>(?<!\d)\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?",
            rf"(?P<m>{MONTH})\b\.?(?:\s+(?P<y>20\d\d))?{_LATEST}",
        ),
        readers.named,
    ),
    (
        _p(
            _LEAD,
            rf"(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*uhr|:|\s*%)(?:,?\s+(?P<y>20\d\d))?{_LATEST}",
        ),
        readers.named,
    ),
    # Without a word before it, "1/2" may as well be a half.
    (
        _p(
            r"(?P<lead>\b(?:bis(?:\s+zum)?|am|vom|by|on|for|until|before)\s+)(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>20\d\d|\d\d))?\b"
        ),
        readers.numeric,
    ),
]
_WEEKS = [
    (
        _p(
            r"(?P<lead>\b(?:bis|by|vor|before)\s+)?(?:\bin\s+)?(?:\bder\s+)?\b(?:kw|kalenderwoche|week)\s?(?P<week>\d{1,2})\b"
        ),
        readers.calendar_week,
    ),
    (
        _p(
            rf"(?P<lead>\b(?:bis|am|by|on)\s+)?\b(?P<day>{LONG_WEEKDAYS})\s+in\s+(?P<after>einer|zwei|drei|a|two|three|one)",
            r"\s+(?:wochen?|weeks?)\b",
        ),
        readers.weekday,
    ),
    (
        _p(
            rf"(?P<lead>\b(?:bis|am|by|on)\s+)?\b(?P<day>{LONG_WEEKDAYS})\s+(?P<which>letzter|vergangener|voriger|nächster|naechster",
            r"|kommender|next|last)\s+(?:woche|week)\b",
        ),
        readers.weekday_of_week,
    ),
    (
        _p(
            r"(?P<lead>\b(?:bis|by)\s+)?\b(?P<span>(?:bis\s+)?(?:zur\s+|zum\s+|the\s+)?(?:anfang|mitte|ende|end\s+of|mid|start\s+of)\s+",
            r"(?:der\s+|dieser\s+|the\s+|this\s+)?(?:nächster|naechster|nächsten|kommender|next)?\s*(?:woche|week)\b)",
        ),
        readers.week_edge,
    ),
    (_p(r"\b(?P<span>(?:noch\s+)?vor\s+dem\s+wochenende|before\s+the\s+weekend)\b"), readers.week_edge),
    (
        _p(
            _BOUND,
            r"\b(?P<span>(?:letzte|vergangene|vorige|last|übernächste|uebernächste|nächste|naechste|kommende|next|diese|this)[rn]?",
            r"\s+(?:woche?|wo\b\.?|week))\b\.?",
        ),
        readers.week_span,
    ),
    (_p(_LEAD, r"(?:ganze\s+|the\s+)?\b(?:wochenende|weekend)\b"), readers.weekend),
]
_MONTHS = [
    (
        _p(
            _BOUND,
            r"(?:the\s+)?\b(?P<span>(?:anfang|mitte|ende|end\s+of|mid)\s+(?:des\s+|diesen\s+|dieses\s+|the\s+|this\s+)?",
            r"(?:nächsten\s+|next\s+)?(?:monats|monat|month)|monatsende|monatsmitte|monatsanfang|diesen\s+monat|nächsten\s+monat",
            r"|this\s+month|next\s+month)\b",
        ),
        readers.this_month,
    ),
    (_p(_BOUND, rf"(?:the\s+)?\b(?P<edge>{_EDGES})[\s-]+(?P<m>{MONTH})\b"), readers.month_edge),
]
_DISTANCES = [
    (_p(_LEAD, rf"(?:in\s+)?\b{_COUNT}\s+{_UNIT}\s+(?:zurück|ago|her)\b"), readers.ago),
    (_p(rf"\bvor\s+{_COUNT}\s+(?P<unit>tagen|wochen|woche|tag|monaten|monat|jahren|jahr)\b"), readers.ago),
    (
        _p(
            rf"\b(?:in|within|innerhalb\s+von|binnen)\s+(?:den\s+nächsten\s+|the\s+next\s+)?{_COUNT}\s+{_UNIT}\b",
            r"(?:\s+(?:time|from\s+now))?",
        ),
        readers.distance,
    ),
]
_NEAR = [
    (
        _p(
            _LEAD,
            r"\b(?P<near>übermorgen|uebermorgen|vorgestern|vorgester|gestern|gester|geschtert|yesterday|(?:the\s+)?day\s+after\s+tomorrow",
            r"|(?:the\s+)?day\s+before\s+yesterday|heute|heut|hüt|today|tonight|this\s+(?:morning|afternoon|evening)|last\s+night",
            r"|tomorrow|(?<!guten\s)(?<!jeden\s)(?<!am\s)morgen|morn)\b",
            _DAYTIME,
            r"\b",
        ),
        readers.near,
    ),
    (_p(_LEAD, rf"\b(?P<day>{LONG_WEEKDAYS})(?:{_DAYTIME})\b{_LATEST}"), readers.weekday),
    (
        _p(
            r"(?P<lead>\b(?:bis(?:\s+spätestens)?|am|letzte[nr]|nächsten|diesen|vergangenen|by|on|last|next|this|spätestens|kommenden|seit|ab)\s+)",
            rf"(?P<day>{SHORT_WEEKDAYS})\b\.?",
        ),
        readers.weekday,
    ),
    # "Fr. Albers" is a woman, "Do call" is no Thursday.
    (
        re.compile(r"(?<!\w)(?P<day>Mo|Di|Mi|Do|Fr|Sa)\b\.?(?!\.?\s+[A-ZÄÖÜ]|\s+(?:not|call|ask)\b)"),
        readers.weekday,
    ),
    (
        _p(
            rf"(?P<lead>\b(?:noch\s+)?(?:bis|vor|zu|an|by|before|over)\s+(?:dem\s+|den\s+|the\s+)?)?\b(?P<feast>{_FEASTS})\b(?!\s+(?:card|party|market|dinner|present|lunch|tree))"
        ),
        readers.feast,
    ),
    (
        _p(
            r"(?P<lead>\b(?:bis(?:\s+(?:zum|spätestens))?|am|by(?:\s+the)?|on\s+the|before\s+the|zum|vom|spätestens)\s+)",
            rf"(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)(?!\s?\d|\w){_NO_DAY}",
        ),
        readers.day_of_month,
    ),
    (
        _p(rf"(?P<lead>\b(?:bis(?:\s+zum)?|by|im|in|until)\s+)(?P<m>{MONTH})\b(?!\s+\d)"),
        readers.month_edge,
    ),
    (_p(rf"\b(?:{_LONG_AGO})\b"), readers.vague_past),
]

Patterns = list[tuple[re.Pattern[str], Callable[[re.Match[str], date], readers.Read]]]

WORDED: Patterns = [*_WEEKS[1:], *_MONTHS, *_DISTANCES, *_NEAR]
"""what can be said without a figure"""
PATTERNS: Patterns = [*_DATES, *_WEEKS, *_MONTHS, *_DISTANCES, *_NEAR]
