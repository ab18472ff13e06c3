"""What a file holds, counted and in groups."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from hanse.people.models import Import, ImportEntry

Verdict = ImportEntry.Verdict


def counts(batch: Import) -> dict[str, int]:
    """Return how many entries have each verdict."""
    found = dict(batch.entries.values_list("verdict").annotate(many=Count("pk")))
    return {verdict: found.get(verdict, 0) for verdict in Verdict.values}


@dataclass(frozen=True)
class Group:
    """Entries of one verdict, to be taken or left together."""

    verdict: str
    name: str
    hint: str
    count: int

    @property
    def is_chosen(self) -> bool:
        """Whoever would bring nothing new is left out unless she is asked for."""
        return self.verdict != Verdict.KNOWN


def groups(found: dict[str, int]) -> list[Group]:
    """Return the groups that hold anybody, in the order in which one looks at them."""
    said = {
        Verdict.NEW: (_("New"), _("Nobody like them is in your book.")),
        Verdict.CHANGED: (
            _("Something new about people you have"),
            _("It is added; nothing is overwritten."),
        ),
        Verdict.UNCLEAR: (_("Unclear"), _("They may be people you have. You decide afterwards.")),
        Verdict.KNOWN: (_("Already there"), _("They bring nothing new.")),
    }
    return [Group(verdict, *said[verdict], found[verdict]) for verdict in said if found[verdict]]
