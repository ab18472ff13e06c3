"""Whatever somebody arrives with goes one way in, and one way out again."""

from datetime import date
from pathlib import Path

import pytest

from conftest import NOW, TODAY
from hanse.people.actions import importing, merging
from hanse.people.models import Contact, Encounter, Import, ImportEntry, Label, Merge, Note
from hanse.people.tests.cards import DATA
from hanse.promises.models import Promise

Verdict = ImportEntry.Verdict

FILES = {
    "iphone.vcf": "vcard",
    "google.csv": "google_csv",
    "outlook_de.csv": "outlook_csv",
    "outlook_com.csv": "outlook_csv",
    "linkedin.csv": "linkedin_csv",
    "monica.json": "monica_json",
    "freeform.csv": "table_csv",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for files."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def bring(katrin):
    def bring(path: Path) -> Import:
        batch = importing.open_import(member=katrin, file_name=path.name, chunks=[path.read_bytes()], now=NOW)
        batch = importing.name_columns(batch=batch, columns=None, now=NOW)
        batch = importing.read_file(batch=batch, now=NOW)
        importing.choose(batch=batch, label_name="")
        return importing.take_in(batch=batch, now=NOW, today=TODAY)

    return bring


def book(katrin):
    """Everything that an import may write, as plain values."""
    people = Contact.objects.visible_to(katrin).order_by("pk")
    encounters = Encounter.objects.order_by("pk")
    return {
        "people": list(
            people.values_list("pk", "card__raw", "story", "met_how", "met_on", "own_rhythm_days")
        ),
        "labels": sorted(Contact.labels.through.objects.values_list("contact__display_name", "label__name")),
        "notes": sorted(Note.objects.values_list("contact", "on", "text")),
        "encounters": list(encounters.values_list("on", "kind", "topic", "note", "place")),
        "promises": sorted(Promise.objects.values_list("contact", "what", "kept_on")),
    }


@pytest.mark.parametrize("name", FILES)
def test_every_format_is_recognised_comes_in_and_nothing_comes_twice(bring, katrin, name):
    batch = bring(DATA / name)
    assert batch.format == FILES[name]
    readable = batch.entries.exclude(verdict=Verdict.UNREADABLE)
    assert readable.count() > 40
    assert not readable.filter(contact=None).exists()
    before = book(katrin)
    again = bring(DATA / name)
    assert not again.entries.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED, Verdict.UNCLEAR]).exists()
    assert book(katrin) == before


@pytest.mark.parametrize("name", FILES)
def test_every_format_can_be_taken_back_as_a_whole(bring, katrin, name):
    bring(DATA / "google.vcf")
    before = book(katrin)
    importing.undo(batch=bring(DATA / name), now=NOW)
    assert book(katrin) == before


def test_monica_brings_encounters_promises_rhythms_and_photographs(bring, katrin):
    bring(DATA / "monica.json")
    assert Encounter.objects.filter(topic="Besuch bei Jule", on=date(2024, 8, 21)).get().contacts.count() == 1
    assert Promise.objects.filter(direction="mine").exists()
    assert Contact.objects.filter(own_rhythm_days__isnull=False, due_day__isnull=False).exists()
    assert Contact.objects.exclude(photo_digest="").exists()
    assert Label.objects.filter(member=katrin).exists()


def test_a_table_of_ones_own_tells_stories_and_where_we_met(bring):
    bring(DATA / "freeform.csv")
    beat = Contact.objects.get(display_name="Beat Zöllner")
    assert (beat.story, beat.met_where) == ("War früher Krankenschwester in Graz.", "Bloggertreffen")
    assert (beat.met_on.year, beat.promises.get().what) == (2020, "Rezept für die Glasur aufschreiben")


def test_a_book_of_four_sources_has_each_person_once_where_nothing_speaks_against_it(bring, katrin):
    for name in ("iphone.vcf", "google.csv", "outlook_de.csv", "monica.json"):
        bring(DATA / name)
    entries = ImportEntry.objects.filter(batch__member=katrin).exclude(verdict=Verdict.UNREADABLE)
    assert not entries.filter(contact=None).exists()
    assert entries.count() - Contact.objects.visible_to(katrin).count() > 100


def test_whoever_was_laid_upon_another_while_coming_in_comes_apart_with_what_came_along(
    bring, katrin, tmp_path
):
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:jule\r\nN:Amann;Jule;;;\r\nFN:Jule Amann\r\nTEL:0171 39200823\r\nEND:VCARD\r\n"
    phone = tmp_path / "phone.vcf"
    phone.write_text(card)
    table = tmp_path / "table.csv"
    table.write_text(
        "Vorname;Nachname;Telefon;Notiz;Geschichte;Versprochen\r\n"
        "Jule;Amann;+49 171 39200823;Mag Quitten;Töpfert seit 2001.;Ton mitbringen\r\n"
    )
    bring(phone)
    bring(table)
    jule = Contact.objects.get()
    assert (jule.story, jule.promises.count()) == ("Töpfert seit 2001.", 1)
    other = merging.undo(merge=Merge.objects.get(), now=NOW)
    jule.refresh_from_db()
    assert (bytes(jule.card.raw).decode(), jule.story, jule.promises.count()) == (card, "", 0)
    assert (other.story, other.card_note, other.promises.get().what) == (
        "Töpfert seit 2001.", "Mag Quitten", "Ton mitbringen",
    )  # fmt: skip
    again = bring(table)
    assert again.entries.get().verdict == Verdict.KNOWN
    assert Contact.objects.count() == 2
