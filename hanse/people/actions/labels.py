"""Grouping people into lists of one's own."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.kit import erasures
from hanse.kit.text import clean, plain
from hanse.people.actions import carrying, search, showing
from hanse.people.actions.encounters import refresh_due
from hanse.people.models import Contact, Label

LONGEST_NAME = 80


def label_named(*, member: Member, name: str) -> Label:
    """Return the member's label of that name, made if she has none; upper and lower case are one."""
    name = clean(name).lstrip("#").strip()[:LONGEST_NAME]
    if not name:
        raise ValidationError(_("Give the list a name."))
    label, _made = Label.objects.get_or_create(member=member, sort_key=key_of(name), defaults={"name": name})
    return label


def key_of(name: str) -> str:
    """Return what a list is found and sorted by; ß and some others grow longer in it than the name is."""
    return plain(clean(name).lstrip("#").strip()[:LONGEST_NAME])[:LONGEST_NAME]


@transaction.atomic
def label_contact(*, contact: Contact, name: str, now: datetime) -> Label:
    label = label_named(member=contact.member, name=name)
    contact.labels.add(label)
    carrying.carry(contacts=[contact], add=[label.name], now=now)
    _follow_up([contact])
    return label


@transaction.atomic
def unlabel_contact(*, contact: Contact, label: Label, now: datetime) -> None:
    contact.labels.remove(label)
    carrying.carry(contacts=[contact], remove=[label.name], now=now)
    _follow_up([contact])


@transaction.atomic
def set_labels(*, contact: Contact, names: Iterable[str], now: datetime) -> None:
    """Let the contact carry exactly these labels."""
    added, removed = put_labels(contact=contact, names=names)
    carrying.carry(contacts=[contact], add=added, remove=removed, now=now)
    _follow_up([contact])


def put_labels(*, contact: Contact, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Write the labels alone and return the names that came and went; the caller looks after card, rhythm and search."""
    before = {label.pk: label.name for label in contact.labels.all()}
    after = {
        label.pk: label.name
        for label in [label_named(member=contact.member, name=name) for name in names if clean(name)]
    }
    contact.labels.set(after)
    return [after[pk] for pk in after.keys() - before.keys()], [
        before[pk] for pk in before.keys() - after.keys()
    ]


@transaction.atomic
def change_label(*, label: Label, name: str, rhythm_days: int | None, now: datetime) -> Label:
    if not (name := clean(name)):
        raise ValidationError(_("Give the list a name."))
    if Label.objects.filter(member=label.member_id, sort_key=key_of(name)).exclude(pk=label.pk).exists():
        raise ValidationError(_("You have a list of that name already."))
    before = label.name
    label.name, label.sort_key, label.rhythm_days = name, key_of(name), rhythm_days
    label.save()
    bearers = list(label.contacts.select_related("card"))
    if name != before:
        carrying.rename(contacts=bearers, before=before, after=name, now=now)
    _follow_up(bearers)
    return label


@transaction.atomic
def delete_label(*, label: Label, now: datetime) -> None:
    """Dissolve a list; the people stay."""
    contacts = list(label.contacts.all())
    erasures.log(Label, [label.pk])
    name = label.name
    label.delete()
    carrying.carry(contacts=contacts, remove=[name], now=now)
    _follow_up(contacts)


def _follow_up(contacts: Iterable[Contact]) -> None:
    ids = [contact.pk for contact in contacts]
    refresh_due(ids)
    search.index(ids)
    showing.refresh(ids)
