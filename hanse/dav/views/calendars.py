"""Calendars for programs that cannot sign in: a secret address each, made and taken back here."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanse.accounts.decorators import step_up
from hanse.dav import actions
from hanse.dav.icalendar import document
from hanse.dav.models import CalendarAddress
from hanse.kit.calendars import CALENDARS, Calendar
from hanse.kit.http import page, toast


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _index(request)


def _index(request: HttpRequest, *, made: str = "", address: str = "") -> HttpResponse:
    """Show the calendars; the address that was just made is shown this once."""
    addresses = {one.slug: one for one in CalendarAddress.objects.visible_to(request.user.member)}
    rows = [{"calendar": one, "address": addresses.get(one.slug)} for one in CALENDARS]
    return page(request, "dav/calendars.html", {"rows": rows, "made": made, "address": address})


@require_POST
@step_up
def make(request: HttpRequest, slug: str) -> HttpResponse:
    calendar = _calendar(slug)
    token = actions.make_address(member=request.user.member, slug=calendar.slug, now=timezone.now())
    address = settings.BASE_URL + reverse("dav:feed", args=[token])
    return _index(request, made=calendar.slug, address=address)


@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    address = get_object_or_404(CalendarAddress.objects.visible_to(request.user.member), pk=pk)
    actions.revoke_address(address=address)
    toast(request, _("That address opens nothing any more."))
    return redirect("dav:calendars")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever knows its address."""
    address = actions.find_address(token=token)
    if address is None:
        raise Http404
    calendar, member = _calendar(address.slug), address.member
    with translation.override(member.user.language or settings.LANGUAGE_CODE):
        content = document(calendar.events(member.pk, timezone.localdate()), name=str(calendar.name))
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _calendar(slug: str) -> Calendar:
    found = next((one for one in CALENDARS if one.slug == slug), None)
    if found is None:
        raise Http404
    return found
