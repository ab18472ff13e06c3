"""Every verb of a promise; the only code that writes promises.

Each verb may come twice (a double click, a page that is out of date): what has happened already stays as it is.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.kit import erasures
from hanse.kit.text import clean
from hanse.people.actions import search
from hanse.people.actions.encounters import JUST_NOW
from hanse.people.models import Contact, Encounter
from hanse.promises.models import Promise, Renegotiation


@transaction.atomic
def make_promise(
    *,
    member: Member,
    contact: Contact,
    what: str,
    made_on: date,
    today: date,
    now: datetime,
    direction: str = Promise.Direction.MINE,
    due_on: date | None = None,
    encounter: Encounter | None = None,
) -> Promise:
    """Write down what I promised the contact, or what she promised me."""
    if contact.member_id != member.pk:
        raise ValidationError(_("Somebody in here is not in your book."))
    promise = Promise(
        member=member,
        contact=contact,
        encounter=encounter,
        direction=direction,
        what=clean(what),
        made_on=made_on,
        due_on=due_on,
        created_at=now,
    )
    _refuse_wrong(promise, today=today)
    promise.save()
    search.index([contact.pk])
    return promise


@transaction.atomic
def make_promise_once(
    *, contact: Contact, what: str, direction: str, due_on: date | None, now: datetime, **more
) -> Promise:
    """`make_promise` for a hand that may click twice: the same promise of a moment ago is this one."""
    Contact.objects.select_for_update().get(pk=contact.pk)
    said = {"contact": contact, "what": clean(what), "direction": direction, "due_on": due_on}
    same = Promise.objects.filter(created_at__gt=now - JUST_NOW, **said).first()
    return same or make_promise(**said, now=now, **more)


def keep(*, promise: Promise, on: date) -> Promise:
    """Mine: I kept it. Theirs: it has arrived."""
    return _end(promise, "kept_on", on=on)


def release(*, promise: Promise, on: date) -> Promise:
    """Say "passt schon" to somebody who promised me something."""
    if promise.is_mine:
        raise ValidationError(_("Only the one it was promised to can let it go."))
    return _end(promise, "released_on", on=on)


def give_back(*, promise: Promise, on: date, word: str = "") -> Promise:
    """Say honestly that I cannot manage it, with a word to it if I like."""
    if not promise.is_mine:
        raise ValidationError(_("Only the one who promised can give it back."))
    return _end(promise, "returned_on", on=on, word=clean(word))


@transaction.atomic
def renegotiate(*, promise: Promise, due_on: date, today: date) -> Promise:
    """Agree on a new day. One that lapsed quietly opens again; any other end stands."""
    promise = _locked(promise)
    if not promise.is_open and not promise.lapsed_on:
        raise ValidationError(_already_ended(promise))
    if due_on < today:
        day = date_format(due_on, "DATE_FORMAT")
        raise ValidationError({"due_on": _("%(day)s has passed. Choose a day from today on.") % {"day": day}})
    if promise.due_on == due_on and promise.is_open:
        return promise
    Renegotiation.objects.create(promise=promise, on=today, from_due=promise.due_on, to_due=due_on)
    promise.due_on, promise.lapsed_on = due_on, None
    promise.save()
    return promise


@transaction.atomic
def take_back_new_day(*, promise: Promise) -> Promise:
    """The way back from a new day: the day before it holds again."""
    promise = _locked(promise)
    last = promise.renegotiations.last()
    if last is None or last.to_due != promise.due_on:
        return promise
    promise.due_on = last.from_due
    promise.save()
    last.delete()
    return promise


@transaction.atomic
def reopen(*, promise: Promise) -> Promise:
    """The way back from any end."""
    promise = _locked(promise)
    promise.kept_on = promise.released_on = promise.returned_on = promise.lapsed_on = None
    promise.parting_word = ""
    promise.save()
    search.index([promise.contact_id])
    return promise


@transaction.atomic
def change(*, promise: Promise, what: str, direction: str, due_on: date | None, today: date) -> Promise:
    """Correct what was written down. A day that was agreed anew is `renegotiate`."""
    promise = _locked(promise)
    promise.what, promise.direction, promise.due_on = clean(what), direction, due_on
    _refuse_wrong(promise, today=today)
    promise.save()
    search.index([promise.contact_id])
    return promise


@transaction.atomic
def delete(*, promise: Promise) -> None:
    """Strike it off for good."""
    contact_id = promise.contact_id
    erasures.log(Promise, [promise.pk])
    Promise.objects.filter(pk=promise.pk).delete()
    search.index([contact_id])


def lapse_overdue(*, today: date) -> int:
    """Let promises that are thirty days late lapse quietly. Returns how many."""
    return Promise.objects.past_lapsing(today=today).update(lapsed_on=today)


@transaction.atomic
def _end(promise: Promise, column: str, *, on: date, word: str = "") -> Promise:
    promise = _locked(promise)
    if getattr(promise, column):
        return promise
    if not promise.is_open and not promise.lapsed_on:
        raise ValidationError(_already_ended(promise))
    promise.lapsed_on = None
    setattr(promise, column, on)
    promise.parting_word = word
    promise.save()
    if word:
        search.index([promise.contact_id])
    return promise


def _locked(promise: Promise) -> Promise:
    return Promise.objects.select_for_update().get(pk=promise.pk)


def _already_ended(promise: Promise) -> str:
    if promise.kept_on:
        return _("It is marked as kept already.")
    if promise.released_on:
        return _("You let it go already.")
    return _("You gave it back already.")


def _refuse_wrong(promise: Promise, *, today: date) -> None:
    if promise.made_on > today:
        raise ValidationError(_("That day is still to come. Note it when you have met."))
    promise.clean_fields(exclude=["member", "contact", "encounter", "created_at"])
    promise.validate_constraints()
