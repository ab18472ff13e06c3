"""Fill an empty Kontor with Katrin's book."""

import random
import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files

from hanse.accounts.actions import create_user
from hanse.community.actions import join
from hanse.community.models import Kontor, Member
from hanse.kit.partial import first_day
from hanse.people import vcard
from hanse.people.actions import contacts as people
from hanse.people.actions.encounters import record_encounter
from hanse.people.actions.labels import change_label, label_named
from hanse.people.models import Contact, Encounter
from hanse.promises import actions as promises
from hanse.promises.models import Promise

USERNAME = "katrin"
MANY = 120
_SEED = 20261124


def build(*, password: str, language: str, today: date, now: datetime) -> Member:
    """Found the Kontor of the demo and write Katrin's book; every day is counted from `today`."""
    Kontor.objects.create(pk=1, name="Kontor Tübingen", founded_at=now)
    user = create_user(username=USERNAME, password=password, language=language, now=now)
    member = join(user=user, name="Katrin Vogt", role=Member.Role.OPERATOR, now=now)
    book = tomllib.loads(files("hanse.demo").joinpath("book.toml").read_text("utf-8"))
    writer = _Writer(member, today, now)
    for person in book["person"]:
        writer.person(person)
    for person in book["person"]:
        writer.life(person)
    writer.crowd(book["crowd"], count=MANY - len(book["person"]))
    label = label_named(member=member, name="häkeln")
    change_label(label=label, name=label.name, rhythm_days=60, now=now)
    return member


class _Writer:
    """Writes people and what happened with them, through the same verbs as the pages."""

    def __init__(self, member: Member, today: date, now: datetime) -> None:
        self.member, self.today, self.now = member, today, now
        self.book: dict[str, Contact] = {}

    def person(self, told: dict) -> Contact:
        name = f"{told['given']} {told['family']}"
        own = {key: told[key] for key in ("story", "offers", "seeks") if key in told}
        if met := told.get("met"):
            day = self._day(met["days"])
            exact = {"year": (day.year,), "month": (day.year, day.month)}.get(
                met.get("precision", ""), (day.year, day.month, day.day)
            )
            own["met_on"], own["met_precision"] = first_day(*exact)
            own["met_where"], own["met_how"] = met.get("where", ""), met.get("how", "")
            own["met_through"] = self.book.get(met.get("through", ""))
        contact = people.create_contact(
            member=self.member,
            changes=self._card(told),
            now=self.now,
            label_names=told.get("labels", ()),
            **own,
        )
        self.book[name] = contact
        if rhythm := told.get("rhythm"):
            people.set_rhythm(contact=contact, days=rhythm, today=self.today)
        if resting := told.get("resting"):
            people.rest(contact=contact, today=self._day(resting))
        return contact

    def life(self, told: dict) -> None:
        """Encounters, promises and relations, once everybody stands in the book."""
        contact = self.book[f"{told['given']} {told['family']}"]
        for encounter in told.get("encounters", ()):
            self._encounter(contact, encounter)
        for promise in told.get("promises", ()):
            self._promise(contact, promise)
        for relation in told.get("relations", ()):
            people.relate(contact=contact, other=self.book[relation["of"]], kind=relation["kind"])

    def crowd(self, lists: dict, *, count: int) -> None:
        chance = random.Random(_SEED)  # noqa: S311 - an invented crowd, not a secret
        for number in range(count):
            self._one_of_many(lists, chance, number)

    def _one_of_many(self, lists: dict, chance: random.Random, number: int) -> None:
        told = {
            "given": lists["given"][number % len(lists["given"])],
            "family": lists["family"][(number * 5 + number // len(lists["given"])) % len(lists["family"])],
            "job": chance.choice(lists["job"]),
            "town": chance.choice(lists["town"]),
            "labels": chance.sample(lists["label"], chance.choice((0, 1, 1, 2))),
            "phone": f"+49 171 39{20100 + number}",
        }
        for key in ("story", "offers", "seeks"):
            if chance.random() < 0.3:
                told[key] = chance.choice(lists[key])
        if chance.random() < 0.5:
            told["birthday"] = {"in_days": chance.randrange(20, 360), "year": chance.randrange(1955, 2002)}
        if chance.random() < 0.6:
            told["met"] = {"days": -chance.randrange(740, 2500), "where": chance.choice(lists["place"])}
        told["encounters"] = [
            {
                "days": -days,
                "kind": chance.choice(("met", "met", "call", "message")),
                "place": chance.choice(lists["place"]),
                "topic": chance.choice(lists["topic"]),
                "who": chance.choice(("me", "them", "")),
            }
            for days in sorted(chance.sample(range(12, 730), chance.randrange(0, 6)), reverse=True)
        ]
        told["promises"] = self._old_promises(lists, chance) if chance.random() < 0.35 else []
        self.person(told)
        self.life(told)

    def _old_promises(self, lists: dict, chance: random.Random) -> list[dict]:
        made = -chance.randrange(40, 700)
        mine = chance.random() < 0.6
        what = chance.choice(lists["promise_mine"] if mine else lists["promise_theirs"])
        due = made + chance.randrange(3, 30)
        return [
            {
                "direction": "mine" if mine else "theirs",
                "what": what,
                "made": made,
                "due": due,
                "kept": due - 1,
            }
        ]

    def _card(self, told: dict) -> vcard.Changes:
        changes = vcard.Changes(
            name=("", told["given"], "", told["family"], ""),
            title=told.get("job", ""),
            organisation=told.get("organisation", ""),
        )
        if "phone" in told:
            changes.phones = [vcard.Labelled(told["phone"], "cell")]
        if "mail" in told:
            changes.emails = [vcard.Labelled(told["mail"], "home")]
        changes.addresses = [
            vcard.Address(
                "home",
                street=told.get("street", ""),
                city=told["town"],
                postal_code=told.get("postal_code", ""),
            )
        ]
        if birthday := told.get("birthday"):
            day = self._day(birthday["in_days"])
            year = day.year - birthday["year_turning"] if "year_turning" in birthday else birthday.get("year")
            leap_free = 28 if (day.month, day.day) == (2, 29) else day.day
            changes.birthday = vcard.PartialDate(year, day.month, leap_free)
        return changes

    def _encounter(self, contact: Contact, told: dict) -> None:
        others = [self.book[name] for name in told.get("with", ())]
        place = told.get("place", "") if told.get("kind", "met") == Encounter.Kind.MET else ""
        record_encounter(
            member=self.member,
            contacts=[contact, *others],
            on=self._day(told["days"]),
            kind=told.get("kind", Encounter.Kind.MET),
            place=place,
            topic=told.get("topic", ""),
            note=told.get("note", ""),
            initiative=told.get("who", ""),
            today=self.today,
            now=self.now,
        )

    def _promise(self, contact: Contact, told: dict) -> None:
        made_on = self._day(told["made"])
        promise = promises.make_promise(
            member=self.member,
            contact=contact,
            what=told["what"],
            direction=told["direction"],
            made_on=made_on,
            due_on=self._day(told["due"]) if "due" in told else None,
            today=made_on,
            now=self.now,
        )
        if "kept" in told:
            promises.keep(promise=promise, on=self._day(told["kept"]))
        if "returned" in told and promise.direction == Promise.Direction.MINE:
            promises.give_back(promise=promise, on=self._day(told["returned"]), word=told.get("word", ""))

    def _day(self, days: int) -> date:
        return self.today + timedelta(days=days)
