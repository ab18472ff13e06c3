"""What an action of this room refuses, in words for the one who asked."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
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


class FileRefused(ValidationError):
    """A whole file cannot be taken in; `code` is one of `formats.CODES`."""

    def __init__(self, code: str) -> None:
        super().__init__(why_refused(code), code=code)


def why_refused(code: str) -> str:
    """Return why a whole file cannot be taken in, and what to do: a sentence for a code of `formats.CODES`."""
    said = {
        "empty": gettext("The file is empty. Export your contacts once more."),
        "unknown": gettext(
            "Hanse does not know this kind of file. Save your contacts as vCard (.vcf), CSV or .xlsx and try again."
        ),
        "cut": gettext("The end of the file is missing. Download or export it once more."),
        "too_large": gettext(
            "The file is larger than 200 MB. Export your contacts without photographs, or in parts."
        ),
        "table_too_large": gettext("A table may hold 64 MB. Split it into several."),
        "too_many_rows": gettext("A table may hold 20,000 rows. Split it into several."),
        "too_many_columns": gettext(
            "A table may have 300 columns. Delete those that say nothing about people, and try again."
        ),
        "too_many_people": gettext(
            "The file holds more than 20,000 people. That is more than Hanse takes at once."
        ),
        "too_deep": gettext("The file is nested too deeply to be a list of people."),
        "too_many_entries": gettext(
            "The ZIP holds more than 2,000 files. Unpack it and choose the one with the contacts."
        ),
        "zip_bomb": gettext(
            "Unpacked, the ZIP would be far too large. Unpack it yourself and choose the file with the contacts."
        ),
        "zip_nested": gettext("There is a ZIP inside the ZIP. Unpack it and choose the inner one."),
        "zip_locked": gettext("The ZIP has a password. Unpack it and choose the file inside."),
        "zip_without_contacts": gettext(
            "There are no contacts in the ZIP. It needs vCards (.vcf) or LinkedIn's Connections.csv."
        ),
        "old_excel": gettext(
            "This is an old or a locked Excel file. Save it as .xlsx without a password, or as CSV, and try again."
        ),
        "other_spreadsheet": gettext(
            "Hanse reads spreadsheets as .xlsx or CSV. Save it as one of these and try again."
        ),
        "other_json": gettext(
            "Hanse reads JSON from Monica 4 only. Does your program export vCard or CSV as well?"
        ),
        "monica_sql": gettext("This is Monica's SQL export. In Monica, choose the export as JSON instead."),
        "calendar": gettext("This is a calendar. Hanse takes in people: export your contacts instead."),
    }
    return said[code]
