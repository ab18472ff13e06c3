"""The whole book: list, search, lists."""

import contextlib
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.kit.http import page, toast
from hanse.kit.text import clean
from hanse.people.actions import labels as actions
from hanse.people.forms.label import LabelForm
from hanse.people.models import Contact
from hanse.people.queries import listing
from hanse.people.queries.finding import MOST_FOUND, find
from hanse.people.views.finding import label_of

_LONGEST_QUERY = 200
_SHOWN = 200


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    member = request.user.member
    context = {
        "today": timezone.localdate(),
        "query": clean(request.GET.get("q", ""))[:_LONGEST_QUERY],
        "labels": listing.labels_of(member),
        "towns": listing.towns_of(member),
        "label": clean(request.GET.get("label", "")),
        "town": clean(request.GET.get("town", "")),
        "only": request.GET.get("only", ""),
    }
    context |= _found(request, context) if context["query"] else _rows(request, context)
    return page(
        request, "people/index.html", context, fragment="rows" if request.GET.get("after") else "found"
    )


def _found(request: HttpRequest, context: dict) -> dict[str, object]:
    found = find(member=request.user.member, query=context["query"])
    contacts = found.contacts[:MOST_FOUND]
    pieces = listing.excerpts(contacts, found.words)
    for contact in contacts:
        contact.piece = pieces[contact.pk]
    return {"found": found, "contacts": contacts, "is_found": True}


def _rows(request: HttpRequest, context: dict) -> dict[str, object]:
    people = listing.filtered(
        request.user.member,
        label=context["label"],
        place=context["town"],
        only=context["only"],
        today=context["today"],
    )
    sort_key, _sep, pk = clean(request.GET.get("after", "")).rpartition("|")
    with contextlib.suppress(ValueError):
        people = listing.after(people, sort_key, UUID(pk))
    contacts = list(people.select_related("last_encounter")[: listing.PAGE + 1])
    more = len(contacts) > listing.PAGE
    contacts = contacts[: listing.PAGE]
    for contact in contacts:
        contact.letter = contact.sort_key[:1].upper() if contact.sort_key[:1].isalpha() else "#"
    is_filtered = bool(context["label"] or context["town"] or context["only"])
    return {"contacts": contacts, "last": contacts[-1] if more else None, "is_filtered": is_filtered}


@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    return page(request, "people/labels.html", {"labels": listing.labels_of(request.user.member)})


@require_http_methods(["GET", "HEAD", "POST"])
def label(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = label_of(request, pk)
    form = LabelForm(request.POST or None, initial={"name": found.name, "rhythm_days": found.rhythm_days})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_label(label=found, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error("name", error)
        else:
            toast(request, _("Saved."))
            return redirect("people:labels")
    people = Contact.objects.visible_to(request.user.member).filter(labels=found).by_name()[:_SHOWN]
    context = {"label": found, "people": people, "form": form}
    return page(request, "people/label.html", context, status=422 if form.errors else 200)


@require_POST
def delete_label(request: HttpRequest, pk: UUID) -> HttpResponse:
    actions.delete_label(label=label_of(request, pk), now=timezone.now())
    toast(request, _("The list is dissolved. The people stay."))
    return redirect("people:labels")
