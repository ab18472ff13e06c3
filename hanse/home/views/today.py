"""Today: whom, and why; what was promised; who celebrates."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanse.home import queries
from hanse.home.actions import reaching
from hanse.home.templatetags.home import way
from hanse.home.views.capturing import captured
from hanse.kit.http import page, toast, wants_fragment
from hanse.kit.text import clean
from hanse.people.actions import contacts as people
from hanse.people.actions import from_phone
from hanse.people.models import Contact, Encounter
from hanse.people.queries import comparing

_PUT_OFF = {"3": 3, "7": 7, "14": 14}


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    now = timezone.localtime()
    member, day = request.user.member, now.date()
    context = captured(request, day) | {
        "greeting": _greeting(now),
        "today": day,
        "member": member,
        "suggestions": queries.suggestions(member=member, today=day),
        "just_now": queries.just_now(member=member, today=day),
        "promises": queries.promises_due(member=member, today=day),
        "dayless": queries.promise_without_day(member=member, today=day),
        "birthdays": queries.birthdays(member=member, today=day),
        "doubles": comparing.count_suspicions(member),
        "arrived": queries.new_from_phone(member=member),
    }
    is_quiet = not (context["suggestions"] or context["promises"] or context["birthdays"])
    context["is_first_time"] = is_quiet and not Contact.objects.visible_to(member).exists()
    return page(request, "home/today.html", context)


@require_POST
def reached(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap: I got in touch today."""
    now = timezone.localtime()
    contact = _contact(request, pk)
    kind = Encounter.Kind.CALL if way(contact).get("kind") == "call" else Encounter.Kind.MESSAGE
    remembered, is_new = reaching.got_in_touch(contact=contact, kind=kind, today=now.date(), now=now)
    if is_new:
        said = _("Noted: you got in touch with %(name)s today.") % {"name": contact.display_name}
        toast(request, said, undo_url=reverse("home:take_back", args=[remembered.pk]))
    else:
        toast(request, _("That was noted already."))
    return _whom_again(request, now.date())


@require_POST
def not_today(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask again in 3, 7 or 14 days, or let it rest."""
    day = timezone.localdate()
    contact = _contact(request, pk)
    days, name = _PUT_OFF.get(request.POST.get("days", "")), {"name": contact.first_name}
    undo_url = reverse("home:after_all", args=[contact.pk])
    if days:
        people.put_off(contact=contact, days=days, today=day)
        toast(request, _("Not today, then. %(name)s comes again later.") % name, undo_url=undo_url)
    elif request.POST.get("days") == "rest":
        people.rest(contact=contact, today=day)
        toast(
            request,
            _("%(name)s may rest now. You find everybody among your people.") % name,
            undo_url=undo_url,
        )
    else:
        toast(request, _("Put it off by 3, 7 or 14 days."))
    return _whom_again(request, day)


@require_POST
def after_all(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = _contact(request, pk)
    reaching.after_all(contact=contact)
    toast(request, _("%(name)s is back again.") % {"name": contact.first_name})
    return redirect("home:today")


@require_POST
def met(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where we met somebody whom the phone wrote down; without a place it is not asked again."""
    contact = _contact(request, pk)
    where = clean(request.POST.get("where", "")) if "skip" not in request.POST else ""
    from_phone.met(contact=contact, where=where)
    toast(request, _("Noted.") if where else _("Not asked again."))
    return redirect("home:today")


@require_POST
def met_nobody(request: HttpRequest) -> HttpResponse:
    """A phone that brought its whole old book: nobody in it needs to be asked about."""
    from_phone.ask_no_more(member=request.user.member)
    toast(request, _("Not asked again."))
    return redirect("home:today")


def _whom_again(request: HttpRequest, day: date) -> HttpResponse:
    """Answer with the list of people as it is now, so that the next one moves up."""
    if not wants_fragment(request):
        return redirect("home:today")
    context = {"suggestions": queries.suggestions(member=request.user.member, today=day), "today": day}
    return page(request, "home/today.html", context, fragment="whom")


def _contact(request: HttpRequest, pk: UUID) -> Contact:
    return get_object_or_404(Contact.objects.visible_to(request.user.member).people(), pk=pk)


def _greeting(now: datetime) -> str:
    if 4 <= now.hour < 11:
        return _("Good morning")
    return _("Hello") if 11 <= now.hour < 18 else _("Good evening")
