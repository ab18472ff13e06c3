"""Somebody of one's own book, named in words."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.people.models import Contact
from hanse.people.queries.naming import meant_by


def the_one_meant(*, member: Member, name: str, meant: Iterable[Contact] = ()) -> Contact:
    """Return whom the name means; of namesakes the one who was meant before.

    Raises ValidationError if it is nobody, or several with different names.
    """
    for one in meant:
        if one.display_name.casefold() == name.casefold():
            return one
    people = meant_by(member=member, name=name)
    if not people:
        raise ValidationError(_("Nobody in your book is called %(name)s.") % {"name": name})
    if len({one.display_name for one in people}) > 1:
        names = ", ".join(one.display_name for one in people)
        raise ValidationError(
            _("%(name)s can be %(names)s. Write the whole name.") % {"name": name, "names": names}
        )
    return people[0]
