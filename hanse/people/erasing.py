"""Deleting again what was deleted after a backup was made: the same verbs, on rows found by key."""

from datetime import datetime

from hanse.people.actions.cards import delete_card
from hanse.people.actions.contacts import delete_note, unrelate
from hanse.people.actions.encounters import delete_encounter
from hanse.people.actions.labels import delete_label
from hanse.people.models import Card, Encounter, Label, Note, Relation


def cards(*, keys: list[str], now: datetime) -> None:
    """A deleted card is a tombstone, and the person goes with it."""
    for card in Card.objects.filter(pk__in=keys).exclude(deleted=True, contact=None):
        delete_card(card=card, author="restore", now=now)


def encounters(*, keys: list[str], now: datetime) -> None:
    for encounter in Encounter.objects.filter(pk__in=keys):
        delete_encounter(encounter=encounter)


def labels(*, keys: list[str], now: datetime) -> None:
    for label in Label.objects.filter(pk__in=keys):
        delete_label(label=label, now=now)


def notes(*, keys: list[str], now: datetime) -> None:
    for note in Note.objects.filter(pk__in=keys):
        delete_note(note=note)


def relations(*, keys: list[str], now: datetime) -> None:
    for relation in Relation.objects.filter(pk__in=keys):
        unrelate(relation=relation)
