"""What a member's phone may show of her promises: when they fall due."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hanse.kit.calendars import Event
from hanse.promises.models import Promise


def due(member_id: object, today: date) -> Iterator[Event]:
    """Yield each open promise on its day; a late one stands on today."""
    promises = Promise.objects.filter(member=member_id, contact__trashed_at=None, due_on__isnull=False).open()
    for promise in promises.select_related("contact").soonest_first().iterator(chunk_size=500):
        said = _("Promised to %(name)s: %(what)s") if promise.is_mine else _("%(name)s promised: %(what)s")
        yield Event(
            uid=f"promise-{promise.pk}",
            start=max(promise.due_on, today),
            summary=said % {"name": promise.contact.display_name, "what": promise.what},
            changed_at=promise.created_at,
            url=settings.BASE_URL + reverse("promises:edit", args=[promise.pk]),
        )
