"""One person: her page, writing her down, changing, resting, letting go."""

import secrets
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.accounts.actions import discard_draft
from hanse.kit.http import page, safe_next, toast
from hanse.people import panels, photos
from hanse.people.actions import contacts as actions
from hanse.people.actions import encounters
from hanse.people.forms.contact import RHYTHMS, WholeContact
from hanse.people.forms.encounter import RelationForm
from hanse.people.models import Contact, Encounter, Relation
from hanse.people.queries.questions import questions
from hanse.people.queries.timeline import PAGE, timeline
from hanse.people.views.finding import contact_of, relation_of


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    today = timezone.localdate()
    start = int(request.GET.get("from", "0")) if request.GET.get("from", "0").isdigit() else 0
    entries, has_older = timeline(contact, start=start)
    context = {
        "contact": contact,
        "today": today,
        "entries": entries,
        "older": start + PAGE if has_older else 0,
        "panels": [panel(contact, today) for panel in panels.PANELS],
        "rhythms": RHYTHMS,
        "relations": Relation.objects.visible_to(request.user.member)
        .filter(contact=contact, other__trashed_at=None)
        .select_related("other"),
        "relations_to": Relation.objects.visible_to(request.user.member)
        .filter(other=contact, contact__trashed_at=None)
        .select_related("contact"),
        "way": _way(contact),
    }
    return page(request, "people/show.html", context, fragment="entries" if start else None)


def _way(contact: Contact) -> dict[str, str]:
    phone, mail = contact.phones.first(), contact.emails.first()
    return {
        "call": f"tel:{phone.e164 or phone.value}" if phone else "",
        "write": f"mailto:{mail.value}" if mail else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    member, today = request.user.member, timezone.localdate(now)
    whole = _whole(request, member=member, today=today)
    if request.method == "POST" and whole.is_valid():
        contact = _created(request, whole, now)
        toast(request, _("%(name)s is in your book.") % {"name": contact.display_name})
        return redirect("people:show", pk=contact.pk)
    context = {"whole": whole, "form": whole.form, "key": secrets.token_urlsafe(9)}
    return page(request, "people/edit.html", context, status=422 if whole.form.errors else 200)


@transaction.atomic
def _created(request: HttpRequest, whole: WholeContact, now) -> Contact:
    """A double click or the back button sends the same key: it finds the person that is there already."""
    made: dict = request.session.get("written_down", {})
    key = request.POST.get("key", "")
    there = (
        Contact.objects.visible_to(request.user.member).filter(pk=made.get(key)).first()
        if key in made
        else None
    )
    if there:
        return there
    contact = actions.create_contact(
        member=request.user.member,
        changes=whole.changes(),
        label_names=whole.form.label_names(),
        now=now,
        **whole.form.own(),
    )
    request.session["written_down"] = dict([*list(made.items())[-20:], (key, str(contact.pk))])
    discard_draft(user=request.user, path=request.path)
    return contact


def _whole(request: HttpRequest, **kwargs) -> WholeContact:
    if request.method == "POST":
        return WholeContact(request.POST, request.FILES, **kwargs)
    return WholeContact(**kwargs)


@require_POST
def rest(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    actions.rest(contact=contact, today=timezone.localdate())
    toast(
        request,
        _("%(name)s rests. Find her again any time.") % {"name": contact.first_name},
        undo_url=reverse("people:wake", args=[pk]),
    )
    return redirect("people:show", pk=pk)


@require_POST
def wake(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    actions.wake(contact=contact)
    toast(request, _("%(name)s is back.") % {"name": contact.first_name})
    return redirect("people:show", pk=pk)


@require_POST
def set_rhythm(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    days = request.POST.get("days", "")
    chosen = int(days) if days.isdigit() and int(days) in (0, *RHYTHMS) else None
    actions.set_rhythm(contact=contact, days=chosen, today=timezone.localdate())
    toast(request, _("Saved."))
    return redirect("people:show", pk=pk)


@require_POST
def spoken(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap: we spoke today."""
    contact = contact_of(request, pk)
    now = timezone.now()
    today = timezone.localdate(now)
    encounter = _todays(contact, today) or encounters.record_encounter(
        member=request.user.member,
        contacts=[contact],
        on=today,
        today=today,
        now=now,
        kind=request.POST.get("kind") if request.POST.get("kind") in Encounter.Kind.values else "call",
    )
    toast(
        request,
        _("Noted: today with %(name)s.") % {"name": contact.first_name},
        undo_url=reverse("people:delete_encounter", args=[encounter.pk]),
    )
    return redirect(safe_next(request, otherwise=reverse("people:show", args=[pk])))


def _todays(contact: Contact, today: date) -> Encounter | None:
    """The bare entry of an earlier tap today; a second tap makes no second one."""
    return contact.encounters.filter(on=today, note="", topic="", place="").first()


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    if request.method == "POST":
        photos.forget(contact.photo_digest)
        actions.delete_contact(contact=contact, now=timezone.now())
        toast(request, _("%(name)s is gone from your book.") % {"name": contact.display_name})
        return redirect("people:index")
    return page(request, "people/delete.html", {"contact": contact})


@require_safe
def brief(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    today = timezone.localdate()
    last = contact.last_encounter
    context = {
        "contact": contact,
        "today": today,
        "last": last,
        "questions": questions(contact, last, today=today),
        "panels": [panel(contact, today) for panel in panels.BRIEF_PANELS],
    }
    return page(request, "people/brief.html", context)


@require_safe
@cache_control(private=True, max_age=86400)
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    picture = photos.button(contact) if contact.photo_digest else None
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/webp", headers={"X-Content-Type-Options": "nosniff"})


@require_POST
def relate(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    form = RelationForm(request.POST, member=request.user.member)
    try:
        if not form.is_valid():
            raise ValidationError([message for errors in form.errors.values() for message in errors])
        actions.relate(contact=contact, other=form.cleaned_data["other"], kind=form.cleaned_data["kind"])
    except ValidationError as error:
        return page(
            request,
            "people/relate.html",
            {"contact": contact, "form": form, "problems": error.messages},
            status=422,
        )
    return redirect("people:show", pk=pk)


@require_POST
def unrelate(request: HttpRequest, pk: int) -> HttpResponse:
    relation = relation_of(request, pk)
    actions.unrelate(relation=relation)
    return redirect("people:show", pk=relation.contact_id)
