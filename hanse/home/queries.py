"""What Today shows: whom to get in touch with, and why; birthdays; promises. Each costs the same for any book."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, F, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import Cast

from hanse.community.models import Member
from hanse.kit.partial import Precision
from hanse.people.models import Contact, Encounter
from hanse.people.models.contact import ContactQuerySet
from hanse.promises.models import Promise

MOST_PEOPLE = 3
MOST_ASKED = 3
MOST_PROMISES = 5
MOST_BIRTHDAYS = 5
MOST_ENCOUNTERS = 3
_JUST_NOW = timedelta(days=1)
_TURN = 2
_BIRTHDAY_IS_NEAR = 7
_BIRTHDAY_IS_TOLD = 14


@dataclass(frozen=True)
class Suggestion:
    """One person to get in touch with, and the facts that speak for it today."""

    contact: Contact
    is_due: bool
    is_my_turn: bool
    birthday: date | None


@dataclass(frozen=True)
class Birthday:
    contact: Contact
    on: date

    @property
    def age(self) -> int | None:
        year = self.contact.birthday_year
        return self.on.year - year if year else None


def suggestions(*, member: Member, today: date) -> list[Suggestion]:
    """At most three: whose rhythm ran out, most overdue first; who reached out twice; whose birthday is near.

    Somebody who was only imported has neither rhythm nor encounter, so she never stands here.
    """
    awake = _approachable(member, today=today)
    reasons = (_overdue(awake, today=today), _waiting_for_me(awake), _celebrating(awake, today=today))
    keys = list(dict.fromkeys(key for reason in reasons for key in reason.first_keys(MOST_PEOPLE)))
    days = _days_ahead(today, _BIRTHDAY_IS_NEAR)
    chosen = Contact.objects.select_related("last_encounter").prefetch_related("phones", "emails")
    return [_suggestion(contact, days, today=today) for contact in chosen.in_order(keys[:MOST_PEOPLE])]


def birthdays(*, member: Member, today: date) -> list[Birthday]:
    """Who celebrates in the next two weeks; those I am in touch with first, if there are many."""
    days = _days_ahead(today, _BIRTHDAY_IS_TOLD)
    contacts = Contact.objects.visible_to(member).people().awake().filter(_born_on(days))
    near = contacts.annotate(far=Case(When(_in_touch(), then=Value(0)), default=Value(1))).order_by(
        "far", "sort_key"
    )
    told = [
        Birthday(contact, days[contact.birthday_month, contact.birthday_day])
        for contact in Contact.objects.in_order(near.first_keys(MOST_BIRTHDAYS))
    ]
    return sorted(told, key=lambda birthday: birthday.on)


def just_now(*, member: Member, today: date) -> list[Encounter]:
    """The encounters of today and yesterday, latest first: what she wrote down stands where she wrote it."""
    encounters = Encounter.objects.visible_to(member).filter(
        on__gte=today - _JUST_NOW, precision=Precision.DAY
    )
    return list(encounters.latest_first().with_people()[:MOST_ENCOUNTERS])


def new_from_phone(*, member: Member) -> tuple[list[Contact], int]:
    """Return whom the phone wrote down last and of whom it is not said yet where we met, and how many there are."""
    asked = Contact.objects.visible_to(member).people().filter(from_phone_at__isnull=False)
    keys = list(asked.order_by("-from_phone_at", "id").values_list("pk", flat=True)[: MOST_ASKED + 1])
    if not keys:
        return [], 0
    count = asked.count() if len(keys) > MOST_ASKED else len(keys)
    return Contact.objects.in_order(keys[:MOST_ASKED]), count


def promises_due(*, member: Member, today: date) -> list[Promise]:
    promises = Promise.objects.visible_to(member).select_related("contact")
    return list(promises.told_on(today).soonest_first()[:MOST_PROMISES])


def promise_without_day(*, member: Member, today: date) -> Promise | None:
    """The oldest promise that has no day, for one quiet line."""
    promises = Promise.objects.visible_to(member).select_related("contact")
    return promises.dayless(today=today).soonest_first().first()


def _approachable(member: Member, *, today: date) -> ContactQuerySet:
    """Not resting, not put off, and not met today already.

    Said as what she is not: for an "or" SQLite would leave the index of the reason aside.
    """
    contacts = Contact.objects.visible_to(member).people().awake()
    return contacts.exclude(put_off_until__gt=today).exclude(last_encounter_on__gte=today)


def _overdue(contacts: ContactQuerySet, *, today: date) -> ContactQuerySet:
    """Days overdue ÷ rhythm, the highest first; half of it where I reached out twice and the turn is the other's."""
    overdue = Cast(today.toordinal() - F("due_day") + 1, FloatField()) / F("rhythm_days")
    weight = Case(When(turns__lte=-_TURN, then=overdue / 2), default=overdue, output_field=FloatField())
    return contacts.filter(due_day__lte=today.toordinal()).annotate(weight=weight).order_by("-weight", "id")


def _waiting_for_me(contacts: ContactQuerySet) -> ContactQuerySet:
    return contacts.filter(turns__gte=_TURN).order_by("-last_encounter_on", "id")


def _celebrating(contacts: ContactQuerySet, *, today: date) -> ContactQuerySet:
    """Whose birthday is near, soonest first; before the day itself only if we have not been in touch this week."""
    days = _days_ahead(today, _BIRTHDAY_IS_NEAR)
    week_ago = today - timedelta(days=7)
    quiet = ~Q(last_encounter_on__gt=week_ago) | _born_on(_days_ahead(today, 0))
    ahead = [
        When(birthday_month=month, birthday_day=day, then=Value((on - today).days))
        for (month, day), on in days.items()
    ]
    soonest = Case(*ahead, output_field=IntegerField())
    near = contacts.filter(_born_on(days)).filter(_in_touch()).filter(quiet)
    return near.annotate(ahead=soonest).order_by("ahead", "-last_encounter_on", "id")


def _in_touch() -> Q:
    return Q(own_rhythm_days__gt=0) | Q(last_encounter_on__isnull=False)


def _suggestion(contact: Contact, days: dict[tuple[int, int], date], *, today: date) -> Suggestion:
    return Suggestion(
        contact=contact,
        is_due=contact.due_day is not None and contact.due_day <= today.toordinal(),
        is_my_turn=contact.turns >= _TURN,
        birthday=days.get((contact.birthday_month, contact.birthday_day)),
    )


def _days_ahead(today: date, count: int) -> dict[tuple[int, int], date]:
    """Map month and day of birth to the day of the coming `count` days on which it is celebrated."""
    return dict(_celebrations(today, count))


def _celebrations(today: date, count: int) -> Iterator[tuple[tuple[int, int], date]]:
    for ahead in range(count + 1):
        day = today + timedelta(days=ahead)
        yield (day.month, day.day), day
        if (day.month, day.day) == (3, 1) and (day - timedelta(days=1)).day == 28:
            # Born on 29 February: in a year without one the new year of life begins on 1 March (§ 188 BGB).
            yield (2, 29), day


def _born_on(days: dict[tuple[int, int], date]) -> Q:
    months = {month for month, _day in days}
    born = Q()
    for month in months:
        born |= Q(birthday_month=month, birthday_day__in=[day for one, day in days if one == month])
    # Said once more without the "or", for which no database takes the index of birthdays.
    return Q(birthday_month__in=sorted(months), birthday_day__in=sorted({day for _m, day in days})) & born
