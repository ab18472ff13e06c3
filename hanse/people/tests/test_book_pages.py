"""The whole book: finding by anything written, the list and its filters, lists of one's own, taking along."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import NOW, PASSWORD
from hanse.people.actions.contacts import add_note, change_contact, create_contact, rest
from hanse.people.actions.encounters import record_encounter
from hanse.people.actions.labels import change_label, label_contact, label_named
from hanse.people.models import Contact, Label
from hanse.people.tests.cards import APPLE
from hanse.people.vcard import Changes

INDEX = reverse("people:index")
EXPORT = reverse("people:export_book")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def write_down(katrin, now):
    def write(name, member=katrin, **own):
        return create_contact(member=member, name=name, now=now, **own)

    return write


@pytest.fixture
def names(katrins):
    """Whom the list shows for a query string, in order."""

    def shown(**query):
        answer = katrins.get(INDEX, query)
        assert answer.status_code == 200
        return [contact.display_name for contact in answer.context["contacts"]]

    return shown


class TestFinding:
    @pytest.mark.parametrize("typed", ["Müller", "Mueller", "Muller", "MÜLLER", "müll", "juergen müller"])
    def test_umlauts_are_found_however_they_are_typed(self, names, juergen, typed):
        assert names(q=typed) == ["Dr. Jürgen Müller"]

    @pytest.mark.parametrize("typed", ["Mülller", "Jügren", "Töpferie", "Mullr"])
    def test_a_slip_of_the_finger_is_forgiven_and_said(self, katrins, juergen, typed):
        answer = katrins.get(INDEX, {"q": typed})
        assert [contact.pk for contact in answer.context["contacts"]] == [juergen.pk]
        assert "Meintest du" in answer.content.decode()

    @pytest.mark.parametrize(
        "typed", ["0171 3920001", "+491713920001", "3920001", "juergen@toepferei", "Tübingen", "Gartenweg"]
    )
    def test_numbers_mails_and_addresses_find_too(self, names, juergen, typed):
        assert names(q=typed) == ["Dr. Jürgen Müller"]

    def test_everything_written_about_somebody_finds_her(self, names, katrin, dora, now):
        today = timezone.localdate(now)
        change_contact(
            contact=dora, changes=Changes(), revision=dora.revision, now=now, story="Kam aus Görlitz."
        )
        add_note(contact=dora, text="Liebt Rhabarberkuchen", on=today, now=now)
        record_encounter(
            member=katrin, contacts=[dora], on=today, now=now, today=today, place="Wollmarkt", topic="Indigo"
        )
        for typed in ("gorlitz", "rhabarber", "wollmarkt", "indigo"):
            assert names(q=typed) == ["Dora Kunz"], typed

    def test_every_word_must_be_there_and_names_come_first(self, names, write_down):
        write_down("Anna Beck", story="Kennt Petra gut.")
        write_down("Petra Beck")
        assert names(q="petra") == ["Petra Beck", "Anna Beck"]
        assert names(q="anna petra") == ["Anna Beck"]
        assert names(q="petra xaver") == []

    def test_what_stands_nowhere_is_said_in_words(self, katrins, dora):
        assert "Xylophon" in katrins.get(INDEX, {"q": "Xylophon"}).content.decode()

    @pytest.mark.parametrize("typed", ["%", "_", "'", '"', "\\", "\x00", "*", " ", "a" * 10_000, "🙂"])
    def test_whatever_is_typed_gets_an_answer(self, katrins, dora, typed):
        assert katrins.get(INDEX, {"q": typed}).status_code == 200

    def test_a_word_that_was_changed_is_found_and_the_old_one_no_more(self, names, dora, now):
        note = add_note(contact=dora, text="Imkerin", on=timezone.localdate(now), now=now)
        assert names(q="imkerin") == ["Dora Kunz"]
        note.delete()
        change_contact(contact=dora, changes=Changes(), revision=dora.revision, now=now)
        assert names(q="imkerin") == []

    def test_nobody_finds_another_members_people(self, cyds, dora):
        answer = cyds.get(INDEX, {"q": "Dora"})
        assert answer.context["contacts"] == []


class TestTheList:
    def test_names_stand_in_german_order(self, names, write_down):
        for name in ("Zoe Zander", "Ulla Ärmel", "Ida Arm", "Eva Öhm", "Ole Ohm", "Bea Oz"):
            write_down(name)
        assert [name.split()[1] for name in names()] == ["Arm", "Ärmel", "Öhm", "Ohm", "Oz", "Zander"]

    def test_filters_show_who_fits(self, names, katrin, write_down, juergen, now):
        today = timezone.localdate(now)
        anna, bea = write_down("Anna Beck"), write_down("Bea Cron")
        label_contact(contact=anna, name="Nähtreff", now=NOW)
        rest(contact=bea, today=today)
        long_ago = today - timedelta(days=200)
        record_encounter(member=katrin, contacts=[anna], on=long_ago, now=now, today=today)
        Contact.objects.filter(pk=anna.pk).update(created_at=now - timedelta(days=40))
        assert names(label="nahtreff") == ["Anna Beck"]
        assert names(town="Tübingen") == ["Dr. Jürgen Müller"]
        assert names(only="unseen") == ["Anna Beck"]
        assert names(only="resting") == ["Bea Cron"]
        assert "Anna Beck" not in names(only="new")
        assert "Bea Cron" in names(only="new")

    def test_the_filter_that_is_on_comes_first(self, katrins, write_down, names):
        for number in range(8):
            label_contact(contact=write_down(f"Anna Zahl{number}"), name=f"Liste {number}", now=NOW)
        chips = katrins.get(INDEX, {"label": "liste 7"}).context["filters"]
        assert [chip["word"] for chip in chips if chip["is_on"]] == [chips[0]["word"]] == ["Liste 7"]
        assert "Liste 6" not in [chip["word"] for chip in chips]
        chips = katrins.get(INDEX, {"only": "resting"}).context["filters"]
        assert chips[0] == {"query": "only=resting", "word": "Ruhend", "is_on": True}
        assert len(chips) == len({chip["query"] for chip in chips})

    def test_a_long_list_goes_on_where_it_stopped(self, katrins, write_down):
        for number in range(70):
            write_down(f"Anna Zahl{number:02}")
        seen, query = [], {}
        while True:
            answer = katrins.get(INDEX, query)
            seen += [contact.display_name for contact in answer.context["contacts"]]
            if not (last := answer.context["last"]):
                break
            query = {"after": f"{last.sort_key}|{last.pk}"}
        assert len(seen) == len(set(seen)) == 70
        assert seen == sorted(seen)

    @pytest.mark.parametrize("after", ["|", "x|y", "beck|", "🙂|1", "a" * 5000, f"\x00|{UUID(int=0)}"])
    def test_a_broken_place_in_the_list_breaks_nothing(self, katrins, dora, after):
        assert katrins.get(INDEX, {"after": after}).status_code == 200

    @pytest.mark.parametrize("name", ["label", "town", "only"])
    def test_a_filter_that_is_none_finds_nobody_or_all(self, katrins, dora, name):
        assert katrins.get(INDEX, {name: "\x00\u202e%"}).status_code == 200


class TestNamesWhileOneTypes:
    NAMES = reverse("people:names")

    def test_names_that_begin_so_are_suggested(self, katrins, cyd, write_down, juergen, now):
        write_down("Anna Beck")
        write_down("Hanna Anker")
        create_contact(member=cyd, name="Anna Fremd", now=now)
        said = katrins.get(self.NAMES, {"who": "an"}).content.decode()
        assert 'value="Anna Beck"' in said
        assert 'value="Hanna Anker"' in said
        assert "Fremd" not in said
        assert "Müller" in katrins.get(self.NAMES, {"who": "mueller"}).content.decode()

    def test_after_a_comma_the_next_one_is_suggested(self, katrins, write_down):
        write_down("Anna Beck")
        said = katrins.get(self.NAMES, {"others": "Dora Kunz, an"}).content.decode()
        assert 'value="Dora Kunz, Anna Beck"' in said

    @pytest.mark.parametrize("sent", [{}, {"who": ""}, {"who": "\x00\u202e%"}, {"who": ","}])
    def test_nothing_suggests_nobody(self, katrins, dora, sent):
        assert katrins.get(self.NAMES, sent).content.decode().strip() == ""


class TestListsOfOnesOwn:
    @pytest.fixture
    def label(self, katrin):
        return label_named(member=katrin, name="Nähtreff")

    @pytest.fixture
    def address(self, label):
        return reverse("people:label", args=[label.pk])

    def test_a_list_gets_another_name_and_a_rhythm(self, katrins, label, address, dora):
        label_contact(contact=dora, name="Nähtreff", now=NOW)
        katrins.post(address, {"name": "Stricktreff", "rhythm_days": "30"})
        label.refresh_from_db()
        dora.refresh_from_db()
        assert (label.name, label.rhythm_days, dora.rhythm_days) == ("Stricktreff", 30, 30)

    @pytest.mark.parametrize("days", ["0", "-3", "zwei Wochen", "99999", "1e9"])
    def test_a_rhythm_that_is_none_comes_back_with_words(self, katrins, label, address, days):
        answer = katrins.post(address, {"name": "Nähtreff", "rhythm_days": days})
        assert answer.status_code == 422
        assert "passt noch nicht" in answer.content.decode()
        label.refresh_from_db()
        assert label.rhythm_days is None

    def test_a_rhythm_of_its_own_kind_stays(self, katrins, katrin, label, address):
        change_label(label=label, name="Nähtreff", rhythm_days=45, now=NOW)
        assert '<option value="45" selected>alle 45 Tage</option>' in katrins.get(address).content.decode()
        katrins.post(address, {"name": "Stricktreff", "rhythm_days": "45"})
        label.refresh_from_db()
        assert label.rhythm_days == 45

    @pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 81])
    def test_a_name_that_is_none_comes_back_with_words(self, katrins, label, address, name):
        assert katrins.post(address, {"name": name}).status_code == 422
        label.refresh_from_db()
        assert label.name == "Nähtreff"

    def test_two_lists_never_share_a_name(self, katrins, katrin, address):
        label_named(member=katrin, name="Kundinnen")
        assert katrins.post(address, {"name": "KUNDINNEN"}).status_code == 422

    def test_a_dissolved_list_leaves_its_people(self, katrins, label, dora):
        label_contact(contact=dora, name="Nähtreff", now=NOW)
        katrins.post(reverse("people:delete_label", args=[label.pk]))
        assert not Label.objects.exists()
        assert Contact.objects.filter(pk=dora.pk).exists()

    def test_a_stranger_finds_nothing(self, cyds, address):
        assert cyds.get(address).status_code == 404


class TestTakingAlong:
    @pytest.fixture
    def proven(self, katrins):
        """Katrin's browser, in which she has just shown once more that it is her."""
        katrins.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return katrins

    def test_all_as_they_came(self, proven, juergen, dora):
        sent = b"".join(proven.get(EXPORT))
        assert APPLE in sent
        assert sent.count(b"BEGIN:VCARD") == 2

    def test_one_list_only(self, proven, juergen, dora):
        label_contact(contact=dora, name="Nähtreff", now=NOW)
        sent = b"".join(proven.get(EXPORT, {"label": "nahtreff"}))
        assert b"Dora Kunz" in sent
        assert sent.count(b"BEGIN:VCARD") == 1

    def test_after_a_while_hanse_asks_once_more_who_it_is(self, katrins, juergen):
        answer = katrins.get(EXPORT)
        assert answer.status_code == 302
        assert reverse("account_reauthenticate") in answer["Location"]

    def test_nobody_takes_along_another_members_people(self, proven, cyd, write_down):
        write_down("Ulla Geheim", member=cyd)
        assert b"Geheim" not in b"".join(proven.get(EXPORT))
