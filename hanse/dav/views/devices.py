"""Connecting a phone, seeing what is connected, choosing who goes there, locking a device out."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from uuid import UUID

import segno
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.accounts import actions
from hanse.accounts.decorators import step_up
from hanse.accounts.models import AppPassword
from hanse.dav import queries
from hanse.dav.call import principal_of
from hanse.dav.door import ROOT
from hanse.dav.forms import DeviceForm, WhoForm
from hanse.kit.http import page, toast
from hanse.people.actions import showing
from hanse.people.actions.cards import default_book
from hanse.people.models import Book, Contact, Label


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _index(request, WhoForm(initial=_chosen(request), member=request.user.member))


def _index(request: HttpRequest, form: WhoForm) -> HttpResponse:
    member = request.user.member
    context = {
        "devices": queries.devices(member),
        "kinds": AppPassword.Device.choices,
        "form": form,
        "has_labels": Label.objects.visible_to(member).exists(),
        "trashed": Contact.everybody.visible_to(member).trashed().count(),
        "is_open": not settings.HTTPS,
        "today": timezone.localdate(),
    }
    return page(request, "dav/devices.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest) -> dict[str, object]:
    book = Book.objects.visible_to(request.user.member).prefetch_related("phone_labels").first()
    if book is None:
        return {"choice": Book.PhoneChoice.ALL}
    return {"choice": book.phone_choice, "labels": book.phone_labels.all()}


@require_POST
def who(request: HttpRequest) -> HttpResponse:
    form = WhoForm(request.POST, member=request.user.member)
    if not form.is_valid():
        return _index(request, form)
    book = default_book(member=request.user.member)
    showing.choose(book=book, **form.cleaned_data)
    toast(request, _("Saved. Your phones hear of it when they look next."))
    return redirect("dav:devices")


@require_http_methods(["GET", "HEAD", "POST"])
@step_up
def connect(request: HttpRequest, kind: str) -> HttpResponse:
    """Name the device, then see its password, once, with what to type where."""
    if kind not in AppPassword.Device.values:
        raise Http404
    device = AppPassword.Device(kind)
    form = DeviceForm(request.POST or None, initial={"name": "" if kind == "other" else device.label})
    if request.method == "POST" and form.is_valid():
        try:
            _made, token = actions.issue_app_password(
                user=request.user, device=kind, now=timezone.now(), **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error("name", error)
        else:
            context = {"kind": kind, "device": device.label, "way": Way.of(request, token)}
            return page(request, "dav/connected.html", context)
    context = {"form": form, "kind": kind, "device": device.label}
    return page(request, "dav/connect.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = get_object_or_404(AppPassword.objects.visible_to(request.user), pk=pk)
    actions.revoke_app_password(app_password=device, now=timezone.now())
    toast(request, _("%(name)s is locked out. What it brought stays.") % {"name": device.name})
    return redirect("dav:devices")


@dataclass(frozen=True)
class Way:
    """What to type into a device, and the picture for those that can read one."""

    username: str
    token: str
    host: str
    root: str
    book: str

    @classmethod
    def of(cls, request: HttpRequest, token: str) -> "Way":
        member, parts = request.user.member, urlsplit(settings.BASE_URL)
        root = f"{settings.BASE_URL}{ROOT}/"
        return cls(member.user.username, token, parts.netloc, root, f"{root}{principal_of(member)}/people/")

    @property
    def link(self) -> str:
        """The address with which DAVx⁵ opens, everything filled in (its manual, section Integration)."""
        scheme = "davx5" if settings.HTTPS else "carddav"
        return f"{scheme}://{quote(self.username, safe='')}:{self.token}@{self.host}{ROOT}/"

    @property
    def picture(self) -> SafeString:
        drawn = segno.make(self.link, error="m").svg_inline(svgclass="qr qr--far", omitsize=True, border=2)
        return mark_safe(drawn)  # noqa: S308 - made of our own text by segno
