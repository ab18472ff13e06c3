"""One person: her page, writing her down, changing, resting, letting go."""

import secrets
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.accounts.actions import discard_draft
from hanse.kit.http import page, safe_next, toast, whole_number
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
    start = whole_number(request.GET.get("from", ""))
    entries, has_older = timeline(contact, start=start)
    prefetch_related_objects([contact], "phones", "emails")
    kin = Relation.objects.visible_to(request.user.member).of(contact)
    context = {
        "contact": contact,
        "today": today,
        "entries": entries,
        "older": start + PAGE if has_older else 0,
        "panels": [panel(contact, today) for panel in panels.PANELS],
        "rhythms": RHYTHMS,
        "relations": [one for one in kin if one.contact_id == contact.pk],
        "relations_to": [one for one in kin if one.other_id == contact.pk],
        "way": _way(contact),
    }
    return page(request, "people/show.html", context, fragment="entries" if start else None)


def _way(contact: Contact) -> dict[str, str]:
    phone, mail = next(iter(contact.phones.all()), None), next(iter(contact.emails.all()), None)
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
        contact = actions.create_contact_once(
            member=member,
            key=request.POST.get("key", ""),
            changes=whole.changes(),
            label_names=whole.form.label_names(),
            now=now,
            **whole.form.own(),
        )
        discard_draft(user=request.user, path=request.path)
        toast(request, _("%(name)s is in your book.") % {"name": contact.display_name})
        return redirect("people:show", pk=contact.pk)
    context = {"whole": whole, "form": whole.form, "key": secrets.token_urlsafe(9)}
    return page(request, "people/edit.html", context, status=422 if whole.has_errors else 200)


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
    days = whole_number(request.POST.get("days", ""), otherwise=-1)
    chosen = days if days in (0, *RHYTHMS) else None
    actions.set_rhythm(contact=contact, days=chosen, today=timezone.localdate())
    toast(request, _("Saved."))
    return redirect("people:show", pk=pk)


@require_POST
def spoken(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap: we spoke today."""
    contact = contact_of(request, pk)
    now = timezone.now()
    today = timezone.localdate(now)
    kind = request.POST.get("kind", "")
    encounter = encounters.speak_today(
        contact=contact,
        kind=kind if kind in Encounter.Kind.values else Encounter.Kind.CALL,
        today=today,
        now=now,
    )
    toast(
        request,
        _("Noted: today with %(name)s.") % {"name": contact.first_name},
        undo_url=reverse("people:delete_encounter", args=[encounter.pk]),
    )
    return redirect(safe_next(request, otherwise=reverse("people:show", args=[pk])))


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
