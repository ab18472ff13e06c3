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

__all__ = [
    "MOST_PARTS",
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
    "Encounter",
    "Import",
    "ImportEntry",
    "Label",
    "Note",
    "Relation",
    "SearchText",
]
