"""What readers write into notes, in words that whoever reads a file has translated.

Readers know no language: they are given a function from the English text to the member's.
"""

from collections.abc import Callable
from datetime import date

Said = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark a text as one to be translated; it is translated when it is said."""
    return text


CONNECTED_SINCE = gettext_noop("LinkedIn: connected since {day}")
DAY = gettext_noop("%Y-%m-%d")

FAVOURITES = gettext_noop("Favourites")
BORN_ABOUT = gettext_noop("Born about {year}")
BIRTHDAY_OF = gettext_noop("Birthday of {name}: {day}")
DIED = gettext_noop("Has died")
DIED_ON = gettext_noop("Died on {day}")
LAST_TALKED = gettext_noop("Last talked on {day}")
FOOD = gettext_noop("Food: {what}")
PET = gettext_noop("Pet: {what}")
DOCUMENT = gettext_noop("A document that stayed in Monica: {what}")
GIFT = gettext_noop("Gift: {what}")
GIFT_IDEA = gettext_noop("Idea for a gift: {what}")
GIFT_GIVEN = gettext_noop("Gift from me: {what}")
GIFT_RECEIVED = gettext_noop("Gift to me: {what}")
I_OWE = gettext_noop("I owe: {what}")
OWES_ME = gettext_noop("Owes me: {what}")
SETTLED = gettext_noop("settled")
REMINDER = gettext_noop("Reminder for {day}: {what}")
DAILY = gettext_noop("Reminder from {day}, days between: {number}: {what}")
WEEKLY = gettext_noop("Reminder from {day}, weeks between: {number}: {what}")
MONTHLY = gettext_noop("Reminder from {day}, months between: {number}: {what}")
YEARLY = gettext_noop("Reminder from {day}, years between: {number}: {what}")
I_WROTE = gettext_noop("I wrote: {text}")
THEY_WROTE = gettext_noop("The answer: {text}")
ACTIVITIES = {
    "": "",
    "just_hung_out": gettext_noop("just spent time together"),
    "watched_movie_at_home": gettext_noop("watched a film at home"),
    "talked_at_home": gettext_noop("talked at home"),
    "did_sport_activities_together": gettext_noop("did sports together"),
    "ate_at_their_place": gettext_noop("ate at their place"),
    "ate_at_his_place": gettext_noop("ate at their place"),
    "went_bar": gettext_noop("went to a bar"),
    "ate_at_home": gettext_noop("ate at home"),
    "picnicked": gettext_noop("had a picnic"),
    "ate_restaurant": gettext_noop("ate in a restaurant"),
    "went_theater": gettext_noop("went to the cinema"),
    "went_concert": gettext_noop("went to a concert"),
    "went_play": gettext_noop("went to the theatre"),
    "went_museum": gettext_noop("went to a museum"),
}
"""Monica's own kinds of activity"""


def said_day(day: date, said: Said) -> str:
    """Return a day in figures as the member's language orders them."""
    pattern = said(DAY)
    for code, value in (("%Y", f"{day.year:04}"), ("%m", f"{day.month:02}"), ("%d", f"{day.day:02}")):
        pattern = pattern.replace(code, value)
    return pattern
