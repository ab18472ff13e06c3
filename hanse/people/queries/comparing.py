"""Two contacts side by side, row by row, as the page of doubles shows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Prefetch
from django.utils.translation import gettext

from hanse.community.models import Member
from hanse.people.models import Contact, DoubleSearch, ImportEntry, Merge, Suspicion
from hanse.people.queries.keeping import in_order, name_worth

AT_ONCE = 5
LATEST_MERGES = 30


@dataclass(frozen=True)
class Row:
    """`pick` names a field of which one must be chosen; else both values stay. Of kind birthday and photo the values
    are the contacts themselves."""

    title: str
    ours: Sequence[object]
    theirs: Sequence[object]
    pick: str = ""
    takes_theirs: bool = False
    kind: str = "text"


@dataclass
class Comparison:
    suspicion: Suspicion
    kept: Contact
    gone: Contact
    rows: list[Row] = field(default_factory=list)


def comparisons(member: Member) -> list[Comparison]:
    """At most a handful, the likeliest first; what was put off comes last."""
    suspicions = (
        Suspicion.objects.visible_to(member)
        .order_by(F("put_off_at").asc(nulls_first=True), "-score", "pk")
        .values_list("pk", flat=True)
    )
    chosen = list(suspicions[:AT_ONCE])
    whole = _whole_contacts(member)
    found = {
        row.pk: row
        for row in Suspicion.objects.filter(pk__in=chosen).prefetch_related(
            Prefetch("one", queryset=whole), Prefetch("other", queryset=whole)
        )
    }
    return [comparison(found[pk]) for pk in chosen if pk in found]


def comparison(suspicion: Suspicion) -> Comparison:
    kept, gone = in_order((suspicion.one, suspicion.other))
    return Comparison(suspicion, kept, gone, rows_of(kept, gone))


def _whole_contacts(member: Member):
    parts = ("phones", "emails", "addresses", "sites", "labels")
    entries = ImportEntry.objects.select_related("batch").order_by("batch__created_at", "index")
    return (
        Contact.objects.visible_to(member)
        .select_related("card", "last_encounter")
        .prefetch_related(*parts, Prefetch("import_entries", queryset=entries))
    )


def rows_of(kept: Contact, gone: Contact) -> list[Row]:
    """Return the rows in which at least one of the two says something."""
    rows = [
        _name(kept, gone),
        _one(gettext("Company"), "organisation", kept, gone, lambda contact: contact.organisation),
        _one(gettext("Work"), "title", kept, gone, lambda contact: contact.job_title),
        _several(
            gettext("Phone"), kept, gone, lambda contact: contact.phones, lambda one: one.e164 or one.value
        ),
        _several(gettext("Mail"), kept, gone, lambda contact: contact.emails, lambda one: one.folded),
        _several(gettext("Address"), kept, gone, lambda contact: contact.addresses, str),
        _several(gettext("Site"), kept, gone, lambda contact: contact.sites, str),
        _birthday(kept, gone),
        _photo(kept, gone),
        _several(gettext("Lists"), kept, gone, lambda contact: contact.labels, str),
        Row(gettext("Note"), _said(kept.card_note), _said(gone.card_note)),
        Row(gettext("Met where"), _said(kept.met_where), _said(gone.met_where)),
        Row(gettext("Story"), _said(kept.story), _said(gone.story)),
    ]
    return [row for row in rows if row.ours or row.theirs]


def _name(kept: Contact, gone: Contact) -> Row:
    ours, theirs = kept.display_name, gone.display_name
    takes_theirs = name_worth(gone) > name_worth(kept)
    return Row(gettext("Name"), [ours], [theirs], "name" if ours != theirs else "", takes_theirs)


def _said(text: str) -> list[str]:
    return [text] if text else []


def _one(title: str, pick: str, kept: Contact, gone: Contact, value: Callable[[Contact], str]) -> Row:
    ours, theirs = value(kept), value(gone)
    return Row(title, _said(ours), _said(theirs), pick if ours and theirs and ours != theirs else "")


def _several(
    title: str, kept: Contact, gone: Contact, items: Callable, sameness: Callable[[object], str]
) -> Row:
    """Show what both have in the way of the first, so that the eye finds only what is new."""
    ours = {sameness(one): str(one) for one in items(kept).all()}
    theirs = {sameness(one): ours.get(sameness(one), str(one)) for one in items(gone).all()}
    return Row(title, list(ours.values()), list(theirs.values()))


def _birthday(kept: Contact, gone: Contact) -> Row:
    ours, theirs = (
        (one.birthday_year, one.birthday_month, one.birthday_day) if one.birthday_month else None
        for one in (kept, gone)
    )
    same_day = ours and theirs and ours[1:] == theirs[1:] and not (ours[0] and theirs[0])
    pick = "birthday" if ours and theirs and ours != theirs and not same_day else ""
    return Row(gettext("Birthday"), [kept] if ours else [], [gone] if theirs else [], pick, kind="birthday")


def _photo(kept: Contact, gone: Contact) -> Row:
    ours, theirs = kept.photo_digest, gone.photo_digest
    pick = "photo" if ours and theirs and ours != theirs else ""
    return Row(gettext("Picture"), [kept] if ours else [], [gone] if theirs else [], pick, kind="photo")


def latest_merges(member: Member) -> list[Merge]:
    return list(
        Merge.objects.visible_to(member).standing().latest_first().select_related("kept")[:LATEST_MERGES]
    )


def last_search(member: Member) -> DoubleSearch | None:
    return DoubleSearch.objects.visible_to(member).first()


def count_suspicions(member: Member) -> int:
    return Suspicion.objects.visible_to(member).count()
