"""Reads of promises that another room or a page asks for."""

from collections.abc import Iterable
from uuid import UUID

from hanse.promises.models import Promise


def texts(contact_ids: list[UUID]) -> Iterable[tuple[UUID, str]]:
    """Return what the search is to find of each contact's promises."""
    promises = Promise.objects.filter(contact__in=contact_ids)
    for contact_id, what, word in promises.values_list("contact_id", "what", "parting_word"):
        yield contact_id, f"{what} {word}"
