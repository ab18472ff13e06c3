"""Who is in the book twice: look, decide, take back."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanse.kit.http import page, toast
from hanse.people.actions import doubling, merging
from hanse.people.models import Contact, Merge, Suspicion
from hanse.people.queries import comparing
from hanse.people.tasks import look_for_doubles


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    member = request.user.member
    context = {
        "search": comparing.last_search(member),
        "comparisons": comparing.comparisons(member),
        "waiting": comparing.count_suspicions(member),
        "merges": comparing.latest_merges(member),
    }
    return page(request, "people/doubles.html", context, fragment="state")


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Look through a small book at once, through a large one in the background."""
    member, now = request.user.member, timezone.now()
    with transaction.atomic():
        begun = doubling.begin(member=member, now=now)
        if begun.total > doubling.AT_ONCE and begun.started_at == now:
            look_for_doubles.enqueue(str(member.pk))
    if begun.total <= doubling.AT_ONCE:
        doubling.look(member=member, now=now)
    return redirect("people:doubles")


@require_POST
def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _suspicion(request, pk)
    kept, gone = (_contact(request, request.POST.get(name)) for name in ("kept", "gone"))
    if {kept.pk, gone.pk} != {found.one_id, found.other_id}:
        kept, gone = found.one, found.other
    choices = [name for name in merging.PICKS if request.POST.get(name) == "gone"]
    made = merging.merge(
        kept=kept,
        gone=gone,
        choices=choices,
        how=Merge.How.MEMBER,
        reasons=found.reasons,
        score=found.score,
        now=timezone.now(),
    )
    toast(
        request,
        _("One person: %(name)s.") % {"name": made.kept.display_name},
        undo_url=reverse("people:unmerge", args=[made.pk]),
    )
    return redirect("people:doubles")


@require_POST
def apart(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _suspicion(request, pk)
    merging.mark_apart(one=found.one, other=found.other, now=timezone.now())
    toast(request, _("Two people. You will not be asked again."))
    return redirect("people:doubles")


@require_POST
def later(request: HttpRequest, pk: UUID) -> HttpResponse:
    merging.put_off(suspicion=_suspicion(request, pk), now=timezone.now())
    return redirect("people:doubles")


@require_POST
def unmerge(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Merge.objects.visible_to(request.user.member), pk=pk)
    try:
        back = merging.undo(merge=found, now=timezone.now())
    except ValidationError as error:
        toast(request, error.messages[0])
    else:
        toast(request, _("%(name)s stands on her own again.") % {"name": back.display_name})
    return redirect("people:doubles")


def _suspicion(request: HttpRequest, pk: UUID) -> Suspicion:
    suspicions = Suspicion.objects.visible_to(request.user.member).select_related("one", "other")
    return get_object_or_404(suspicions, pk=pk)


def _contact(request: HttpRequest, key: str | None) -> Contact:
    try:
        pk = UUID(key or "")
    except ValueError:
        pk = None
    return get_object_or_404(Contact.objects.visible_to(request.user.member), pk=pk)
