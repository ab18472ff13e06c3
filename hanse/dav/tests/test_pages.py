"""Connecting a phone, seeing what it did, and the way back, on the pages."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from conftest import NOW, PASSWORD
from hanse.accounts.models import AppPassword
from hanse.dav.models import CalendarAddress
from hanse.dav.tests.conftest import phone_of
from hanse.dav.tests.phone import Phone
from hanse.people.actions.contacts import change_contact, create_contact
from hanse.people.actions.labels import label_named
from hanse.people.models import Book, Card, CardHistory, Contact
from hanse.people.tests.cards import APPLE, card
from hanse.people.vcard import Changes

DEVICES = reverse("dav:devices")


@pytest.fixture
def proven(katrins):
    """Katrin's browser, in which she gave her password a moment ago."""
    katrins.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return katrins


def connected(browser, kind="android", **data):
    return browser.post(reverse("dav:connect", args=[kind]), {"name": "Mein Telefon", "scope": "rw", **data})


def token_of(answer):
    return re.search(r'id="password">([a-z2-7-]+)<', answer.content.decode())[1]


class TestConnecting:
    def test_the_password_is_shown_once_and_opens_the_book(self, proven, katrin):
        answer = connected(proven)
        token = token_of(answer)
        assert Phone("katrin", token).sync().status == 207
        assert token not in proven.get(DEVICES).content.decode()
        assert "Mein Telefon" in proven.get(DEVICES).content.decode()

    @pytest.mark.parametrize("kind", AppPassword.Device.values)
    def test_each_kind_is_told_the_real_values(self, proven, settings, kind):
        settings.BASE_URL, settings.HTTPS = "https://kontor.example.org", True
        said = connected(proven, kind).content.decode()
        assert "https://kontor.example.org/dav/katrin/people/" in said
        assert ("<svg" in said and "davx5://katrin:" in said) is (kind == "android")

    def test_a_device_may_only_read(self, proven):
        token = token_of(connected(proven, scope="ro"))
        assert Phone("katrin", token).put("bo.vcf", card("FN:Bo")).status == 403

    def test_it_wants_to_know_that_it_is_you(self, katrins):
        assert connected(katrins).status_code == 302
        assert not AppPassword.objects.exists()

    def test_a_name_is_needed(self, proven):
        for name in ("", " ", "\u200e"):
            answer = connected(proven, name=name)
            assert answer.status_code == 422
        assert not AppPassword.objects.exists()

    def test_a_kind_that_is_none_is_not_there(self, proven):
        assert proven.get(reverse("dav:connect", args=["toaster"])).status_code == 404

    def test_who_is_locked_out_stays_out(self, katrins, phone):
        katrins.post(reverse("dav:revoke", args=[AppPassword.objects.get().pk]))
        assert phone.sync().status == 401
        assert "Telefon verbinden" in katrins.get(DEVICES).content.decode()

    def test_when_a_device_was_here_is_shown(self, katrins, phone):
        assert "noch nicht hier gewesen" in katrins.get(DEVICES).content.decode()
        phone.put("bo.vcf", card("FN:Bo"))
        said = katrins.get(DEVICES).content.decode()
        assert "zuletzt hier" in said
        assert "hat 1 Karte geschrieben" in said


class TestWhoGoes:
    def test_some_lists(self, katrins, phone, katrin):
        create_contact(member=katrin, name="Dora Kunz", now=NOW)
        family = label_named(member=katrin, name="Familie")
        katrins.post(reverse("dav:who"), {"choice": "labels", "labels": [family.pk]})
        assert Book.objects.get().phone_choice == "labels"
        assert phone.sync().hrefs() == {}
        assert "checked" in katrins.get(DEVICES).content.decode()

    def test_no_list_is_no_choice(self, katrins):
        assert katrins.post(reverse("dav:who"), {"choice": "labels"}).status_code == 422
        assert katrins.post(reverse("dav:who"), {"choice": "x"}).status_code == 422

    def test_a_list_of_somebody_else_is_none(self, katrins, cyd):
        theirs = label_named(member=cyd, name="Familie")
        answer = katrins.post(reverse("dav:who"), {"choice": "labels", "labels": [theirs.pk]})
        assert answer.status_code == 422


class TestWhatPhonesChanged:
    def text(self, browser):
        return browser.get(reverse("dav:changes")).content.decode()

    def undo(self, browser, **data):
        card_there = Card.objects.get(href="jm.vcf")
        return browser.post(reverse("dav:undo", args=[card_there.pk]), {"seq": card_there.seq, **data})

    def test_each_field_is_shown_as_it_was_and_as_it_is(self, katrins, phone):
        phone.put("jm.vcf", APPLE)
        phone.put("jm.vcf", APPLE.replace("TITLE:Töpfer".encode(), b"TITLE:Maler"))
        said = self.text(katrins)
        assert "Töpfer" in said
        assert "Maler" in said
        assert "Telefon" in said

    def test_one_card_is_taken_back_byte_for_byte(self, katrins, phone):
        phone.put("jm.vcf", APPLE)
        phone.put("jm.vcf", card("UID:jm-1", "FN:Kaputt"))
        self.undo(katrins)
        assert phone.get("jm.vcf").body == APPLE

    def test_whom_it_wrote_down_goes_into_the_trash(self, katrins, phone):
        phone.put("jm.vcf", APPLE)
        self.undo(katrins)
        assert phone.get("jm.vcf").status == 404
        assert Contact.everybody.get().trashed_at

    def test_whom_it_deleted_comes_back(self, katrins, phone):
        phone.put("jm.vcf", APPLE)
        phone.delete("jm.vcf")
        assert "gelöscht" in self.text(katrins)
        self.undo(katrins)
        assert phone.get("jm.vcf").body == APPLE

    def test_what_was_changed_since_is_not_touched(self, katrins, phone):
        phone.put("jm.vcf", APPLE)
        phone.put("jm.vcf", card("UID:jm-1", "FN:Neu"))
        for seq in ("1", "x", "", "99999999999999999999"):
            self.undo(katrins, seq=seq)
        assert phone.get("jm.vcf").body == card("UID:jm-1", "FN:Neu")
        change_contact(contact=Contact.objects.get(), changes=Changes(title="Maler"), revision=1, now=NOW)
        assert "Seither wurde es noch einmal geändert." in self.text(katrins)

    def test_the_list_costs_the_same_for_one_and_for_three(self, katrins, phone):
        def count():
            with CaptureQueriesContext(connection) as seen:
                self.text(katrins)
            return len([one for one in seen if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])

        phone.put("1.vcf", card("UID:1", "FN:Eins"))
        phone.put("1.vcf", card("UID:1", "FN:Eins!"))
        count()  # the first look of a day also notes that she was here
        first = count()
        for number in (2, 3):
            phone.put(f"{number}.vcf", card(f"UID:{number}", "FN:Bo"))
            phone.put(f"{number}.vcf", card(f"UID:{number}", "FN:Bobo"))
        assert count() == first

    def test_a_stranger_sees_nothing_of_it(self, cyds, phone):
        phone.put("jm.vcf", APPLE)
        assert "Jürgen" not in self.text(cyds)


class TestTrash:
    def test_somebody_is_brought_back(self, katrins, phone):
        phone.put("jm.vcf", APPLE)
        phone.delete("jm.vcf")
        assert "Jürgen" in katrins.get(reverse("dav:trash")).content.decode()
        katrins.post(reverse("dav:restore", args=[Contact.everybody.get().pk]))
        assert phone.get("jm.vcf").body == APPLE

    def test_somebody_is_let_go_for_good(self, katrins, phone):
        phone.put("jm.vcf", APPLE)
        phone.delete("jm.vcf")
        katrins.post(reverse("dav:discard", args=[Contact.everybody.get().pk]))
        assert not Contact.everybody.exists()
        assert not CardHistory.objects.exists()

    def test_who_is_not_in_it_cannot_be_discarded_from_it(self, katrins, phone):
        phone.put("jm.vcf", APPLE)
        assert katrins.post(reverse("dav:discard", args=[Contact.objects.get().pk])).status_code == 404


class TestTurningBack:
    @pytest.fixture
    def yesterday(self, phone, katrin):
        """Three on the phone since long ago; then, in the last hour, it goes wild."""
        for number in range(3):
            phone.put(f"{number}.vcf", card(f"UID:{number}", f"FN:Gut {number}"))
        long_ago = timezone.now() - timedelta(days=3)
        Card.objects.update(changed_at=long_ago)
        phone.put("0.vcf", card("UID:0", "FN:Kaputt"))
        phone.put("0.vcf", card("UID:0", "FN:Ganz kaputt"))
        phone.delete("1.vcf")
        phone.put("3.vcf", card("UID:3", "FN:Müll"))
        create_contact(member=katrin, name="Von Hand", now=timezone.now())
        at = timezone.localtime() - timedelta(days=1)
        return {"day": at.strftime("%Y-%m-%d"), "hour": at.strftime("%H:%M")}

    def names(self):
        return {one.display_name for one in Contact.objects.all()}

    def test_first_it_is_only_shown(self, katrins, yesterday):
        said = katrins.post(reverse("dav:turn_back"), yesterday).content.decode()
        assert "3 Karten gingen zurück" in said
        assert self.names() == {"Ganz kaputt", "Gut 2", "Müll", "Von Hand"}

    def test_then_everything_is_as_it_was_and_what_was_written_here_stays(self, katrins, phone, yesterday):
        katrins.post(reverse("dav:turn_back"), {**yesterday, "sure": "1"})
        assert self.names() == {"Gut 0", "Gut 1", "Gut 2", "Von Hand"}
        assert [phone.get(f"{number}.vcf").body for number in range(3)] == [
            card(f"UID:{number}", f"FN:Gut {number}") for number in range(3)
        ]
        assert [one.display_name for one in Contact.everybody.trashed()] == ["Müll"]

    def test_what_was_written_here_before_the_phone_came_stays_too(self, katrins, phone, yesterday, katrin):
        petra = create_contact(member=katrin, name="Petra Sailer", now=timezone.now())
        written = phone.get(petra.card.href).body
        phone.put(petra.card.href, written.replace(b"Petra", b"Kaputt"))
        katrins.post(reverse("dav:turn_back"), {**yesterday, "sure": "1"})
        assert phone.get(petra.card.href).body == written

    def test_only_an_hour_of_the_last_thirty_days(self, katrins, yesterday):
        for day, hour in (
            ("2020-01-01", "18:00"),
            ("2100-01-01", "18:00"),
            ("x", "18:00"),
            (yesterday["day"], "25:99"),
        ):
            answer = katrins.post(reverse("dav:turn_back"), {"day": day, "hour": hour, "sure": "1"})
            assert answer.status_code == 422
        assert "Ganz kaputt" in self.names()

    def test_a_stranger_turns_only_her_own_book(self, cyds, yesterday):
        cyds.post(reverse("dav:turn_back"), {**yesterday, "sure": "1"})
        assert "Ganz kaputt" in self.names()


class TestSecretAddresses:
    def made(self, browser, slug="birthdays"):
        said = browser.post(reverse("dav:make_address", args=[slug])).content.decode()
        found = re.search(r'id="address">[^<]*?(/calendars/[^<]+)<', said)
        return found and found[1]

    def test_whoever_knows_it_reads_the_calendar(self, proven, visitor, phone):
        phone.put("jm.vcf", APPLE)
        answer = visitor.get(self.made(proven))
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert str(event.get("SUMMARY")) == "Geburtstag von Dr. Jürgen Müller"
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"

    def test_a_new_one_makes_the_old_one_void(self, proven, visitor):
        old, new = self.made(proven), self.made(proven)
        assert visitor.get(old).status_code == 404
        assert visitor.get(new).status_code == 200
        assert new.split("/")[2] not in proven.get(reverse("dav:calendars")).content.decode()

    def test_it_can_be_taken_back(self, proven, visitor):
        address = self.made(proven)
        proven.post(reverse("dav:revoke_address", args=[CalendarAddress.objects.get().pk]))
        assert visitor.get(address).status_code == 404

    def test_it_closes_with_the_account(self, proven, visitor, katrin):
        address = self.made(proven)
        katrin.user.is_active = False
        katrin.user.save()
        assert visitor.get(address).status_code == 404

    def test_a_calendar_that_is_none_has_none(self, proven):
        assert proven.post(reverse("dav:make_address", args=["nothing"])).status_code == 404


class TestOnToday:
    def test_whom_the_phone_wrote_down_is_asked_about(self, katrins, phone):
        phone.put("bo.vcf", card("UID:bo", "FN:Bo Lindner"))
        assert "Neu vom Telefon" in katrins.get(reverse("home:today")).content.decode()
        katrins.post(reverse("home:met", args=[Contact.objects.get().pk]), {"where": "Markt am Samstag"})
        contact = Contact.objects.get()
        assert (contact.met_where, contact.from_phone_at) == ("Markt am Samstag", None)
        assert "Neu vom Telefon" not in katrins.get(reverse("home:today")).content.decode()

    def test_or_not(self, katrins, phone):
        for number in range(5):
            phone.put(f"{number}.vcf", card(f"UID:{number}", f"FN:Bo {number}"))
        pk = Contact.objects.first().pk
        katrins.post(reverse("home:met", args=[pk]), {"where": "egal", "skip": "1"})
        assert not Contact.objects.get(pk=pk).met_where
        assert "Dazu kam noch jemand." in katrins.get(reverse("home:today")).content.decode()
        katrins.post(reverse("home:met_nobody"))
        assert "Neu vom Telefon" not in katrins.get(reverse("home:today")).content.decode()

    def test_groups_are_nobody(self, katrins, phone):
        phone.put("g.vcf", card("UID:g", "FN:Familie", "X-ADDRESSBOOKSERVER-KIND:group"))
        assert "Neu vom Telefon" not in katrins.get(reverse("home:today")).content.decode()


def test_two_devices_are_told_apart(katrins, katrin):
    phone_of(katrin, name="Laptop").put("a.vcf", card("UID:a", "FN:A"))
    phone_of(katrin, name="Telefon").put("b.vcf", card("UID:b", "FN:B"))
    said = katrins.get(reverse("dav:changes")).content.decode()
    assert "Laptop" in said
    assert "Telefon" in said
