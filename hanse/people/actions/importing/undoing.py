"""The way back: a whole import is taken back, what she wrote since then stays."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hanse.people.actions import cards, search
from hanse.people.actions.encounters import refresh_due
from hanse.people.actions.importing import own
from hanse.people.actions.importing.matching import AUTHOR
from hanse.people.attachments import ATTACHMENTS
from hanse.people.models import CardHistory, Contact, Encounter, Import, ImportEntry, Merge, Note, Relation

UNDO_LASTS = timedelta(days=30)


@transaction.atomic
def undo(*, batch: Import, now: datetime) -> int:
    """Take the whole import back; returns how many people stayed since something was written to them.

    Raises ValidationError after 30 days.
    """
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Import.State.DONE:
        return 0
    if batch.done_at and now - batch.done_at > UNDO_LASTS:
        raise ValidationError(
            _("An import can be taken back for thirty days. After that, change people one by one.")
        )
    taken = batch.entries.filter(card_seq__isnull=False, contact__isnull=False)
    made = list(taken.values_list("made", flat=True))
    _take_back_rows(
        batch,
        notes=[key for one in made for key in one.get("notes", [])],
        merges=[one["merge"] for one in made if "merge" in one],
    )
    entries: dict[Contact, list[ImportEntry]] = defaultdict(list)
    for entry in taken.select_related("contact__card").order_by("-index"):
        entries[entry.contact].append(entry)
    stayed = sum(_undo_one(batch, contact, some, now=now) for contact, some in entries.items())
    left = Contact.objects.filter(pk__in=[contact.pk for contact in entries]).values_list("pk", flat=True)
    refresh_due(left)
    search.index(left)
    batch.state, batch.undone_at = Import.State.UNDONE, now
    batch.save()
    return stayed


def _take_back_rows(batch: Import, *, notes: list[str], merges: list[str]) -> None:
    """Encounters, promises, relations and notes that came with the file."""
    for attachment in ATTACHMENTS:
        attachment.take_back(keys=batch.made.get(attachment.name, []))
    Merge.objects.filter(member=batch.member, pk__in=merges).delete()
    Encounter.objects.filter(member=batch.member, pk__in=batch.made.get("encounters", [])).delete()
    Relation.objects.filter(contact__member=batch.member, pk__in=batch.made.get("relations", [])).delete()
    Note.objects.filter(contact__member=batch.member, pk__in=notes + batch.made.get("notes", [])).delete()
    for contact, columns in batch.made.get("columns", []):
        for there in Contact.objects.filter(member=batch.member, pk=contact):
            own.put_back(there, columns)


def _undo_one(batch: Import, contact: Contact, entries: list[ImportEntry], *, now: datetime) -> int:
    touched = contact.card.seq != max(entry.card_seq for entry in entries)
    if any(entry.created_contact for entry in entries):
        columns = {
            name: both for entry in reversed(entries) for name, both in entry.made.get("columns", {}).items()
        }
        if touched or contact.revision > 1 or not own.is_untouched(contact, columns) or _has_life(contact):
            return 1
        cards.delete_card(card=contact.card, author=AUTHOR, now=now)
        return 0
    for entry in entries:  # the last one first, so that each finds what it wrote
        own.put_back(contact, entry.made.get("columns", {}))
        contact.labels.remove(*entry.made.get("labels", []))
    first = min(entry.made.get("before", contact.card.seq) for entry in entries)
    before = CardHistory.objects.filter(card=contact.card, seq=first).first()
    if touched:
        return 1
    if before:
        arriving = cards.arrival(bytes(before.raw), href=contact.card.href)
        cards.save_card(book=contact.card.book, arriving=arriving, author=before.author, now=now)
    return 0


def _has_life(contact: Contact) -> bool:
    """Whether anything was written to her since: an encounter, a note, a promise, a relation."""
    names = ("encounters", "notes", "promises", "relations", "relations_to", "led_to")
    links = {rel.get_accessor_name() for rel in contact._meta.related_objects}
    return any(getattr(contact, name).exists() for name in names if name in links)
