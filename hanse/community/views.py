from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from hanse.accounts.actions import find_link
from hanse.community.actions import found_kontor
from hanse.community.forms import ClaimForm
from hanse.community.models import Kontor, Member
from hanse.kit.http import page


@login_not_required
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """The first person claims the Kontor; looking decides nothing."""
    now = timezone.now()
    link = find_link(token=token, now=now)
    if link is None or link.user is not None or Kontor.objects.exists():
        return page(request, "accounts/link_gone.html", status=410)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            member = found_kontor(
                link=link,
                name=data["name"],
                username=data["username"],
                password=data["password"] or None,
                language=get_language() or "de",
                now=now,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _welcome(request, member, with_password=bool(data["password"]))
    return page(request, "community/claim.html", {"form": form}, status=422 if form.errors else 200)


def _welcome(request: HttpRequest, member: Member, *, with_password: bool) -> HttpResponse:
    perform_login(request, Login(user=member.user))
    record_authentication(request, member.user, method="link", reauthenticated=True)
    return redirect("home:today" if with_password else "mfa_add_webauthn")
