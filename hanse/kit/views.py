"""The app on a phone's home screen, the page without reception, and the pages for when something went wrong."""

import json
from hashlib import sha256
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from hanse.kit.http import page

_SCRIPTS = (
    "capture-outbox",
    "copy-text",
    "dictate-button",
    "hanse",
    "keep-draft",
    "menus",
    "outbox",
    "sign-in-again",
)
_SHELL = (
    "css/hanse.css",
    "django_htmx/htmx-4.min.js",
    *(f"js/{name}.js" for name in (*_SCRIPTS, "submit-once", "token")),
    "img/icons.svg",
    "img/knot.svg",
    "img/knot-stitch.svg",
    "img/thread-x.svg",
    "img/thread-y.svg",
    "fonts/figtree-latin-wght-normal.woff2",
    "fonts/vollkorn-latin-wght-normal.woff2",
)
_WORKER = Path(__file__).parent / "static" / "js" / "sw.js"


@login_not_required
@require_GET
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    icons = [
        {
            "src": static(f"img/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    share = {
        "action": "/capture/share/",
        "method": "GET",
        "params": {"title": "title", "text": "text", "url": "url"},
    }
    content = {
        "name": "Hanse",
        "short_name": "Hanse",
        "description": gettext("Your own network, kept alive"),
        "lang": get_language(),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f9f6f0",
        "theme_color": "#f9f6f0",
        "icons": icons,
        "share_target": share,
    }
    return JsonResponse(content, content_type="application/manifest+json")


@login_not_required
@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    files = json.dumps([static(name) for name in _SHELL])
    version = sha256(files.encode()).hexdigest()[:12]
    script = _WORKER.read_text().replace("VERSION", version).replace("FILES", files)
    return HttpResponse(script, content_type="text/javascript", headers={"Service-Worker-Allowed": "/"})


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """A page without anything of anybody on it, so that a phone may keep it."""
    return HttpResponse(render_to_string("kit/offline.html", {"request": request}))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "kit/error_400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "kit/error_403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "kit/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, without the database, which may be the fault."""
    return HttpResponse(render_to_string("kit/error_500.html"), status=500)
