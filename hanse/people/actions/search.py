"""The words of everything written about a contact, kept so that one keystroke finds her."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.db.models import F, Model

from hanse.kit import bulk
from hanse.kit.text import words
from hanse.people.models import Book, Contact, Encounter, Note, SearchText

Source = Callable[[list[UUID]], Iterable[tuple[UUID, str]]]

# Rooms above add what they know of a contact (promises do, when their app is ready).
SOURCES: list[Source] = []

_NAMES = ("display_name", "given", "family", "nickname", "organisation")
_OWN = ("department", "job_title", "card_note", "met_where", "met_how", "story", "offers", "seeks")
_LONGEST = 40_000


def index(contact_ids: Iterable[UUID]) -> None:
    """Write the search text of these contacts anew, from all sources."""
    contacts = list(
        Contact.objects.filter(pk__in=list(contact_ids)).prefetch_related(
            "phones", "emails", "addresses", "sites", "labels"
        )
    )
    more = _from_sources([contact.pk for contact in contacts])
    for contact in contacts:
        groups = (contact.phones, contact.emails, contact.addresses, contact.sites)
        more[contact.pk] += parts_of(part for group in groups for part in group.all())
        more[contact.pk] += [label.name for label in contact.labels.all()]
    SearchText.objects.filter(contact__in=[contact.pk for contact in contacts]).delete()
    index_new(contacts, more)


def parts_of(parts: Iterable[Model]) -> list[str]:
    """Return what can be found of phones, mails, addresses and sites."""
    return [text for part in parts for text in (str(part), getattr(part, "e164", "")) if text]


def index_new(contacts: list[Contact], more: Mapping[UUID, Iterable[str]]) -> None:
    """Write the first search text of contacts; `more` is all that does not stand in their own columns."""
    if not contacts:
        return
    seq = _next_seq(contacts)
    rows = [_row(contact, more.get(contact.pk, ()), seq[contact.member_id]) for contact in contacts]
    bulk.insert(SearchText, ("contact_id", "member_id", "names", "text", "seq"), rows)


def _row(contact: Contact, more: Iterable[str], seq: int) -> tuple:
    names = dict.fromkeys(words(" ".join(getattr(contact, name) for name in _NAMES)))
    rest = words("\n".join([*(getattr(contact, name) for name in _OWN), *more]))
    return contact.pk, contact.member_id, _spaced(names), _spaced(sorted({*names, *rest})), seq


def _spaced(distinct: Iterable[str]) -> str:
    """Return the words with a blank before each, so that " mul" finds where a word begins."""
    return (" " + " ".join(distinct))[:_LONGEST]


def _next_seq(contacts: list[Contact]) -> dict[UUID, int]:
    """Each member's count of index changes, kept in her first book, tells other processes what to read again."""
    members = {contact.member_id for contact in contacts}
    Book.objects.filter(member__in=members, slug="people").update(search_seq=F("search_seq") + 1)
    return dict(Book.objects.filter(member__in=members, slug="people").values_list("member_id", "search_seq"))


def _from_sources(ids: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for source in (_encounter_texts, _note_texts, _relation_texts, *SOURCES):
        for contact_id, text in source(ids):
            found[contact_id].append(text)
    return found


def _encounter_texts(ids: list[UUID]) -> Iterable[tuple[UUID, str]]:
    links = Encounter.contacts.through.objects.filter(contact_id__in=ids)
    for contact_id, place, topic, note in links.values_list(
        "contact_id", "encounter__place", "encounter__topic", "encounter__note"
    ):
        yield contact_id, f"{place} {topic} {note}"


def _note_texts(ids: list[UUID]) -> Iterable[tuple[UUID, str]]:
    return Note.objects.filter(contact__in=ids).values_list("contact_id", "text")


def _relation_texts(ids: list[UUID]) -> Iterable[tuple[UUID, str]]:
    return Contact.objects.filter(pk__in=ids, relations__isnull=False).values_list(
        "pk", "relations__other__display_name"
    )
