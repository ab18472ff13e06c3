"""How Today says why, since when and until when."""

from datetime import date

from django import template
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext as _

from hanse.home.forms import EncounterForm, PromisedForm
from hanse.home.queries import Birthday, Suggestion
from hanse.kit.partial import Precision
from hanse.kit.templatetags.kit import long_day, partial_day, plain_day, rhythm, short_day, spoken_day
from hanse.people.models import Contact, Encounter

register = template.Library()

_MONTH = 30.42
_KIND_ICONS = {
    Encounter.Kind.MET: "begegnung",
    Encounter.Kind.CALL: "anruf",
    Encounter.Kind.MESSAGE: "nachricht",
    Encounter.Kind.LETTER: "brief",
}


@register.filter
def why(suggestion: Suggestion, today: date) -> str:
    """Say in at most three sentences why this person, and why today."""
    contact, said = suggestion.contact, []
    if suggestion.is_due:
        said.append(_overdue(contact, today))
    elif suggestion.is_my_turn:
        said.append(_my_turn(contact))
    if suggestion.birthday:
        said.append(_birthday(contact.first_name, suggestion.birthday, today))
    elif contact.last_encounter and contact.last_encounter.topic:
        said.append(
            _("Last time it was about %(topic)s.") % {"topic": contact.last_encounter.topic.rstrip(".")}
        )
    return " ".join(said)


@register.filter
def last_time(encounter: Encounter, today: date) -> str:
    """Say when and how we were last in touch: "Last time on 5 October, on the phone"."""
    how = encounter.place or encounter.get_kind_display()
    if encounter.precision != Precision.DAY:
        day = partial_day(encounter.on, encounter.precision)
        return _("Last time in %(month)s, %(how)s") % {"month": day, "how": how}
    if (today - encounter.on).days < 2:
        return _("Last time %(day)s, %(how)s") % {"day": spoken_day(encounter.on, today), "how": how}
    return _("Last time on %(day)s, %(how)s") % {"day": plain_day(encounter.on, today), "how": how}


@register.filter
def where_and_when(encounter: Encounter, today: date) -> str:
    """Say when and where or how, for an entry of these days: "yesterday, on the phone"."""
    met = encounter.kind == Encounter.Kind.MET
    how = encounter.place if met else encounter.get_kind_display()
    day = spoken_day(encounter.on, today)
    return f"{day}, {how}" if how else day


@register.filter
def celebrated(birthday: Birthday, today: date) -> str:
    """Say when, and which birthday it is, if the year is known."""
    day = _on(birthday.on, today)
    return _("%(day)s, turns %(age)s") % {"day": day, "age": birthday.age} if birthday.age else day


@register.filter
def way(contact: Contact) -> dict[str, str]:
    """Return the one way of getting in touch that is offered: calling, or writing where we wrote last."""
    phone = next((phone.e164 or phone.value for phone in contact.phones.all()), "")
    mail = next((mail.value for mail in contact.emails.all()), "")
    last = contact.last_encounter
    wrote = last is not None and last.kind in (Encounter.Kind.MESSAGE, Encounter.Kind.LETTER)
    if mail and (wrote or not phone):
        return {"kind": "write", "url": f"mailto:{mail}"}
    return {"kind": "call", "url": f"tel:{phone.replace(' ', '')}"} if phone else {}


def _overdue(contact: Contact, today: date) -> str:
    often = rhythm(contact.rhythm_days)
    since = contact.last_encounter_on or contact.rhythm_since
    length, agreed = _spans(contact.rhythm_days)
    passed = int((today - since).days / length) if since else 0
    if contact.last_encounter_on is None:
        return _("You wanted to hear from each other %(often)s. Make a start.") % {"often": often}
    if passed > agreed:
        words = {"often": often, "number": _number(passed)}
        return _("You wanted to hear from each other %(often)s, now it has been %(number)s.") % words
    return _("You wanted to hear from each other %(often)s, and it is time.") % {"often": often}


def _spans(days: int) -> tuple[float, int]:
    """Return in which unit a rhythm counts (length in days), and how many of them it is long."""
    months = round(days / _MONTH)
    if months and months % 12 == 0 and abs(days - months * _MONTH) <= 2:
        return 365.25, months // 12
    if days >= 30 and abs(days - months * _MONTH) <= 3:
        return _MONTH, months
    return (7, days // 7) if days % 7 == 0 else (1, days)


def _number(number: int) -> str:
    words = {
        2: _("two"),
        3: _("three"),
        4: _("four"),
        5: _("five"),
        6: _("six"),
        7: _("seven"),
        8: _("eight"),
        9: _("nine"),
        10: _("ten"),
        11: _("eleven"),
        12: _("twelve"),
    }
    return words.get(number, str(number))


def _my_turn(contact: Contact) -> str:
    name = {"name": contact.first_name}
    if contact.turns == 2:
        return _("%(name)s got in touch twice in a row. It's your turn.") % name
    return _("%(name)s got in touch several times in a row. It's your turn.") % name


def _birthday(name: str, on: date, today: date) -> str:
    return _("%(name)s has a birthday %(day)s.") % {"name": name, "day": _on(on, today)}


def _on(day: date, today: date) -> str:
    if (day - today).days < 2:
        return spoken_day(day, today)
    if (day - today).days < 7:
        return _("on %(weekday)s") % {"weekday": long_day(day, today).split(",")[0]}
    return _("on %(day)s") % {"day": plain_day(day, today)}


@register.filter
def kind_icon(form: EncounterForm) -> str:
    return _KIND_ICONS.get(form["kind"].value() or "", "begegnung")


@register.filter
def how_and_when(form: EncounterForm, today: date) -> str:
    """Say what stands on the chip of an encounter: "today"; "yesterday, on the phone"."""
    kind, day = form["kind"].value(), shown_day(form, "on")
    if not kind:
        return _("no encounter")
    said = spoken_day(day, today) if day else _("no day")
    return said if kind == Encounter.Kind.MET else f"{said}, {dict(Encounter.Kind.choices).get(kind, '')}"


@register.filter
def due_word(form: PromisedForm, today: date) -> str:
    day = shown_day(form, "due_on")
    return (
        _("until %(day)s") % {"day": spoken_day(day, today) if (day - today).days < 2 else short_day(day)}
        if day
        else ""
    )


def shown_day(form: Form, name: str) -> date | None:
    """Return the day in a field, if what stands there is one."""
    try:
        return form.fields[name].to_python(form[name].value())
    except ValidationError:
        return None
