"""Taking people along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from hanse.accounts.decorators import step_up
from hanse.kit.http import page
from hanse.kit.text import clean
from hanse.people.actions.exporting import VERSIONS, exported
from hanse.people.models import Contact, Label
from hanse.people.views.finding import contact_of


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    labels = Label.objects.visible_to(request.user.member)
    return page(request, "people/export.html", {"labels": labels, "versions": VERSIONS})


@require_safe
@step_up
def book(request: HttpRequest) -> HttpResponse:
    """Everybody, or one list."""
    people = Contact.objects.visible_to(request.user.member).select_related("card").by_name()
    if label := clean(request.GET.get("label", "")):
        people = people.filter(labels__sort_key=label)
    content = exported(people.iterator(chunk_size=500), version=_version(request))
    return StreamingHttpResponse(
        content, content_type="text/vcard; charset=utf-8", headers=_attached("hanse")
    )


@require_safe
def card(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    content = b"".join(exported([contact], version=_version(request)))
    return HttpResponse(
        content,
        content_type="text/vcard; charset=utf-8",
        headers=_attached(slugify(contact.display_name) or "card"),
    )


def _version(request: HttpRequest) -> str:
    return "4.0" if request.GET.get("version") == "4.0" else "3.0"


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.vcf"', "Cache-Control": "no-store"}
