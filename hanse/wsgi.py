"""The WSGI application that granian serves: static files first, which never reach Django, then everything else."""

import os
from collections.abc import Iterable
from threading import BoundedSemaphore
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanse.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - there only once Django is set up

from hanse.dav import door  # noqa: E402

PAGES_AT_ONCE = 8
"""more would only take the processor from one another"""

HASHED = r"^.*\.[0-9a-f]{12}\.[^/]+$"
"""names that change with what is in the file; a browser may keep them for good"""


def quieten(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def at_once(count: int, application: WSGIApplication) -> WSGIApplication:
    """Let no more than `count` requests in at the same time; the others wait outside."""
    room = BoundedSemaphore(count)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with room:
            return application(environ, start_response)

    return answer


pages = at_once(PAGES_AT_ONCE, django)


def house(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Phones have a door of their own; everybody else is answered by Django."""
    answer = door.application if door.is_ours(environ) else pages
    return answer(environ, start_response)


# Its middleware for Django runs an event loop for each request, so it stands in front instead.
application = ServeStatic(
    house,
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    allow_all_origins=False,
    immutable_file_test=HASHED,
    add_headers_function=quieten,
)
