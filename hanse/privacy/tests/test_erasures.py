"""What was deleted is noted beside the database, and deleted again in an older one."""

import os

import pytest
from django.db import transaction

from conftest import NOW, TODAY
from hanse.kit import erasures
from hanse.kit.ids import moment_of, uuid7
from hanse.kit.models import Erasure
from hanse.people.actions.cards import arrival, default_book, save_card
from hanse.people.actions.contacts import (
    add_note,
    create_contact,
    delete_contact,
    delete_note,
    relate,
    unrelate,
)
from hanse.people.actions.encounters import delete_encounter, record_encounter
from hanse.people.actions.labels import delete_label, label_named
from hanse.people.models import Card, Contact, Encounter, Label, Note, Relation, SearchText
from hanse.promises.actions import delete, make_promise
from hanse.promises.models import Promise


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def dora(katrin):
    return create_contact(member=katrin, name="Dora Kunz", now=NOW, label_names=["Markt"])


def written(folder):
    return {(entry.label, entry.key) for entry in erasures.read([erasures.file_in(folder)])}


class TestTheFile:
    @pytest.mark.django_db(transaction=True)
    def test_a_deletion_stands_in_it_as_soon_as_it_is_committed(self, folder, dora):
        card = dora.card_id
        with transaction.atomic():
            delete_contact(contact=dora, now=NOW)
            assert written(folder) == set()
        assert written(folder) == {("people.Card", str(card))}

    @pytest.mark.django_db(transaction=True)
    def test_what_was_taken_back_does_not(self, folder, dora):
        with transaction.atomic():
            delete_contact(contact=dora, now=NOW)
            transaction.set_rollback(True)
        erasures.write_to_file()
        assert (written(folder), Contact.objects.count()) == (set(), 1)

    def test_what_a_crash_kept_from_it_follows_once(self, folder, dora):
        delete_contact(contact=dora, now=NOW)
        assert written(folder) == set()
        assert [erasures.write_to_file(now=NOW), erasures.write_to_file(now=NOW)] == [1, 0]
        assert len(written(folder)) == 1

    def test_it_says_nothing_of_what_was_deleted(self, folder, dora):
        note = add_note(contact=dora, text="Mag Quitten", on=TODAY, now=NOW)
        key_of_note = str(note.pk)
        delete_note(note=note)
        erasures.write_to_file()
        when, label, key, own = erasures.file_in(folder).read_text().split()
        assert (label, key) == ("people.Note", key_of_note)
        assert when == moment_of(Erasure.objects.get(pk=own).pk).isoformat(timespec="milliseconds")

    def test_half_a_line_spoils_no_other(self, folder, dora):
        whole = erasures.Entry(uuid7(), "people.Note", "1").line()
        erasures.file_in(folder).write_text(whole + whole[:40])
        delete_contact(contact=dora, now=NOW)
        erasures.write_to_file()
        assert {label for label, _key in written(folder)} == {"people.Note", "people.Card"}

    @pytest.mark.django_db(transaction=True)
    def test_a_folder_that_cannot_be_written_stops_no_deletion(self, folder, dora, settings):
        settings.DATA_DIR = folder / "away"
        delete_contact(contact=dora, now=NOW)
        assert not Contact.objects.exists()
        os.mkdir(folder / "away")
        assert erasures.write_to_file() == 1


class TestEveryVerb:
    """Each deletion leaves its entry, and the entry deletes the same again."""

    def make(self, katrin, dora):
        bo = create_contact(member=katrin, name="Bo Lindner", now=NOW)
        given = {"member": katrin, "today": TODAY, "now": NOW}
        return {
            "people.Card": (dora, lambda row: delete_contact(contact=row, now=NOW)),
            "people.Encounter": (
                record_encounter(contacts=[dora, bo], on=TODAY, topic="Seide", **given),
                lambda row: delete_encounter(encounter=row),
            ),
            "people.Label": (
                label_named(member=katrin, name="Markt"),
                lambda row: delete_label(label=row, now=NOW),
            ),
            "people.Note": (
                add_note(contact=dora, text="Quitten", on=TODAY, now=NOW),
                lambda row: delete_note(note=row),
            ),
            "people.Relation": (
                relate(contact=dora, other=bo, kind="Schwester"),
                lambda row: unrelate(relation=row),
            ),
            "promises.Promise": (
                make_promise(contact=bo, what="Link schicken", made_on=TODAY, **given),
                lambda row: delete(promise=row),
            ),
        }

    @pytest.mark.parametrize(
        "label",
        [
            "people.Card",
            "people.Encounter",
            "people.Label",
            "people.Note",
            "people.Relation",
            "promises.Promise",
        ],
    )
    def test_it_is_noted(self, katrin, dora, label):
        row, verb = self.make(katrin, dora)[label]
        key = str(row.card_id if label == "people.Card" else row.pk)
        verb(row)
        assert Erasure.objects.filter(label=label, key=key).count() == 1

    @pytest.mark.parametrize(
        ("label", "model"),
        [
            ("people.Encounter", Encounter),
            ("people.Label", Label),
            ("people.Note", Note),
            ("people.Relation", Relation),
            ("promises.Promise", Promise),
        ],
    )
    def test_it_is_done_again(self, katrin, dora, label, model):
        row, _verb = self.make(katrin, dora)[label]
        assert erasures.replay([erasures.Entry(uuid7(), label, str(row.pk))], now=NOW) == 1
        assert not model.objects.filter(pk=row.pk).exists()

    def test_a_person_goes_with_her_card_again(self, katrin, dora):
        add_note(contact=dora, text="Mag Quitten", on=TODAY, now=NOW)
        erasures.replay([erasures.Entry(uuid7(), "people.Card", str(dora.card_id))], now=NOW)
        card = Card.objects.get()
        assert (card.deleted, bytes(card.raw), Contact.objects.count(), Note.objects.count()) == (
            True,
            b"",
            0,
            0,
        )

    def test_search_forgets_what_is_deleted_again(self, katrin, dora):
        note = add_note(contact=dora, text="Mag Quitten", on=TODAY, now=NOW)
        assert "quitten" in SearchText.objects.get().text
        erasures.replay([erasures.Entry(uuid7(), "people.Note", str(note.pk))], now=NOW)
        assert "quitten" not in SearchText.objects.get().text


def test_an_encounter_that_goes_with_its_last_person_is_noted_too(katrin, dora):
    encounter = record_encounter(member=katrin, contacts=[dora], on=TODAY, today=TODAY, now=NOW)
    delete_contact(contact=dora, now=NOW)
    assert Erasure.objects.filter(label="people.Encounter", key=str(encounter.pk)).exists()


def test_what_came_back_before_the_copy_is_not_deleted_again(katrin, juergen_raw):
    """A phone may put a card back; the copy knows the entry of the time before."""
    book = default_book(member=katrin)
    first = save_card(book=book, arriving=arrival(juergen_raw, href="jm.vcf"), author="phone", now=NOW)
    delete_contact(contact=first, now=NOW)
    save_card(book=book, arriving=arrival(juergen_raw, href="jm.vcf"), author="phone", now=NOW)
    entries = [erasures.Entry(one.id, one.label, one.key) for one in Erasure.objects.all()]
    assert (erasures.replay(entries, now=NOW), Contact.objects.count()) == (0, 1)


@pytest.fixture
def juergen_raw():
    return b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J\xc3\xbcrgen M\xc3\xbcller\r\nUID:jm-1\r\nEND:VCARD\r\n"


def test_a_table_of_another_release_is_passed_over(katrin):
    labels = ("people.Gone", "people.Note", "people.Import")
    assert erasures.replay([erasures.Entry(uuid7(), label, "no-key") for label in labels], now=NOW) == 3
