"""Changing a person; and when her card was changed elsewhere meanwhile, putting the two together."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hanse.accounts.actions import discard_draft
from hanse.kit.http import page, toast, whole_number
from hanse.people.actions import contacts as actions
from hanse.people.errors import Stale
from hanse.people.forms import merging
from hanse.people.forms.contact import WholeContact
from hanse.people.models import Contact
from hanse.people.views.finding import contact_of


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    today = timezone.localdate()
    whole = _whole(request, contact, today)
    if request.method == "POST" and whole.is_valid():
        try:
            _save(request, contact, whole)
        except Stale:
            return _merge(request, contact, whole, today)
        discard_draft(user=request.user, path=request.path)
        toast(request, _("Saved."))
        return redirect("people:show", pk=contact.pk)
    unbound = WholeContact(member=request.user.member, today=today, contact=contact)
    base = request.POST.get("base") or merging.packed(merging.told(unbound))
    context = {
        "whole": whole,
        "form": whole.form,
        "contact": contact,
        "base": base,
        **_seen(request, contact),
    }
    return page(request, "people/edit.html", context, status=422 if whole.has_errors else 200)


def _seen(request: HttpRequest, contact: Contact) -> dict[str, object]:
    """What the page shows is of this state: a form in error still speaks of the one it was opened with."""
    return {
        "revision": request.POST.get("revision") or contact.revision,
        "etag": request.POST.get("etag") or contact.card.etag,
    }


def _whole(request: HttpRequest, contact: Contact, today: date) -> WholeContact:
    """Return the form: empty, as sent, or as put together on the page before."""
    given = {"member": request.user.member, "today": today, "contact": contact}
    if request.method != "POST":
        return WholeContact(**given)
    if "merged" not in request.POST:
        return WholeContact(request.POST, request.FILES, **given)
    values = merging.unpacked(request.POST["merged"])
    values = merging.chosen(values, merging.unpacked(request.POST.get("base", "")), request.POST)
    return WholeContact(merging.as_data(values), None, **given)


def _save(request: HttpRequest, contact: Contact, whole: WholeContact) -> None:
    actions.change_contact(
        contact=contact,
        changes=whole.changes(),
        revision=whole_number(request.POST.get("revision", "")),
        etag=request.POST.get("etag", ""),
        label_names=whole.form.label_names(),
        now=timezone.now(),
        **whole.form.own(),
    )


def _merge(request: HttpRequest, contact: Contact, whole: WholeContact, today: date) -> HttpResponse:
    """Show what both places changed, to choose from; what only one of them did comes along."""
    there = merging.told(WholeContact(member=request.user.member, today=today, contact=contact))
    base = merging.unpacked(request.POST.get("base", ""))
    merged = merging.merge(base, there, merging.told(whole), whole)
    context = {
        "contact": contact,
        "choices": merged.choices,
        "joined": merged.joined,
        "merged": merging.packed(merged.values),
        "base": merging.packed(there),
        "has_photo": bool(request.FILES),
    }
    return page(request, "people/merge.html", context, status=409)
