"""What the columns of anybody's table mean: by their names, German and English, and by how their values look."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from hanse.people.formats.looks import is_data, is_day, is_mail, is_name, is_phone, is_site
from hanse.people.formats.programs import Table

FIELDS = (
    "name", "prefix", "given", "additional", "family", "suffix", "nickname", "organisation", "department", "title",
    "phone", "email", "site", "contact",
    "address", "street", "postal_code", "city", "region", "country",
    "birthday", "anniversary",
    "met_where", "met_on", "met_through", "met_how", "last_met",
    "story", "offers", "seeks", "promise", "promise_theirs", "rhythm", "labels", "note", "skip",
)  # fmt: skip
"""`contact` is a cell of mails, phones and pages in any order; `note` puts a column into the note with its name"""
_MANY = {
    "phone",
    "email",
    "site",
    "contact",
    "note",
    "skip",
    "labels",
    "promise",
    "promise_theirs",
    "address",
}
_SAMPLE = 60
_LONGEST = 100
_MOST_PREAMBLE = 10

_NAMES: tuple[tuple[str, str], ...] = (
    ("skip", r"sozialversicherung|regierungs ?nr|government id|social security|^(nr|lfd nr|id|uid|no|nummer|#)$"),
    ("note", r"versprochen bis|^bis( wann)?$|fällig|\bdue\b|nächstes treffen"),
    ("promise_theirs", r"(mir|uns) (versprochen|zugesagt)|schuldet mir|promised me|owes me|versprechen (von|an mich)"),
    ("promise", r"versproch|versprechen|promise|zugesagt|to ?do|aufgabe|offene punkte|schulde ich|i owe|^owe[sd]?$|follow ?up"
                r"|nächster schritt|next step|erledigen"),
    ("rhythm", r"wie oft|rhythm|turnus|häufigkeit|frequen|how often|intervall|in touch|melden alle"),
    ("last_met", r"letzte[rs]? (kontakt|treffen|begegnung|gespräch)|zuletzt|last (contact|met|seen|talked|spoke)"),
    ("met_through", r"über wen|durch wen|von wem|vermittelt|empfohlen|empfehlung von|met through|introduced|referred|recommended by|^via$|^durch$|^through$|^über$"),
    ("met_how", r"^wie (wir uns |haben wir uns )?kennen|how (we |did we )?met?\b|^anlass|umstände"),
    ("met_on", r"wann|kennengelernt am|kennen(gelernt)? seit|bekannt seit|^seit|met on|when|date met|since|^datum$|^date$|^jahr$|^year$"),
    ("met_where", r"kennengelernt (bei|in|auf|wo)|wo .*(kennen|getroffen|begegnet)|woher|where|met (at|in)\b|treffpunkt|veranstaltung|^event$|^messe$|^quelle$|^source$"),
    ("met_where", r"kennengelernt|kennen gelernt|^met$|^getroffen|^begegnet"),
    ("birthday", r"geburts|^geb\b|birth|^bday|^born|^geboren"),
    ("anniversary", r"hochzeitstag|jahrestag|anniversary"),
    ("email", r"\be ?mails?\b|\bmail|^e post"),
    ("phone", r"tele(fon|fax)|^tel\b|\btel$|phone|handy|mobil|\bfax|festnetz|natel|rufnummer|whats ?app|\bcell|durchwahl|^signal$"),
    ("contact", r"^kontakt(daten|möglichkeit(en)?|infos?)?$|^contact( details| info)?$|erreichbar|^reach|kontakt über"),
    ("site", r"\bweb|homepage|\burls?\b|website|^links?$|\bblog\b|instagram|insta\b|facebook|linked ?in|xing|etsy|internet|social media"),
    ("nickname", r"spitzname|nick ?name|^genannt|rufname|^kosename"),
    ("given", r"vorname|first ?name|given ?name|forename|^vorn\b"),
    ("additional", r"zweiter vorname|middle ?name|weitere vornamen"),
    ("family", r"nachname|familienname|zuname|last ?name|sur ?name|family ?name"),
    ("prefix", r"^anrede|^titel$|salutation|name prefix|akad"),
    ("organisation", r"firma\b|^firmen|unternehmen|company|organi[sz]ation|betrieb|arbeitgeber|employer|^verein$|^laden$|^label name$|business name"),
    ("department", r"abteilung|department"),
    ("title", r"beruf|^position|\bjob\b|funktion|^rolle|^role|tätigkeit|occupation|profession|handwerk|gewerk|^title$|branche|trade$"),
    ("seeks", r"sucht|^suche?$|braucht|wünsch|looking for|seek|needs?\b|bedarf|^wants?\b|gesuch"),
    ("offers", r"kann\b|könn|bietet|angebot|stärke|\boffers?|skill|good at|fähigkeit|hilft|expertise|can help|talent|^macht$|was .*macht$"),
    ("story", r"geschichte|story|über (sie|ihn|die person)|^about|^bio|hintergrund|beschreibung|description|background|^wer ist"),
    ("labels", r"liste|gruppe|\blabel|\btags?\b|kategorie|categor|^groups?$|schlagw|stichw|^art$|^kreis"),
    ("postal_code", r"^plz$|postleitzahl|^zip|postal ?code|post ?code"),
    ("street", r"straße|^str\b|street"),
    ("address", r"adresse|anschrift|address|^wohnhaft"),
    ("region", r"bundesland|kanton|^region|^state$|province"),
    ("country", r"^land$|^staat$|country"),
    ("city", r"\bort$|^stadt|wohnort|^city|^town|^wohnt|^plz ort|location"),
    ("note", r"notiz|bemerk|remark|\bnotes?\b|komment|comment|anmerk|sonstig|^infos?$|misc|zusatz"),
    ("name", r"^(voller |ganzer )?name$|^vor und (nach|zu)name|^(full|contact|display) ?name|^person|^wer$|^who$|^mensch|^kontaktname|^name vorname|^vorname name|^namen?$"),
)  # fmt: skip
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _NAMES)


def guess_columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return a field of FIELDS for each column; `rows` are some of the first."""
    columns: dict[str, str] = {}
    values = _values(header, rows)
    for name in header:
        field = field_named(name) or _by_look(values[name])
        field = _corrected(field, values[name])
        if field not in _MANY and field in columns.values():
            field = "note"
        columns[name] = field
    _settle_names(columns, values)
    return columns


def field_named(name: str) -> str:
    """Return the field a column of that name holds; empty if the name says nothing."""
    said = re.sub(r"[^\w#]+", " ", name[:_LONGEST].casefold().replace("_", " ")).strip()
    said = said.replace("strasse", "straße")
    said = re.sub(r" \d+$", "", said)
    return next((field for field, pattern in _PATTERNS if pattern.search(said)), "")


def find_header(rows: list[list[str]]) -> int:
    """Return which row holds the names of the columns, -1 if the first one is somebody already."""
    for place, row in enumerate(rows[:_MOST_PREAMBLE]):
        cells = [cell for cell in row if cell.strip()]
        if any(is_data(cell) for cell in cells):
            break
        if sum(bool(field_named(cell)) for cell in cells if len(cell) < 60) >= min(2, max(1, len(row))):
            return place
    usual = max((len(row) for row in rows), default=0)
    for place, row in enumerate(rows[:_MOST_PREAMBLE]):
        cells = [cell for cell in row if cell.strip()]
        if len(cells) * 2 >= usual:
            return -1 if any(is_data(cell) for cell in cells) else place
    return 0


def is_a_table(table: Table) -> bool:
    """Whether rows and columns are people: more than one column, or one whose name or values say what it holds."""
    rows = [row.cells for row in islice(table.rows(), _SAMPLE) if not row.is_empty and not row.problem]
    if len(table.header) == 1:
        values = [row[0] for row in rows if row]
        return bool(field_named(table.header[0])) or _by_look(values) in ("email", "phone", "contact")
    fitting = sum(1 < len(row) <= len(table.header) + 1 for row in rows)
    known = sum(bool(field_named(name)) for name in table.header)
    return bool(known > 1 or (rows and fitting * 2 > len(rows) and (known or _has_ways(rows))))


def _has_ways(rows: list[list[str]]) -> bool:
    return any(is_mail(cell) or is_phone(cell) for row in rows for cell in row)


def _values(header: Sequence[str], rows: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    sample = list(islice(rows, _SAMPLE))
    return {
        name: [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        for place, name in enumerate(header)
    }


def _by_look(values: list[str]) -> str:
    if not values:
        return "note"
    mails, phones, sites = (sum(map(test, values)) / len(values) for test in (is_mail, is_phone, is_site))
    for field, share in (("email", mails), ("phone", phones), ("site", sites)):
        if share > 0.8:
            return field
    return "contact" if mails + phones + sites > 0.7 else "note"


def _corrected(field: str, values: list[str]) -> str:
    """Return another field where the values belie the name."""
    if not values:
        return field
    look = _by_look(values)
    days = sum(map(is_day, values)) / len(values)
    if field in ("address", "name", "note", "phone", "site") and look == "email":
        return "email"
    if field in ("email", "phone") and look == "contact":
        return "contact"
    if field == "met_where" and days > 0.6:
        return "met_on"
    if field == "title" and all(
        re.match(r"(dr|prof|herr|frau|mr|ms|mrs|dipl)\b", value, re.I) for value in values
    ):
        return "prefix"
    return field


def _settle_names(columns: dict[str, str], values: dict[str, list[str]]) -> None:
    """Where there is a first name, `Name` is the other one; without any name, the first column that looks like one."""
    fields = set(columns.values())
    if "given" in fields and "family" not in fields and "name" in fields:
        columns.update({name: "family" for name, field in columns.items() if field == "name"})
    if not fields & {"name", "given", "family", "nickname"}:
        for name, field in columns.items():
            found = values[name]
            if field == "note" and found and sum(map(is_name, found)) > len(found) * 0.8:
                columns[name] = "name"
                return
