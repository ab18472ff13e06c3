"""people.csv: one row a person, with the column names that Google Contacts reads and writes."""

import csv
import io
from collections.abc import Callable, Iterator

from django.db.models import Count, Model

from hanse.community.models import Member
from hanse.people.models import Contact, ContactAddress, ContactDate, ContactEmail, ContactPhone, ContactSite

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 500

Column = Callable[[Contact], object]
_COLUMNS: dict[str, Column] = {
    "Name Prefix": lambda one: one.prefix,
    "First Name": lambda one: one.given,
    "Middle Name": lambda one: one.additional,
    "Last Name": lambda one: one.family,
    "Name Suffix": lambda one: one.suffix,
    "Nickname": lambda one: one.nickname,
    "File As": lambda one: one.display_name,
    "Organization Name": lambda one: one.organisation,
    "Organization Title": lambda one: one.job_title,
    "Organization Department": lambda one: one.department,
    "Birthday": lambda one: partial_day(one.birthday_year, one.birthday_month, one.birthday_day),
    "Notes": lambda one: one.card_note,
    "Labels": lambda one: " ::: ".join(label.name for label in one.labels.all()),
    "Met on": lambda one: one.met_on,
    "Met where": lambda one: one.met_where,
    "How we met": lambda one: one.met_how,
    "Met through": lambda one: one.met_through,
    "Story": lambda one: one.story,
    "Offers": lambda one: one.offers,
    "Seeks": lambda one: one.seeks,
    "Rhythm in days": lambda one: one.rhythm_days,
    "Last encounter": lambda one: one.last_encounter_on,
    "Standing": lambda one: one.standing,
    "Source": lambda one: one.source,
    "Source since": lambda one: one.source_on,
}
_ADDRESS = {
    "Street": "street",
    "City": "city",
    "PO Box": "po_box",
    "Region": "region",
    "Postal Code": "postal_code",
    "Country": "country",
    "Extended Address": "extended",
}
# name of the group, accessor, what each column of one of them says
_GROUPS: list[tuple[str, str, type[Model], dict[str, Callable[[object], object]]]] = [
    ("E-mail", "emails", ContactEmail, {"Value": lambda one: one.value}),
    ("Phone", "phones", ContactPhone, {"Value": lambda one: one.value}),
    ("Website", "sites", ContactSite, {"Value": lambda one: one.value}),
    ("Event", "dates", ContactDate, {"Value": lambda one: partial_day(one.year, one.month, one.day)}),
    (
        "Address",
        "addresses",
        ContactAddress,
        {name: lambda one, column=column: getattr(one, column) for name, column in _ADDRESS.items()},
    ),
]


def pieces(member: Member) -> Iterator[bytes]:
    """Yield the table in UTF-8 with a BOM, which spreadsheets ask for."""
    most = {name: _most(member, model) for name, _accessor, model, _values in _GROUPS}
    yield b"\xef\xbb\xbf" + _line(_header(most))
    people = (
        Contact.objects.visible_to(member)
        .by_name()
        .select_related("met_through")
        .prefetch_related("labels", *(accessor for _name, accessor, *_rest in _GROUPS))
    )
    for contact in people.iterator(chunk_size=_BATCH):
        yield _line(_row(contact, most))


def _most(member: Member, model: type[Model]) -> int:
    """Return how many of a kind one person has at most."""
    rows = model.objects.filter(contact__member=member).values("contact")
    return rows.annotate(count=Count("pk")).order_by("-count").values_list("count", flat=True).first() or 0


def _header(most: dict[str, int]) -> list[str]:
    header = list(_COLUMNS)
    for name, _accessor, _model, values in _GROUPS:
        for number in range(1, most[name] + 1):
            header += [f"{name} {number} - {part}" for part in ("Label", *values)]
    return header


def _row(contact: Contact, most: dict[str, int]) -> list[object]:
    row = [column(contact) for column in _COLUMNS.values()]
    for name, accessor, _model, values in _GROUPS:
        there = list(getattr(contact, accessor).all())[: most[name]]
        for one in there:
            row += [one.label, *(value(one) for value in values.values())]
        row += [""] * ((most[name] - len(there)) * (1 + len(values)))
    return row


def _line(cells: list[object]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([safe(cell) for cell in cells])
    return out.getvalue().encode()


def safe(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def partial_day(year: int | None, month: int | None, day: int | None) -> str:
    """Return a day in ISO 8601, without its year as vCard writes it: --03-15."""
    if not month or not day:
        return f"{year:04}" if year else ""
    return f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
