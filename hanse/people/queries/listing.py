"""The list of people: filters, letters, and why a search found somebody."""

from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Count

from hanse.community.models import Member
from hanse.kit.text import folded
from hanse.people.actions.search import SOURCES
from hanse.people.models import Book, Contact, ContactAddress, Encounter, Label, Note
from hanse.people.models.contact import ContactQuerySet

PAGE = 30
_LONG_UNSEEN = timedelta(days=183)
_NEW = timedelta(days=30)
_MOST_TOWNS = 6
_AROUND = 60


def filtered(member: Member, *, label: str, place: str, only: str, today: date) -> ContactQuerySet:
    """Return the member's people after one filter each of label, town and state."""
    people = Contact.objects.visible_to(member).people()
    if only == "resting":
        people = people.resting()
    if only == "unseen":
        people = people.awake().long_unseen(before=today - _LONG_UNSEEN)
    if only == "new":
        people = people.filter(created_at__date__gte=today - _NEW)
    if label:
        people = people.filter(labels__sort_key=label)
    if place:
        people = people.filter(addresses__city=place).distinct()
    return people.by_name()


def after(people: ContactQuerySet, sort_key: str, pk: UUID) -> ContactQuerySet:
    """Go on behind one row of the list (keyset), at the same cost for any page."""
    return people.filter(sort_key__gte=sort_key).exclude(sort_key=sort_key, pk__lte=pk)


def labels_of(member: Member) -> list[Label]:
    return list(Label.objects.filter(member=member))


def towns_of(member: Member) -> list[str]:
    """Return the towns most people of the book live in; counted anew when a card or a text of the book changed."""
    book = Book.objects.filter(member=member, slug="people").values_list("last_seq", flat=True).first()
    return list(_towns(member.pk, book or 0))


@lru_cache(maxsize=1024)
def _towns(member_id: UUID, _last_seq: int) -> tuple[str, ...]:
    towns = ContactAddress.objects.filter(contact__member=member_id).exclude(city="").values("city")
    return tuple(
        row["city"] for row in towns.annotate(many=Count("id")).order_by("-many", "city")[:_MOST_TOWNS]
    )


def excerpts(contacts: list[Contact], words: list[str]) -> dict[UUID, str]:
    """Return for each contact the piece of text in which a word was found, where the name does not show it."""
    ids = [contact.pk for contact in contacts]
    texts: dict[UUID, list[str]] = defaultdict(list)
    for contact in contacts:
        texts[contact.pk] += [
            contact.job_title,
            contact.story,
            contact.offers,
            contact.seeks,
            contact.met_how,
            contact.met_where,
            contact.card_note,
        ]
    for pk, *parts in Encounter.contacts.through.objects.filter(contact_id__in=ids).values_list(
        "contact_id", "encounter__note", "encounter__topic", "encounter__place"
    ):
        texts[pk] += parts
    for pk, text in Note.objects.filter(contact__in=ids).values_list("contact_id", "text"):
        texts[pk].append(text)
    for source in SOURCES:
        for pk, text in source(ids):
            texts[pk].append(text)
    return {contact.pk: _piece(texts[contact.pk], words) for contact in contacts}


def _piece(texts: list[str], words: list[str]) -> str:
    for word in words:
        for text in texts:
            place = folded(text).find(word)
            if place >= 0:
                start = text.rfind(" ", 0, max(0, place - _AROUND)) + 1 if place > _AROUND else 0
                piece = text[start : place + 2 * _AROUND].replace("\n", " ")
                return ("… " if start else "") + piece + (" …" if place + 2 * _AROUND < len(text) else "")
    return ""
