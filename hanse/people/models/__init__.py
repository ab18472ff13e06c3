from hanse.people.models.book import Book, Card, CardHistory
from hanse.people.models.contact import (
    MOST_PARTS,
    Contact,
    ContactAddress,
    ContactDate,
    ContactEmail,
    ContactPhone,
    ContactSite,
    Label,
    Note,
    Relation,
    SearchText,
)
from hanse.people.models.encounter import Encounter
from hanse.people.models.imports import ColumnMap, Import, ImportEntry
from hanse.people.models.merging import Apart, DoubleSearch, Merge, Suspicion

__all__ = [
    "MOST_PARTS",
    "Apart",
    "Book",
    "Card",
    "CardHistory",
    "ColumnMap",
    "Contact",
    "ContactAddress",
    "ContactDate",
    "ContactEmail",
    "ContactPhone",
    "ContactSite",
    "DoubleSearch",
    "Encounter",
    "Import",
    "ImportEntry",
    "Label",
    "Merge",
    "Note",
    "Relation",
    "SearchText",
    "Suspicion",
]
