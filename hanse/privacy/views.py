from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hanse.accounts.decorators import step_up
from hanse.kit.http import page
from hanse.privacy.takeout import takeout as zipped


@require_safe
def takeout(request: HttpRequest) -> HttpResponse:
    return page(request, "privacy/takeout.html")


@require_safe
@step_up
def takeout_file(request: HttpRequest) -> HttpResponse:
    """Everything of hers in one ZIP, sent while it is made."""
    now = timezone.now()
    name = f"hanse-{timezone.localdate(now):%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        zipped(member=request.user.member, now=now),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
