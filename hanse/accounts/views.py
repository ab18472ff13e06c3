import re
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import login as allauth_login
from allauth.account.views import logout as allauth_logout
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hanse.accounts import actions
from hanse.accounts.decorators import step_up
from hanse.accounts.forms import PreferencesForm, RecoveryForm, SignInForm
from hanse.accounts.middleware import KEPT, keep_late_form, last_person
from hanse.accounts.models import User
from hanse.kit.http import page, safe_next, toast

# Keys, dates and choices of a kept form: sent again, but nothing to read.
_MACHINE_WORDS = re.compile(r"[a-z0-9_:.-]*")


@login_not_required
def login(request: HttpRequest) -> HttpResponse:
    """allauth's view; too many wrong tries answer 429."""
    response = allauth_login(request)
    form = (getattr(response, "context_data", None) or {}).get("form")
    if isinstance(form, SignInForm) and _is_tired(form):
        response.status_code = 429
    return response


def _is_tired(form: SignInForm) -> bool:
    return form.has_error("__all__", "too_many_login_attempts")


def logout(request: HttpRequest) -> HttpResponse:
    """allauth's view; the browser forgets the pages it was shown. Lines that wait to be sent stay on the device."""
    response = allauth_logout(request)
    if not request.user.is_authenticated:
        response["Clear-Site-Data"] = '"cache"'
    return response


@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(user=request.user, **form.cleaned_data)
        toast(request, _("Saved."))
        return redirect("accounts:me")
    context = {
        "form": form,
        "passkeys": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN),
        "has_codes": Authenticator.objects.filter(
            user=request.user, type=Authenticator.Type.RECOVERY_CODES
        ).exists(),
        "sessions": UserSession.objects.filter(user=request.user).order_by("-last_seen_at"),
    }
    return page(request, "accounts/me.html", context, status=422 if form.errors else 200)


@require_POST
@step_up
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    end_sessions(request, list(others))
    toast(request, _("All other devices are signed out."))
    return redirect("accounts:me")


@login_not_required
@require_http_methods(["GET", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """The way in when the passkey is lost: sign-in name and one of the recovery codes."""
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"]
        if not ratelimit.consume(request, action="login_failed", key=f"code:{username.casefold()}"):
            form.add_error(None, _("Too many tries. Wait five minutes."))
            return page(request, "accounts/recovery.html", {"form": form}, status=429)
        user = User.objects.filter(username=username, is_active=True).first()
        codes = (
            user and Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
        )
        if codes and codes.wrap().validate_code(form.cleaned_data["code"].strip()):
            return _sign_in(request, user, method="mfa")
        form.add_error(None, _("Sign-in name and code do not belong together, or the code has been used."))
    return page(request, "accounts/recovery.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: looking decides nothing, the button signs in."""
    now = timezone.now()
    found = actions.find_link(token=token, now=now)
    if found is None or found.user is None:
        return page(request, "accounts/link_gone.html", status=410)
    if request.method == "POST":
        try:
            actions.use_link(link=found, now=now)
        except ValidationError:
            return page(request, "accounts/link_gone.html", status=410)
        return _sign_in(request, found.user, method="link")
    return page(request, "accounts/link.html", {"person": found.user})


def _sign_in(request: HttpRequest, user: User, *, method: str) -> HttpResponse:
    perform_login(request, Login(user=user, redirect_url="/account/me/"))
    record_authentication(request, user, method=method, reauthenticated=True)
    return redirect("accounts:me")


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    try:
        actions.save_draft(
            user=request.user,
            path=request.POST.get("path", ""),
            body=request.POST.get("body", ""),
            now=timezone.now(),
        )
    except ValidationError:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    actions.discard_draft(user=request.user, path=request.POST.get("next", ""))
    return redirect(safe_next(request, otherwise=reverse("home:today")))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The small sign-in of the dialog. Only the same person goes on where she was."""
    if request.method == "HEAD":
        return _who(request, status=204 if request.user.is_authenticated else 401)
    before = last_person(request)
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST":
        if not form.is_valid():
            return HttpResponse(status=429 if _is_tired(form) else 422)
        form.login(request)
        same = before is not None and before == request.user
        return _who(request, status=204 if same else 205)
    response = page(request, "accounts/again.html", {"form": form})
    response["X-CSRF-Token"] = get_token(request)
    return response


def _who(request: HttpRequest, *, status: int) -> HttpResponse:
    """Tell the page who is signed in now; it goes on only for the person it was made for."""
    headers = {"X-CSRF-Token": get_token(request), "X-Person": str(request.user.pk)}
    return HttpResponse(status=status, headers=headers)


@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """Show the form that came too late, to its sender alone; only her button sends it."""
    kept_id, _, key = request.COOKIES.get(KEPT, "").partition(":")
    opened = _is_uuid(kept_id) and actions.open_body(
        user=request.user, kept_id=kept_id, key=key, now=timezone.now()
    )
    if not opened:
        response = redirect("home:today")
        response.delete_cookie(KEPT)
        return response
    body, fields = opened
    written = [value for _name, value in fields if not _MACHINE_WORDS.fullmatch(value)]
    return page(request, "accounts/kept.html", {"path": body.path, "fields": fields, "written": written})


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@login_not_required
def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page from before the last sign-in was sent: keep its text and show it with a fresh token."""
    if request.htmx:
        return HttpResponse(status=401)
    person = request.user if request.user.is_authenticated else last_person(request)
    target = "accounts:kept" if request.user.is_authenticated else "account_login"
    response = page(request, "accounts/stale.html", {"target": target}, status=403)
    keep_late_form(request, response, user=person)
    return response
