"""Birthdays, promises and whom to get in touch with, as calendars that a phone reads and cannot change."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from conftest import NOW
from hanse.dav.icalendar import document, occurs_between
from hanse.dav.tests.phone import HEAD, NS
from hanse.kit.calendars import Event
from hanse.people.actions.contacts import create_contact, rest, set_rhythm
from hanse.people.vcard import Changes, PartialDate
from hanse.promises.actions import make_promise

TODAY = timezone.localdate()
THIS = TODAY.year


def born(katrin, name, year, month, day):
    given, family = name.split()
    changes = Changes(name=("", given, "", family, ""), birthday=PartialDate(year, month, day))
    return create_contact(member=katrin, changes=changes, now=NOW)


def events(phone, slug):
    """Every event of a calendar, as one file."""
    answer = phone.ask("GET", f"/dav/katrin/{slug}/")
    assert answer.status == 200
    return list(Calendar.from_ical(answer.body).walk("VEVENT"))


def test_a_phone_finds_the_calendars_beside_the_book(phone):
    answer = phone.propfind("/dav/katrin/", "d:resourcetype", "d:displayname", depth="1")
    names = {
        one.find(".//d:displayname", NS).text
        for one in answer.hrefs().values()
        if one.find(".//c:calendar", NS) is not None
    }
    assert names == {"Geburtstage", "In Verbindung bleiben", "Versprechen"}


class TestBirthdays:
    def test_the_age_is_told_where_the_year_is_known(self, phone, katrin):
        born(katrin, "Anna Beck", 1980, 5, 3)
        said = {(str(one.get("SUMMARY")), one.decoded("DTSTART")) for one in events(phone, "birthdays")}
        assert said == {
            ("Geburtstag von Anna Beck", date(1980, 5, 3)),
            *((f"Anna Beck wird {THIS + n - 1980}", date(THIS + n, 5, 3)) for n in range(3)),
        }

    def test_without_a_year_no_age_is_invented(self, phone, katrin):
        born(katrin, "Bo Lindner", None, 5, 3)
        (one,) = events(phone, "birthdays")
        assert str(one.get("SUMMARY")) == "Geburtstag von Bo Lindner"
        assert one.get("RRULE").to_ical() == b"FREQ=YEARLY"

    def test_born_on_the_leap_day_is_celebrated_every_year(self, phone, katrin):
        born(katrin, "Lea Fink", 2000, 2, 29)
        master, *singles = events(phone, "birthdays")
        assert b"BYYEARDAY=60" in master.get("RRULE").to_ical()
        for one in singles:
            day = one.decoded("RECURRENCE-ID")
            is_leap = day.year % 4 == 0
            assert (day.month, day.day) == ((2, 29) if is_leap else (3, 1))

    def test_who_rests_is_left_in_peace(self, phone, katrin):
        rest(contact=born(katrin, "Bo Lindner", None, 5, 3), today=TODAY)
        assert events(phone, "birthdays") == []


def test_a_late_promise_stands_on_today(phone, katrin):
    dora = create_contact(member=katrin, name="Dora Kunz", now=NOW)
    then = TODAY - timedelta(days=9)
    make_promise(
        member=katrin, contact=dora, what="Link schicken", made_on=then, due_on=then, today=TODAY, now=NOW
    )
    later = TODAY + timedelta(days=4)
    make_promise(
        member=katrin,
        contact=dora,
        what="Wolle",
        direction="theirs",
        made_on=then,
        due_on=later,
        today=TODAY,
        now=NOW,
    )
    said = {(str(one.get("SUMMARY")), one.decoded("DTSTART")) for one in events(phone, "promises")}
    assert said == {
        ("Dora Kunz versprochen: Link schicken", TODAY),
        ("Dora Kunz hat versprochen: Wolle", later),
    }


def test_whom_to_get_in_touch_with_stands_on_the_day(phone, katrin):
    dora = create_contact(member=katrin, name="Dora Kunz", now=NOW)
    set_rhythm(contact=dora, days=30, today=TODAY)
    (one,) = events(phone, "in-touch")
    assert (str(one.get("SUMMARY")), one.decoded("DTSTART")) == (
        "Bei Dora Kunz melden",
        TODAY + timedelta(days=30),
    )


class TestTheProtocol:
    @pytest.fixture
    def anna(self, katrin):
        return born(katrin, "Anna Beck", 1980, 5, 3)

    def test_a_token_says_whether_anything_changed(self, phone, katrin, anna):
        first = phone.sync(path="/dav/katrin/birthdays/")
        (path,) = first.hrefs()
        assert path == f"/dav/katrin/birthdays/birthday-{anna.pk}.ics"
        assert phone.sync(first.token, path="/dav/katrin/birthdays/").hrefs() == {}
        born(katrin, "Bo Lindner", 1981, 5, 4)
        assert phone.sync(first.token, path="/dav/katrin/birthdays/").status == 403

    def test_only_what_falls_in_the_days_asked_for_comes(self, phone, anna):
        def found(start, end):
            body = (f'{HEAD}<c:calendar-query xmlns:c="{NS["c"]}" xmlns:d="DAV:"><d:prop><d:getetag/><c:calendar-data/></d:prop>'
                    '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">'
                    f'<c:time-range start="{start}T000000Z" end="{end}T000000Z"/></c:comp-filter></c:comp-filter></c:filter>'
                    "</c:calendar-query>")  # fmt: skip
            return len(phone.ask("REPORT", "/dav/katrin/birthdays/", body).hrefs())

        assert found(f"{THIS}0501", f"{THIS}0510") == 1
        assert found(f"{THIS}0504", f"{THIS}0510") == 0
        assert found(f"{THIS}0601", f"{THIS + 2}0101") == 1
        assert found("19700101", "19790101") == 0

    def test_nobody_writes_into_it(self, phone, anna):
        ics = f"/dav/katrin/birthdays/birthday-{anna.pk}.ics"
        assert phone.ask("GET", ics).status == 200
        assert phone.ask("PUT", ics, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").status == 403
        assert phone.ask("DELETE", ics).status == 403
        assert (
            phone.ask(
                "PROPPATCH", "/dav/katrin/birthdays/", f'{HEAD}<d:propertyupdate xmlns:d="DAV:"/>'
            ).status
            == 403
        )

    def test_one_event_is_a_document_with_a_steady_etag(self, phone, anna):
        ics = f"/dav/katrin/birthdays/birthday-{anna.pk}.ics"
        first, second = phone.ask("GET", ics), phone.ask("GET", ics)
        assert (first.etag, first.body) == (second.etag, second.body)
        assert first.body.startswith(b"BEGIN:VCALENDAR\r\n")


def test_when_a_yearly_event_is():
    once = Event("a", date(2026, 5, 3), "x", NOW)
    yearly = Event("b", date(2000, 2, 29), "x", NOW, is_yearly=True)
    assert occurs_between(once, date(2026, 5, 3), date(2026, 5, 4))
    assert not occurs_between(once, date(2026, 5, 4), date(2026, 5, 9))
    assert occurs_between(yearly, date(2026, 3, 1), date(2026, 3, 2))
    assert not occurs_between(yearly, date(2026, 2, 1), date(2026, 3, 1))
    assert not occurs_between(yearly, date(1999, 1, 1), date(2000, 1, 1))
    assert occurs_between(yearly, date.min, date.max)
    assert b"SUMMARY:x" in document([once, yearly])
