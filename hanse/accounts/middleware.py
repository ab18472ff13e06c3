"""Closed by default; what arrives after a session has run out is kept; each in her own language."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from hanse.accounts.actions import keep_body
from hanse.accounts.models import User

WHO = "__Host-who" if settings.HTTPS else "who"
"""signed id of the last person who signed in with this browser"""
KEPT = "__Host-kept" if settings.HTTPS else "kept"
"""id and key of the form that came too late"""
_signer = TimestampSigner(salt="who")


class ClosedHouse(LoginRequiredMiddleware):
    """Every view is closed unless opened by name. htmx gets 401 and asks in a dialog."""

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        if request.htmx:
            return HttpResponse(status=401)
        response = super().handle_no_permission(request, view_func)
        if request.method == "POST":
            keep_late_form(request, response, user=last_person(request))
            if KEPT in response.cookies:
                response["Location"] = f"{reverse('account_login')}?next={reverse('accounts:kept')}"
        return response


class OwnLanguage:
    """The member's chosen language, else the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class SeenNowAndThen:
    """Notes where and when somebody was seen, once in a while: a write with each page would make every page slow."""

    EVERY = timedelta(minutes=10)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.seen: dict[str, datetime] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.user.is_authenticated and request.session.session_key
        now = timezone.now()
        if key and now - self.seen.get(key, datetime.min.replace(tzinfo=UTC)) > self.EVERY:
            UserSession.objects.create_from_request(request)
            if len(self.seen) > 10_000:
                self.seen.clear()
            self.seen[key] = now
        return self.get_response(request)


class QuietHeaders:
    """Nothing a signed-in person sees is stored; the browser remembers who she was, to give her text back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
            if last_person(request) != request.user:
                value = _signer.sign(str(request.user.pk))
                response.set_cookie(WHO, value, **_cookie(max_age=365 * 24 * 3600))
        return response


def last_person(request: HttpRequest) -> User | None:
    """Return who signed in with this browser last, whether or not she still is."""
    try:
        pk = _signer.unsign(request.COOKIES.get(WHO, ""))
    except BadSignature:
        return None
    return request.user if str(request.user.pk) == pk else User.objects.filter(pk=pk, is_active=True).first()


def keep_late_form(request: HttpRequest, response: HttpResponse, *, user: User | None) -> None:
    """Seal the posted form for its sender, for half an hour; files are not kept."""
    if user is None:
        return
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    if kept := keep_body(user=user, path=request.get_full_path(), fields=fields, now=timezone.now()):
        body, key = kept
        response.set_cookie(KEPT, f"{body.pk}:{key}", **_cookie(max_age=30 * 60))


def _cookie(*, max_age: int) -> dict[str, object]:
    return {"max_age": max_age, "httponly": True, "secure": settings.HTTPS, "samesite": "Lax"}
