"""What every request must be before any room looks at it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hanse.kit.views import bad_request


class OnlyUtf8:
    """Turns away a request in another charset: no browser sends one, and some names stand for no text at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            return bad_request(request, UnicodeError(request.encoding))
        return self.get_response(request)
