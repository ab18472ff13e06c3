"""What a file that comes in is called, and what its columns, remarks and relations mean, in words."""

from django import template
from django.utils.translation import gettext, pgettext

register = template.Library()


@register.filter
def said_format(name: str) -> str:
    """Return what one of `formats.FORMATS` is called."""
    said = {
        "vcard": gettext("vCards"),
        "google_csv": gettext("Google Contacts"),
        "outlook_csv": gettext("Outlook"),
        "linkedin_csv": gettext("LinkedIn"),
        "monica_json": gettext("Monica"),
        "table_csv": gettext("a table of your own"),
        "table_xlsx": gettext("a spreadsheet"),
        "zip": gettext("a ZIP of vCards"),
        "hanse": gettext("a take-out of Hanse"),
    }
    return said[name]


@register.filter
def said_field(name: str) -> str:
    """Return what a column means: a word for one of `formats.FIELDS`."""
    said = {
        "name": gettext("Name"),
        "prefix": gettext("Title before the name"),
        "given": gettext("First name"),
        "additional": gettext("Second first name"),
        "family": gettext("Last name"),
        "suffix": gettext("Title after the name"),
        "nickname": gettext("Nickname"),
        "organisation": gettext("Firm"),
        "department": gettext("Department"),
        "title": gettext("Trade"),
        "phone": gettext("Phone"),
        "email": gettext("Mail"),
        "site": gettext("Website"),
        "contact": gettext("Phone, mail or website, mixed"),
        "address": gettext("Address in one cell"),
        "street": gettext("Street"),
        "postal_code": gettext("Post code"),
        "city": gettext("Town"),
        "region": gettext("Region"),
        "country": gettext("Country"),
        "birthday": gettext("Birthday"),
        "anniversary": gettext("Anniversary"),
        "met_where": gettext("Where we met"),
        "met_on": gettext("When we met"),
        "met_through": gettext("Through whom we met"),
        "met_how": gettext("How we met"),
        "last_met": gettext("When we last met"),
        "story": gettext("Her story"),
        "offers": gettext("What she offers"),
        "seeks": gettext("What she looks for"),
        "promise": gettext("What I promised"),
        "promise_theirs": gettext("What I was promised"),
        "rhythm": gettext("How often to be in touch"),
        "labels": gettext("Lists"),
        "note": gettext("Into the note"),
        "skip": gettext("Leave it out"),
    }
    return said[name]


@register.filter
def said_remark(code: str) -> str:
    """Return what a file did not tell: a sentence for a code of `Reading.remarks`."""
    said = {
        "cut": gettext("The end of the file is missing. Hanse took everything that was whole."),
        "date_order": gettext(
            "The file does not tell whether 03/04 is in March or in April. Say which it is."
        ),
        "no_met_where": gettext(
            "Monica's export does not say where you met. Add it where it matters to you."
        ),
        "documents_left": gettext("Documents stay in Monica; a note names each of them."),
        "photos_left": gettext(
            "Of several photographs of one person, Hanse took the one that stands for her."
        ),
        "journal_left": gettext("Your journal in Monica belongs to no one person and stays there."),
    }
    return said[code]


@register.filter
def why_unsure(code: str) -> str:
    """Return why somebody should look at a record first."""
    said = {
        "mail_only": gettext("nothing but a mail address"),
        "only_relation": gettext("known only as a relation of somebody"),
    }
    return said[code]


@register.filter
def said_kin(kind: str) -> str:
    """Return the word for what people are to each other; one of one's own stays as it is."""
    known = {
        "parent": pgettext("relation", "parent"),
        "child": pgettext("relation", "child"),
        "stepparent": pgettext("relation", "stepparent"),
        "stepchild": pgettext("relation", "stepchild"),
        "grandparent": pgettext("relation", "grandparent"),
        "grandchild": pgettext("relation", "grandchild"),
        "uncle or aunt": pgettext("relation", "uncle or aunt"),
        "nephew or niece": pgettext("relation", "nephew or niece"),
        "godparent": pgettext("relation", "godparent"),
        "godchild": pgettext("relation", "godchild"),
        "boss": pgettext("relation", "boss"),
        "employee": pgettext("relation", "employee"),
        "mentor": pgettext("relation", "mentor"),
        "mentee": pgettext("relation", "mentee"),
        "beloved": pgettext("relation", "beloved"),
        "admirer": pgettext("relation", "admirer"),
        "spouse": pgettext("relation", "spouse"),
        "partner": pgettext("relation", "partner"),
        "date": pgettext("relation", "date"),
        "lover": pgettext("relation", "lover"),
        "ex-partner": pgettext("relation", "former partner"),
        "ex-husband": pgettext("relation", "former husband"),
        "sibling": pgettext("relation", "sibling"),
        "cousin": pgettext("relation", "cousin"),
        "friend": pgettext("relation", "friend"),
        "best friend": pgettext("relation", "best friend"),
        "colleague": pgettext("relation", "colleague"),
        "relative": pgettext("relation", "relative"),
    }
    return known.get(kind, kind)
