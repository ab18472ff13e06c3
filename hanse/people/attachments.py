"""Rows of rooms above that hang on a contact: how they move in a merge, come in with a file and go out again.

A room appends one `Attachment` in its AppConfig.ready, so that this room need not know it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import Model

from hanse.community.models import Member
from hanse.people.models import Contact, Encounter


class Attachment(Protocol):
    name: str
    """how its rows are called in a take-out and in `formats.arriving.Reading.attached`"""

    model: type[Model]
    """its table, with `visible_to`"""

    def move(self, *, gone: Contact, kept: Contact) -> list[str]:
        """Hang what hangs on one contact on another; return the keys of the rows."""

    def move_back(self, *, keys: list[str], to: Contact) -> None:
        """The way back; rows that are gone since stay gone."""

    def take_in(
        self,
        *,
        member: Member,
        rows: list[dict],
        person_of: Callable[[str], Contact | None],
        encounter_of: Callable[[str], Encounter | None],
        key_of: Callable[[str], UUID],
        now: datetime,
    ) -> list[str]:
        """Write rows of a file; return the keys of those that are new. `key_of` gives a row's own key for the file's."""

    def take_back(self, *, keys: list[str]) -> None:
        """Remove what `take_in` wrote."""

    def take_out(self, *, member: Member) -> list[dict]:
        """Return all rows of the member in the form that `take_in` reads."""


ATTACHMENTS: list[Attachment] = []
