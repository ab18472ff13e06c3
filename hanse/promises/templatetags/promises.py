"""How a promise's day is said."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hanse.kit.templatetags.kit import long_day, plain_day, spoken_day
from hanse.promises.models import Promise

register = template.Library()


@register.filter
def days_late(promise: Promise, today: date) -> int:
    return promise.days_late(today=today)


@register.filter
def until(day: date, today: date) -> str:
    """Say until when: "until tomorrow", "until Friday, 27 November"."""
    if day == today:
        return _("today")
    if (day - today).days == 1:
        return _("until tomorrow")
    return _("until %(day)s") % {"day": _day(day, today)}


@register.filter
def meant_for(day: date, today: date) -> str:
    """Say a day that has passed: "was meant for Friday"."""
    ago = (today - day).days
    if ago == 1:
        return _("was meant for yesterday")
    if ago < 7:
        return _("was meant for %(weekday)s") % {"weekday": date_format(day, "l")}
    return _("was meant for %(day)s") % {"day": _day(day, today)}


@register.filter
def handy_day(day: date, today: date) -> str:
    """Say a day that is often agreed on."""
    return {
        1: _("tomorrow"),
        7: _("in a week"),
        14: _("in two weeks"),
        30: _("in a month"),
    }[(day - today).days]


@register.filter
def ending(promise: Promise, today: date) -> str:
    """Say how a promise ended, and when."""
    when = {"when": _on(promise.ended_on, today)}
    if promise.kept_on:
        return (_("kept %(when)s") if promise.is_mine else _("arrived %(when)s")) % when
    if promise.released_on:
        return _("let go %(when)s") % when
    if promise.returned_on:
        return _("honestly given back %(when)s") % when
    return _("quietly lapsed %(when)s") % when


def _on(day: date, today: date) -> str:
    if (today - day).days < 2:
        return spoken_day(day, today)
    return _("on %(day)s") % {"day": _day(day, today)}


def _day(day: date, today: date) -> str:
    return long_day(day, today) if abs((day - today).days) < 7 else plain_day(day, today)
