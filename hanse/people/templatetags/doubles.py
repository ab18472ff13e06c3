"""Why two contacts may be one person, in words."""

from django import template
from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from hanse.people.models import Contact, ImportEntry
from hanse.people.templatetags.formats import why_unsure

register = template.Library()

_MOST_SAID = 4


def _said() -> dict[str, str]:
    return {
        "same_uid": gettext("the same card"),
        "same_name_and_mail": gettext("same name and same mail address"),
        "same_name_and_phone": gettext("same name and same number"),
        "same_name": gettext("same name"),
        "same_given": gettext("same first name"),
        "same_family": gettext("same family name"),
        "nickname": gettext("one is short for the other"),
        "short_name": gettext("one is short for the other"),
        "misspelt": gettext("almost the same name"),
        "part_of_name": gettext("part of the first name"),
        "half_name": gettext("half of a double name"),
        "initial": gettext("the initial fits"),
        "swapped": gettext("first and family name swapped"),
        "mail_says_name": gettext("the mail address says the name"),
        "same_phone": gettext("same number"),
        "same_mail": gettext("same mail address"),
        "same_mail_name": gettext("same name before the @"),
        "same_profile": gettext("same profile"),
        "same_photo": gettext("same picture"),
        "same_address": gettext("same address"),
        "same_town": gettext("same town"),
        "same_firm": gettext("same company"),
        "same_job": gettext("same work"),
        "same_birthday": gettext("same birthday"),
        "near_birthday": gettext("almost the same birthday"),
        "same_day": gettext("same anniversary"),
        "same_note": gettext("same words in the note"),
        "same_relative": gettext("same relative"),
        "both_like_a_third": gettext("both look like a third one"),
        "other_given": gettext("another first name"),
        "other_family": gettext("another family name"),
        "other_phone": gettext("another mobile number"),
        "other_profile": gettext("another profile"),
        "other_address": gettext("another address"),
        "other_firm": gettext("another company"),
        "other_birthday": gettext("another birthday"),
        "generation": gettext("senior and junior"),
        "is_relative": gettext("one is noted as a relative of the other"),
    }


_AGAINST = {
    "other_given", "other_family", "other_phone", "other_profile", "other_address", "other_firm", "other_birthday", "generation",
    "is_relative",
}  # fmt: skip


@register.filter
def why_double(reasons: list[str]) -> str:
    """Return the weightiest reasons, and after a "but" what speaks against it; an unknown code is left out."""
    said = _said()
    speak_for = _first([said[code] for code in reasons if code in said and code not in _AGAINST], _MOST_SAID)
    against = _first([said[code] for code in reversed(reasons) if code in _AGAINST], 2)
    text = capfirst(", ".join(speak_for))
    if against:
        text += (gettext(", but ") if text else gettext("But ")) + ", ".join(against)
    return text


@register.filter
def why_unclear(entry: ImportEntry) -> str:
    """Return why a record of a file wants to be looked at: who she may be, and what speaks for it."""
    if "near" not in entry.made:
        return why_unsure(entry.reason)
    why = why_double(entry.made["reasons"])
    return gettext("perhaps %(name)s. %(why)s.") % {"name": entry.made["near"], "why": why}


@register.filter
def comes_from(contact: Contact) -> str:
    """Return the files she came with, else the day she was written down."""
    files = _first([entry.batch.file_name for entry in contact.import_entries.all()], 2)
    if files:
        return ", ".join(files)
    day = date_format(timezone.localtime(contact.created_at), "DATE_FORMAT")
    return gettext("written down on %(day)s") % {"day": day}


def _first(words: list[str], most: int) -> list[str]:
    return list(dict.fromkeys(words))[:most]
