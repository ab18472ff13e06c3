"""What every view answers with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme


def page(
    request: HttpRequest,
    template: str,
    context: dict | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a whole page, or with one `{% partialdef %}` of it when htmx asked for that part.

    A form in error is answered with `status=422`, which htmx swaps in like any other answer.
    """
    name = f"{template}#{fragment}" if fragment and wants_fragment(request) else template
    body = render_to_string(name, context, request=request)
    if wants_fragment(request) and len(messages.get_messages(request)):
        body += render_to_string("kit/toasts.html#beside", request=request)
    response = HttpResponse(body, status=status)
    patch_vary_headers(response, ["HX-Request", "Cookie", "Accept-Language"])
    response["Cache-Control"] = "no-store"
    return response


def toast(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Say what just happened on the next page; with an address, a button posts there to take it back."""
    messages.success(request, text, extra_tags=undo_url)


def safe_next(request: HttpRequest, *, otherwise: str) -> str:
    """Where a form or a link asked to go afterwards, if that is one of our own pages."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else otherwise


def whole_number(text: str, *, otherwise: int = 0) -> int:
    """Return the number that an address or a hidden field holds; nonsense and what no count reaches is `otherwise`."""
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page rather than a person for a whole one."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request
