"""Days that are only partly known: "in May 2019", "2007"."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How much of a date is known. A date of less than day precision is stored as the first day of its span."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


def first_day(year: int, month: int | None = None, day: int | None = None) -> tuple[date, Precision]:
    """Return the first day of the span and how exact it is. Raises ValueError if there is no such day."""
    if month is None:
        return date(year, 1, 1), Precision.YEAR
    if day is None:
        return date(year, month, 1), Precision.MONTH
    return date(year, month, day), Precision.DAY
