"""The whole book: list, search, lists."""

import contextlib
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.kit.http import page, toast
from hanse.kit.text import clean
from hanse.people.actions import labels as actions
from hanse.people.forms.label import LabelForm
from hanse.people.models import Contact
from hanse.people.queries import comparing, listing, naming
from hanse.people.queries.finding import MOST_FOUND, find
from hanse.people.views.finding import label_of

_LONGEST_QUERY = 200
_SHOWN = 200
_MOST_LABELS = 6
_MOST_TOWNS = 3


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
        "doubles": partial(comparing.count_suspicions, member),  # asked by the whole page alone
    }
    context["filters"] = _filters(context)
    context |= _found(request, context) if context["query"] else _rows(request, context)
    return page(
        request, "people/index.html", context, fragment="rows" if request.GET.get("after") else "found"
    )


def _filters(context: dict) -> list[dict[str, object]]:
    """Return the chips that filter. The one that is on comes first: on a phone it would stand out of sight."""
    states = {
        "unseen": _("Not seen for long"),
        "new": pgettext("people who are new in the book", "New"),
        "resting": _("Resting"),
    }
    offered = [
        *(("label", one.sort_key, one.name) for one in context["labels"]),
        *(("town", town, town) for town in context["towns"]),
        *(("only", state, word) for state, word in states.items()),
    ]
    on = [one for one in offered if context[one[0]] == one[1]]
    room = {"label": _MOST_LABELS, "town": _MOST_TOWNS, "only": len(states)}
    few = [
        one for kind in room for one in [o for o in offered if o[0] == kind][: room[kind]] if one not in on
    ]
    return [
        {"query": urlencode({kind: value}), "word": word, "is_on": (kind, value, word) in on}
        for kind, value, word in [*on, *few]
    ]


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
def names(request: HttpRequest) -> HttpResponse:
    """Suggest whom a field may mean; where several are named with commas, the last."""
    typed = clean(next(request.GET.values(), ""))[:_LONGEST_QUERY]
    before, comma, name = typed.rpartition(",")
    people = naming.beginning_with(member=request.user.member, text=name)
    return page(request, "people/_names.html", {"people": people, "before": f"{before}, " if comma else ""})


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
