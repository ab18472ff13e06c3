"""What phones did, and the way back: one card, somebody in the trash, the whole book."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.dav import queries
from hanse.dav.forms import HourForm
from hanse.kit.http import page, toast
from hanse.people.actions import restoring
from hanse.people.actions import trash as actions
from hanse.people.actions.cards import default_book
from hanse.people.errors import Stale, UidTaken
from hanse.people.models import Card, Contact

_SHOWN = 200


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"changes": queries.changes(request.user.member), "today": timezone.localdate()}
    return page(request, "dav/changes.html", context)


@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    card = get_object_or_404(Card.objects.visible_to(request.user.member), pk=pk)
    seq = request.POST.get("seq", "")
    try:
        restoring.undo(card=card, seq=int(seq) if seq.isdecimal() else -1, now=timezone.now())
    except Stale:
        toast(request, _("It has been changed again since. Look at it once more."))
    except UidTaken:
        toast(request, _("Somebody with the same card is in your book again."))
    else:
        toast(request, _("Taken back. Your phones hear of it when they look next."))
    return redirect("dav:changes")


@require_safe
def trash(request: HttpRequest) -> HttpResponse:
    waiting = Contact.everybody.visible_to(request.user.member).trashed().order_by("-trashed_at", "id")
    context = {"contacts": waiting[:_SHOWN], "today": timezone.localdate(), "lasts": actions.TRASH_LASTS.days}
    return page(request, "dav/trash.html", context)


@require_POST
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = _trashed(request, pk)
    try:
        actions.restore(contact=contact, author=restoring.AUTHOR, now=timezone.now())
    except UidTaken:
        toast(request, _("Somebody with the same card is in your book again."))
        return redirect("dav:trash")
    toast(request, _("%(name)s is back.") % {"name": contact.display_name})
    return redirect("dav:trash")


@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = _trashed(request, pk)
    actions.discard(contact=contact, now=timezone.now())
    toast(request, _("Gone for good."))
    return redirect("dav:trash")


@require_http_methods(["GET", "HEAD", "POST"])
def turn_back(request: HttpRequest) -> HttpResponse:
    """Name an hour, see what would go back, and only then do it."""
    now = timezone.now()
    form = HourForm(request.POST or None, now=now)
    book = default_book(member=request.user.member) if request.method == "POST" else None
    looked = None
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        if "sure" in request.POST:
            _turned(request, *restoring.turn_back(book=book, to=to, now=now))
            return redirect("dav:changes")
        looked = {"to": to, "returns": _shown(restoring.returns(book=book, to=to))}
    context = {"form": form, "looked": looked, "today": timezone.localdate(now)}
    return page(request, "dav/turn_back.html", context, status=422 if form.errors else 200)


def _turned(request: HttpRequest, done: int, stuck: int) -> None:
    said = ngettext("%(n)d card is as it was.", "%(n)d cards are as they were.", done) % {"n": done}
    if stuck:
        more = _("%(n)d could not go back, since their like is in your book again.") % {"n": stuck}
        said = f"{said} {more}"
    toast(request, said)


def _shown(returns: list[restoring.Return]) -> list[dict[str, object]]:
    people = {one.card_id: one for one in Contact.everybody.filter(card__in=[one.card for one in returns])}
    return [{"what": one, "contact": people[one.card.pk]} for one in returns if one.card.pk in people]


def _trashed(request: HttpRequest, pk: UUID) -> Contact:
    waiting = Contact.everybody.visible_to(request.user.member).trashed().select_related("card__book")
    return get_object_or_404(waiting, pk=pk)
