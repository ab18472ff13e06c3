"""What an action of this room refuses, in words for the one who asked."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Stale(ValidationError):
    """The thing was changed since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("This was changed in another place in the meantime. Look at both before you save.")
        )


class EtagMismatch(Exception):
    """The card is no longer what the writer read (RFC 9110, section 13.1.1)."""


class UidTaken(ValueError):
    """Another card of the book carries this UID already (RFC 6352, section 5.1)."""
