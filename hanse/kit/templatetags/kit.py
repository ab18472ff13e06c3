"""Template tags that two rooms share."""

from datetime import date, datetime

from django import template
from django.forms import BaseForm
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from hanse.kit.partial import Precision

register = template.Library()

_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@register.simple_tag
def icon(name: str, *, small: bool = False) -> SafeString:
    """Draw one icon of icons.svg; it says nothing by itself, so a word or label must stand beside it."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"></use></svg>',
        " icon--s" if small else "",
        static("img/icons.svg"),
        name.translate(_ASCII),
    )


@register.inclusion_tag("kit/avatar.html")
def avatar(*, initials: str = "", photo_url: str = "", colour: str = "", size: str = "") -> dict[str, str]:
    """Draw a person as a round button: a photograph or initials."""
    return {"initials": initials, "photo_url": photo_url, "colour": colour, "size": size}


@register.inclusion_tag("kit/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """Say on top what does not fit. In a template a field called "prefix" would hide the form's own prefix."""
    return {"form": form, "title_id": f"{form.prefix or 'form'}-wrong"}


@register.filter
def spoken_day(day: date, today: date) -> str:
    """Return a day as one says it in a sentence: today, yesterday, tomorrow, else on Friday, 27 November."""
    near = {0: gettext("today"), -1: gettext("yesterday"), 1: gettext("tomorrow")}
    return near.get((day - today).days) or gettext("on %(day)s") % {"day": long_day(day, today)}


@register.filter
def long_day(day: date, today: date) -> str:
    """Return weekday and date; with the year where it is another one."""
    same_year = day.year == today.year
    # Translators: formats of Django's date filter; "Friday, 27 November"
    return date_format(day, gettext("l, j F") if same_year else gettext("l, j F Y"))


@register.filter
def short_day(day: date) -> str:
    # Translators: format of Django's date filter; "Fri, 27 Nov"
    return date_format(day, gettext("D, j M"))


@register.filter
def plain_day(day: date, today: date) -> str:
    """Return a date without its weekday: 5 October; with the year where it is another one."""
    # Translators: formats of Django's date filter; "5 October"
    return date_format(day, gettext("j F") if day.year == today.year else gettext("j F Y"))


@register.filter
def moment(at: datetime) -> str:
    """Return day and time of day: 5 October 2026, 16:05."""
    # Translators: format of Django's date filter; "5 October 2026, 16:05"
    return date_format(timezone.localtime(at), gettext("j F Y, H:i"))


@register.filter
def partial_day(day: date, precision: str) -> str:
    """Return what is known of a date: 3 May 2025, May 2019, 2007."""
    if precision == Precision.YEAR:
        return date_format(day, "Y")
    # Translators: formats of Django's date filter; "May 2019" and "3 May 2025"
    return date_format(day, gettext("F Y") if precision == Precision.MONTH else gettext("j F Y"))


@register.filter
def ago(day: date, today: date) -> str:
    """Return how long ago a day was, as one says it: two weeks ago."""
    days = (today - day).days
    if days < 2:
        return spoken_day(day, today)
    if days < 14:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days < 61:
        return ngettext("%(n)d week ago", "%(n)d weeks ago", days // 7) % {"n": days // 7}
    if days < 365:
        return ngettext("%(n)d month ago", "%(n)d months ago", days // 30) % {"n": days // 30}
    years = days // 365
    return ngettext("%(n)d year ago", "%(n)d years ago", years) % {"n": years}


@register.filter
def rhythm(days: int | None) -> str:
    """Return how often: every six weeks, every month."""
    said = {
        7: pgettext("rhythm", "every week"),
        14: pgettext("rhythm", "every two weeks"),
        21: pgettext("rhythm", "every three weeks"),
        30: pgettext("rhythm", "every month"),
        42: pgettext("rhythm", "every six weeks"),
        60: pgettext("rhythm", "every two months"),
        90: pgettext("rhythm", "every three months"),
        180: pgettext("rhythm", "twice a year"),
        365: pgettext("rhythm", "once a year"),
    }
    return said.get(days or 0) or ngettext("every %(n)d day", "every %(n)d days", days or 0) % {
        "n": days or 0
    }
