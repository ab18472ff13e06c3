"""Promises that come in with a file, go out with a take-out, or follow a contact in a merge."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hanse.community.models import Member
from hanse.kit import erasures
from hanse.kit.text import clean
from hanse.people.actions import search
from hanse.people.models import Contact, Encounter
from hanse.promises import actions
from hanse.promises.models import Promise, Renegotiation

_DAYS = ("due_on", "kept_on", "released_on", "returned_on", "lapsed_on")


class PromisesOfContact:
    """`people.attachments.Attachment`.

    A row of a file has the keys `key`, `person`, `what`, `made_on`, and may have `direction`, `encounter`,
    `due_on`, `kept_on`, `released_on`, `returned_on`, `lapsed_on`, `parting_word` and `renegotiations`
    (a list of `on`, `from_due`, `to_due`); days in ISO 8601.
    """

    name = "promises"
    model = Promise

    def move(self, *, gone: Contact, kept: Contact) -> list[str]:
        keys = [str(pk) for pk in Promise.objects.filter(contact=gone).values_list("pk", flat=True)]
        Promise.objects.filter(pk__in=keys).update(contact=kept)
        return keys

    def move_back(self, *, keys: list[str], to: Contact) -> None:
        Promise.objects.filter(pk__in=keys, member=to.member_id).update(contact=to)

    @transaction.atomic
    def take_in(
        self,
        *,
        member: Member,
        rows: list[dict],
        person_of: Callable[[str], Contact | None],
        encounter_of: Callable[[str], Encounter | None],
        key_of: Callable[[str], UUID],
        now: datetime,
    ) -> list[str]:
        there = set(
            Promise.objects.filter(pk__in=[key_of(row["key"]) for row in rows]).values_list("pk", flat=True)
        )
        promises, renegotiations = [], []
        for row in rows:
            pk, contact = key_of(row["key"]), person_of(row["person"])
            what = clean(row["what"])[:300]
            if pk in there or contact is None or not what:
                continue
            promise = Promise(
                pk=pk,
                member=member,
                contact=contact,
                encounter=encounter_of(row["encounter"]) if row.get("encounter") else None,
                direction=row.get("direction", Promise.Direction.MINE),
                what=what,
                made_on=date.fromisoformat(row["made_on"]),
                parting_word=clean(row.get("parting_word", ""))[:300],
                created_at=now,
                **{name: _day(row.get(name)) for name in _DAYS},
            )
            promise.validate_constraints()
            promises.append(promise)
            renegotiations += [
                Renegotiation(
                    promise=promise, **{name: _day(one.get(name)) for name in ("on", "from_due", "to_due")}
                )
                for one in row.get("renegotiations", [])
            ]
        Promise.objects.bulk_create(promises, batch_size=500)
        Renegotiation.objects.bulk_create(renegotiations, batch_size=500)
        search.index({promise.contact_id for promise in promises})
        return [str(promise.pk) for promise in promises]

    @transaction.atomic
    def take_back(self, *, keys: list[str]) -> None:
        touched = set(Promise.objects.filter(pk__in=keys).values_list("contact_id", flat=True))
        erasures.log(Promise, keys)
        Promise.objects.filter(pk__in=keys).delete()
        search.index(touched)

    def take_out(self, *, member: Member) -> list[dict]:
        promises = (
            Promise.objects.visible_to(member).order_by("made_on", "pk").prefetch_related("renegotiations")
        )
        return [_row(promise) for promise in promises]


def delete_again(*, keys: list[str], now: datetime) -> None:
    """Delete what was deleted after a backup was made."""
    for promise in Promise.objects.filter(pk__in=keys):
        actions.delete(promise=promise)


def _row(promise: Promise) -> dict:
    return {
        "key": str(promise.pk),
        "person": str(promise.contact_id),
        "encounter": str(promise.encounter_id) if promise.encounter_id else None,
        "direction": promise.direction,
        "what": promise.what,
        "made_on": promise.made_on.isoformat(),
        **{name: _iso(getattr(promise, name)) for name in _DAYS},
        "parting_word": promise.parting_word,
        "renegotiations": [
            {name: _iso(getattr(one, name)) for name in ("on", "from_due", "to_due")}
            for one in promise.renegotiations.all()
        ],
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
