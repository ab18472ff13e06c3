"""From the keys of a file to the keys of rows: the same row of the same file is never written twice."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db.models import Model

from hanse.people.models import Import


class RowKeys:
    """Gives each key of a file the key of one row of this member, always the same.

    A row of her own that went out and comes back keeps its key.
    """

    def __init__(self, batch: Import) -> None:
        self.member = batch.member
        self.prefix = batch.format
        self.returning: set[UUID] = set()

    def look_up(self, model: type[Model], keys: Iterable[str]) -> None:
        """Find which of the keys are rows of this member still."""
        wanted = [key for text in keys if (key := _uuid(text))]
        self.returning |= set(
            model.objects.visible_to(self.member).filter(pk__in=wanted).values_list("pk", flat=True)
        )

    def of(self, key: str) -> UUID:
        own = _uuid(key)
        return own if own in self.returning else uuid5(self.member.pk, f"{self.prefix}:{key}")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
