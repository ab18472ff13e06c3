"""Meeting, calling, writing; and what follows for the rhythm."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile
from operator import attrgetter
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.kit import bulk, erasures
from hanse.kit.partial import Precision
from hanse.kit.text import clean
from hanse.people.actions import search
from hanse.people.models import Contact, Encounter

JUST_NOW = timedelta(minutes=1)
"""how far apart the two clicks of a double click may arrive"""


@transaction.atomic
def record_encounter(
    *,
    member: Member,
    contacts: Collection[Contact],
    on: date,
    now: datetime,
    precision: str = Precision.DAY,
    kind: str = Encounter.Kind.MET,
    place: str = "",
    topic: str = "",
    note: str = "",
    initiative: str = "",
    today: date,
) -> Encounter:
    """Note one encounter with one or many contacts of the member; moves the rhythm of each."""
    _refuse_wrong(member=member, contacts=contacts, on=on, today=today)
    encounter = Encounter.objects.create(
        member=member,
        kind=kind,
        on=on,
        precision=precision,
        place=clean(place),
        topic=clean(topic),
        note=clean(note),
        initiative=initiative,
        created_at=now,
    )
    encounter.contacts.set(contacts)
    _follow_up(contact.pk for contact in contacts)
    return encounter


@transaction.atomic
def record_encounter_once(
    *, member: Member, contacts: Sequence[Contact], now: datetime, today: date, **told
) -> Encounter:
    """`record_encounter` for a hand that may click twice: the same entry of a moment ago is this one."""
    first = Contact.objects.select_for_update().get(pk=contacts[0].pk)
    same = first.encounters.filter(created_at__gt=now - JUST_NOW, **told).first()
    return same or record_encounter(member=member, contacts=contacts, now=now, today=today, **told)


@transaction.atomic
def speak_today(*, contact: Contact, kind: str, today: date, now: datetime) -> Encounter:
    """Note with one tap that we were in touch today; a second tap of the day makes no second entry."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    bare = contact.encounters.filter(on=today, note="", topic="", place="").first()
    return bare or record_encounter(
        member=contact.member, contacts=[contact], on=today, today=today, now=now, kind=kind
    )


@transaction.atomic
def change_encounter(
    *, encounter: Encounter, contacts: Collection[Contact], today: date, **fields
) -> Encounter:
    """Rewrite an encounter; `fields` are columns of Encounter."""
    _refuse_wrong(member=encounter.member, contacts=contacts, on=fields.get("on", encounter.on), today=today)
    before = set(encounter.contacts.values_list("pk", flat=True))
    for name, value in fields.items():
        setattr(encounter, name, clean(value) if name in ("place", "topic", "note") else value)
    encounter.save()
    encounter.contacts.set(contacts)
    _follow_up(before | {contact.pk for contact in contacts})
    return encounter


@transaction.atomic
def delete_encounter(*, encounter: Encounter) -> None:
    touched = list(encounter.contacts.values_list("pk", flat=True))
    erasures.log(Encounter, [encounter.pk])
    encounter.delete()
    _follow_up(touched)


def refresh_due(contact_ids: Iterable[UUID]) -> None:
    """Work out last encounter, turns, rhythm and due day again.

    due = last encounter + rhythm; before the first encounter it counts from the day the rhythm was set.
    """
    contacts = list(Contact.objects.filter(pk__in=list(contact_ids)).prefetch_related("labels"))
    latest = _encounters_of([contact.pk for contact in contacts])
    for contact in contacts:
        encounters = latest[contact.pk]
        contact.last_encounter = encounters[0] if encounters else None
        contact.last_encounter_on = encounters[0].on if encounters else None
        contact.turns = _turns(encounters)
        contact.rhythm_days = _rhythm(contact)
        since = contact.last_encounter_on or contact.rhythm_since
        due = since + timedelta(days=contact.rhythm_days) if since and contact.rhythm_days else None
        contact.due_day = due.toordinal() if due else None
        if contact.put_off_until and contact.last_encounter_on and contact.due_day is None:
            contact.put_off_until = None
    columns = ("last_encounter_id", "last_encounter_on", "turns", "rhythm_days", "due_day", "put_off_until")
    bulk.update(Contact, columns, map(attrgetter(*columns, "pk"), contacts))


def _refuse_wrong(*, member: Member, contacts: Collection[Contact], on: date, today: date) -> None:
    if not contacts:
        raise ValidationError(_("Name at least one person."))
    if any(contact.member_id != member.pk for contact in contacts):
        raise ValidationError(_("Somebody in here is not in your book."))
    if on > today:
        raise ValidationError(_("That day is still to come. Note it when you have met."))


def _follow_up(contact_ids: Iterable[UUID]) -> None:
    ids = list(contact_ids)
    Contact.objects.filter(pk__in=ids).update(put_off_until=None)
    refresh_due(ids)
    search.index(ids)


def _encounters_of(contact_ids: list[UUID]) -> dict[UUID, list[Encounter]]:
    links = Encounter.contacts.through.objects.filter(contact_id__in=contact_ids).select_related("encounter")
    found: dict[UUID, list[Encounter]] = defaultdict(list)
    for link in links.order_by("-encounter__on", "-encounter__created_at", "-encounter_id"):
        found[link.contact_id].append(link.encounter)
    return found


def _turns(encounters: list[Encounter]) -> int:
    if not encounters or not encounters[0].initiative:
        return 0
    last = encounters[0].initiative
    streak = len(list(takewhile(lambda encounter: encounter.initiative == last, encounters)))
    return min(streak, 99) if last == Encounter.Initiative.THEM else -min(streak, 99)


def _rhythm(contact: Contact) -> int | None:
    if contact.own_rhythm_days is not None:
        return contact.own_rhythm_days or None
    return min((label.rhythm_days for label in contact.labels.all() if label.rhythm_days), default=None)
