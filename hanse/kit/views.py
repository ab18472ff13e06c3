"""The app on a phone's home screen, the page without reception, and the pages for when something went wrong."""

import json
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from hanse.kit.http import page

_SCRIPTS = Path(__file__).parent / "static" / "js"
_WORKER = _SCRIPTS / "sw.js"
# What the page without reception needs to look like itself.
SHELL = (
    "css/hanse.css",
    "django_htmx/htmx-4.min.js",
    *sorted(f"js/{script.name}" for script in _SCRIPTS.glob("*.js") if script != _WORKER),
    "img/icons.svg",
    "img/knot.svg",
    "fonts/figtree-latin-wght-normal.woff2",
    "fonts/vollkorn-latin-wght-normal.woff2",
)
_PAPER = "#f9f6f0"


@login_not_required
@require_GET
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    share = {"title": "title", "text": "text", "url": "url"}
    content = {
        "name": "Hanse",
        "short_name": "Hanse",
        "description": gettext("Your own network, kept alive"),
        "lang": get_language(),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [_icon(size, purpose) for size in (192, 512) for purpose in ("any", "maskable")],
        "share_target": {"action": "/capture/share/", "method": "GET", "params": share},
    }
    return JsonResponse(content, content_type="application/manifest+json")


def _icon(size: int, purpose: str) -> dict[str, str]:
    address = static(f"img/icon-{size}.png")
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@login_not_required
@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker's script with the addresses of this house; anything new in the shell gives it a new version."""
    addresses = {
        "offline": reverse("kit:offline"),
        "outbox": static("js/outbox.js"),
        "files": settings.STATIC_URL,
        "capture": reverse("home:capture"),
        "waiting": reverse("home:capture_waiting"),
        "again": reverse("accounts:again"),
    }
    head = f"const ADDRESSES = {json.dumps(addresses)};\nconst FILES = {json.dumps([static(name) for name in SHELL])};\n"
    script = head + _WORKER.read_text()
    version = sha256((script + render_to_string("kit/offline.html")).encode()).hexdigest()[:12]
    return HttpResponse(
        script.replace("VERSION", version),
        content_type="text/javascript",
        headers={"Service-Worker-Allowed": "/"},
    )


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """A page without anything of anybody on it, so that a phone may keep it."""
    return HttpResponse(render_to_string("kit/offline.html"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer without a session or a person: a wrong host name is turned away before either is known."""
    return HttpResponse(render_to_string("kit/error_400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "kit/error_403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "kit/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, without the database, which may be the fault."""
    return HttpResponse(render_to_string("kit/error_500.html"), status=500)
