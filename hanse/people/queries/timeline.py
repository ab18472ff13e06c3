"""What was: encounters and notes of one person, the latest first."""

from datetime import date

from hanse.people.models import Contact, Encounter, Note

PAGE = 20


def timeline(contact: Contact, *, start: int = 0) -> tuple[list[Encounter | Note], bool]:
    """Return at most PAGE entries from `start` on, and whether there are older ones."""
    upto = start + PAGE + 1
    encounters = Encounter.objects.filter(contacts=contact).latest_first().with_people()[:upto]
    notes = Note.objects.filter(contact=contact).order_by("-on", "-created_at")[:upto]
    entries = sorted([*encounters, *notes], key=_when, reverse=True)
    return entries[start : start + PAGE], len(entries) > start + PAGE


def _when(entry: Encounter | Note) -> tuple[date, object]:
    return entry.on, entry.created_at
