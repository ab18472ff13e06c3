"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """The place in the navigation, and whether this Kontor is a demo."""
    place = request.resolver_match.app_name if request.resolver_match else ""
    return {"IS_DEMO": settings.IS_DEMO, "place": place}
