from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hanse.kit.http import page


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    return page(request, "home/today.html")
