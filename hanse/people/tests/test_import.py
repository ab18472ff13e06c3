"""A file of contacts comes in, nothing comes in twice, and all of it can be taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import NOW, TODAY
from hanse.people import vcard
from hanse.people.actions import contacts, encounters, importing
from hanse.people.actions.cards import default_book
from hanse.people.actions.importing import taking
from hanse.people.models import Card, Contact, Import, ImportEntry, Label
from hanse.people.tests.cards import APPLE, DATA, card

Verdict, State = ImportEntry.Verdict, Import.State


@pytest.fixture
def bring(katrin):
    """Open a file and read it, up to the preview."""

    def bring(raw: bytes, name: str = "kontakte.vcf") -> Import:
        batch = importing.open_import(member=katrin, file_name=name, chunks=[raw], now=NOW)
        return importing.read_file(batch=batch, now=NOW)

    return bring


@pytest.fixture
def take(bring):
    """Take a whole file in."""

    def take(raw: bytes, label: str = "", indexes=None) -> Import:
        batch = importing.choose(batch=bring(raw), indexes=indexes, label_name=label)
        return importing.take_in(batch=batch, now=NOW, today=TODAY)

    return take


def verdicts(batch):
    return list(batch.entries.order_by("index").values_list("verdict", flat=True))


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("iphone.vcf", 176),
        ("android.vcf", 93),
        ("google.vcf", 104),
        ("thunderbird.vcf", 99),
        ("whatsapp_contact.vcf", 82),
    ],
)
def test_every_card_of_a_real_file_comes_in_and_none_comes_in_twice(take, katrin, name, people):
    raw = (DATA / name).read_bytes()
    first = take(raw)
    there = Contact.objects.visible_to(katrin).count()
    readable = first.entries.exclude(verdict=Verdict.UNREADABLE)
    assert first.total == people
    assert not readable.filter(contact=None).exists()
    assert readable.values("contact").distinct().count() == there
    again = take(raw)
    assert not again.entries.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED]).exists()
    assert Contact.objects.visible_to(katrin).count() == there


def test_the_preview_saves_nobody(bring):
    batch = bring(APPLE + card("FN:Bo"))
    assert (batch.state, batch.total, verdicts(batch)) == (State.PREVIEW, 2, [Verdict.NEW, Verdict.NEW])
    assert not Contact.objects.exists()


def test_one_bad_card_keeps_no_other_out_and_is_kept_as_it_was(take):
    bad = b"BEGIN:VCARD\r\nFN:Abgeschnitten\r\n"
    batch = take(card("FN:Bo") + bad + card("FN:Anna"))
    assert verdicts(batch) == [Verdict.NEW, Verdict.UNREADABLE, Verdict.NEW]
    assert {one.display_name for one in Contact.objects.all()} == {"Bo", "Anna"}
    assert importing.unreadable(batch) == bad


def test_a_card_that_names_nobody_is_not_read(bring):
    batch = bring(card("NOTE:nichts"))
    assert batch.entries.get().problem == "no_name"


def test_two_cards_of_one_uid_in_a_file_the_second_is_kept_aside(take):
    batch = take(card("FN:Bo", "UID:u") + card("FN:Anna", "UID:u"))
    assert verdicts(batch) == [Verdict.NEW, Verdict.UNREADABLE]
    assert Contact.objects.get().display_name == "Bo"


def test_the_same_card_again_is_known_and_a_changed_one_is_updated(take):
    take(card("FN:Bo", "UID:u") + card("FN:Anna", "UID:v"))
    again = take(card("FN:Bo", "UID:u") + card("FN:Anna Beck", "UID:v"))
    assert verdicts(again) == [Verdict.KNOWN, Verdict.CHANGED]
    assert {one.display_name for one in Contact.objects.all()} == {"Bo", "Anna Beck"}


def test_without_a_uid_name_and_number_tell_who_it_is(take):
    take(card("FN:Bo Lindner", "TEL:0171 3920001"))
    batch = take(card("FN:lindner bo", "TEL:+49 171 3920001") + card("FN:Bo Lindner", "TEL:0171 3920009"))
    assert verdicts(batch) == [Verdict.KNOWN, Verdict.UNCLEAR]
    assert Contact.objects.count() == 2


def test_two_cards_of_one_person_in_a_file_become_one_and_lose_nothing(take):
    take(card("FN:Bo Lindner", "TEL:0171 3920001"))
    batch = take(
        card("FN:Bo Lindner", "TEL:0171 3920001", "NOTE:Eins")
        + card("FN:Bo Lindner", "TEL:0171 3920001", "NOTE:Zwei")
    )
    assert verdicts(batch) == [Verdict.CHANGED, Verdict.CHANGED]
    bo = Contact.objects.get()
    assert (bo.card_note.split(), bo.phones.count()) == (["Eins", "Zwei"], 1)


def test_a_person_who_stands_twice_in_a_new_file_comes_in_once(take):
    batch = take(
        card("FN:Bo Lindner", "TEL:0171 3920001", "UID:u", "NOTE:Eins")
        + card("FN:Lindner\\, Bo", "TEL:+49 171 3920001", "UID:w", "EMAIL:bo@example.org")
    )
    bo = Contact.objects.get()
    assert (bo.card_note, bo.emails.get().value) == ("Eins", "bo@example.org")
    assert set(batch.entries.values_list("contact", flat=True)) == {bo.pk}


def test_a_source_that_says_nothing_new_changes_no_byte(take):
    take(card("FN:Bo Lindner", "TEL:0171 3920001", "EMAIL:bo@example.org", "UID:u"))
    before = bytes(Card.objects.get().raw)
    again = take(card("FN:Bo Lindner", "TEL:+491713920001"))
    assert (verdicts(again), bytes(Card.objects.get().raw)) == ([Verdict.KNOWN], before)


def test_what_another_source_knows_is_added_and_taken_back_with_it(take):
    before = card("FN:Bo Lindner", "TEL:0171 3920001", "UID:u")
    take(before)
    batch = take(card("FN:Bo Lindner", "TEL:0171 3920001", "EMAIL:bo@example.org", "UID:w"))
    bo = Contact.objects.get()
    assert (bo.card.uid, bo.emails.get().value) == ("u", "bo@example.org")
    importing.undo(batch=batch, now=NOW)
    assert bytes(Card.objects.get().raw) == before


def test_a_card_that_two_sources_made_is_never_overwritten_by_one_of_them(take):
    take(card("FN:Bo Lindner", "TEL:0171 3920001", "UID:u"))
    take(card("FN:Bo Lindner", "TEL:0171 3920001", "EMAIL:bo@example.org", "UID:w"))
    take(card("FN:Bo Lindner", "TEL:0171 3920002", "UID:u"))
    bo = Contact.objects.get()
    assert [one.value for one in bo.emails.all()] == ["bo@example.org"]
    assert {one.e164 for one in bo.phones.all()} == {"+491713920001", "+491713920002"}


def test_whoever_changed_since_by_hand_keeps_what_was_written(take):
    take(card("FN:Bo Lindner", "TEL:0171 3920001", "UID:u"))
    bo = Contact.objects.get()
    contacts.change_contact(
        contact=bo, changes=vcard.Changes(note="Kommt gern"), revision=bo.revision, now=NOW
    )
    take(card("FN:Bo Lindner", "TEL:0171 3920001", "EMAIL:bo@example.org", "UID:u"))
    bo = Contact.objects.get()
    assert (bo.card_note, bo.emails.get().value) == ("Kommt gern", "bo@example.org")


def test_whoever_may_be_somebody_of_the_book_comes_in_alone_and_is_said_so(take):
    take(card("N:Lindner;Bo;;;", "FN:Bo Lindner", "TEL:0171 3920001"))
    batch = take(card("N:Lindner;Tina;;;", "FN:Tina Lindner", "TEL:0171 3920001"))
    assert Contact.objects.count() == 2
    assert batch.entries.get().verdict in (Verdict.NEW, Verdict.UNCLEAR)


def test_only_the_chosen_come_in(take):
    batch = take(card("FN:Bo") + card("FN:Anna"), indexes={1})
    assert [one.display_name for one in Contact.objects.all()] == ["Anna"]
    assert batch.progress == 1


def test_everybody_who_came_stands_on_the_list_of_the_batch(take, katrin):
    take(card("FN:Bo", "CATEGORIES:Markt") + card("FN:Anna"), label="Telefon, März 2026")
    label = Label.objects.get(member=katrin, name="Telefon, März 2026")
    assert label.contacts.count() == 2
    assert [one.display_name for one in Label.objects.get(name="Markt").contacts.all()] == ["Bo"]
    assert set(Contact.objects.values_list("source", "source_on")) == {("import", TODAY)}


def test_nobody_who_came_turns_up_on_today(take, katrin):
    take((DATA / "iphone.vcf").read_bytes())
    assert not Contact.objects.visible_to(katrin).due(today=TODAY + timedelta(days=4000)).exists()


def test_the_import_is_taken_back_as_a_whole(take, katrin, dora):
    batch = take((DATA / "iphone.vcf").read_bytes(), label="Telefon")
    assert importing.undo(batch=batch, now=NOW) == 0
    batch.refresh_from_db()
    assert batch.state == State.UNDONE
    assert [one.display_name for one in Contact.objects.visible_to(katrin)] == ["Dora Kunz"]


def test_taking_back_gives_changed_cards_their_bytes_back(take):
    before = card("FN:Bo", "UID:u")
    take(before)
    importing.undo(batch=take(card("FN:Bo Lindner", "UID:u")), now=NOW)
    assert bytes(Card.objects.get().raw) == before
    assert Contact.objects.get().display_name == "Bo"


def test_whoever_has_got_a_life_since_stays(take, katrin):
    batch = take(card("FN:Bo") + card("FN:Anna") + card("FN:Cem"))
    bo, anna = Contact.objects.get(display_name="Bo"), Contact.objects.get(display_name="Anna")
    encounters.record_encounter(member=katrin, contacts=[bo], on=TODAY, today=TODAY, now=NOW)
    contacts.add_note(contact=anna, text="Mag Quitten", on=TODAY, now=NOW)
    assert importing.undo(batch=batch, now=NOW) == 2
    assert {one.display_name for one in Contact.objects.all()} == {"Bo", "Anna"}


def test_after_thirty_days_it_stays(take):
    batch = take(card("FN:Bo"))
    with pytest.raises(ValidationError):
        importing.undo(batch=batch, now=NOW + timedelta(days=31))
    assert Contact.objects.count() == 1


def test_an_undone_import_may_come_again(take):
    importing.undo(batch=take(APPLE), now=NOW)
    assert verdicts(take(APPLE)) == [Verdict.NEW]
    assert Contact.objects.count() == 1


def test_taking_in_twice_takes_in_once(take):
    batch = take(card("FN:Bo"))
    importing.choose(batch=batch, indexes=None, label_name="")
    importing.take_in(batch=batch, now=NOW, today=TODAY)
    assert Contact.objects.count() == 1


def test_work_that_was_broken_off_goes_on_where_it_stopped(bring, monkeypatch):
    batch = bring(b"".join(card(f"FN:Person {number}") for number in range(7)))
    monkeypatch.setattr(taking, "BATCH", 3)
    batch = importing.choose(batch=batch, indexes=None, label_name="")
    real, calls = taking.cards.save_cards, []

    def dies_at_the_second(**given):
        calls.append(1)
        if len(calls) == 2:
            raise OSError("disk full")
        return real(**given)

    monkeypatch.setattr(taking.cards, "save_cards", dies_at_the_second)
    with pytest.raises(OSError, match="disk full"):
        importing.take_in(batch=batch, now=NOW, today=TODAY)
    importing.fail(batch=batch)
    assert Contact.objects.count() == 3
    batch = importing.take_in(batch=importing.go_on(batch=batch), now=NOW, today=TODAY)
    assert (batch.state, Contact.objects.count()) == (State.DONE, 7)


def test_a_card_that_came_by_another_way_meanwhile_is_not_doubled(bring, take):
    waiting = bring(card("FN:Bo", "UID:u"))
    take(card("FN:Bo L.", "UID:u"))
    importing.choose(batch=waiting, indexes=None, label_name="")
    waiting = importing.take_in(batch=waiting, now=NOW, today=TODAY)
    assert Contact.objects.get().display_name == "Bo"
    importing.undo(batch=waiting, now=NOW)
    assert Contact.objects.get().display_name == "Bo L."


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00" * 5000, b"\x89PNG\r\n\x1a\n" + b"x" * 100, b"%PDF-1.4\n" + b"\xff" * 200],
    ids=["empty", "zeros", "png", "pdf"],
)
def test_a_file_of_no_people_is_refused_in_words_and_not_kept(katrin, raw):
    with pytest.raises(ValidationError):
        importing.open_import(member=katrin, file_name="x.vcf", chunks=[raw] if raw else [], now=NOW)
    assert not Import.objects.exists()
    assert not list(importing.file_of(Import(member=katrin)).parent.glob("*"))


def test_a_file_of_more_than_200_mb_is_refused_while_it_arrives(katrin):
    read = []

    def endless():
        while True:
            read.append(1)
            yield b"BEGIN:VCARD\r\n" + b"x" * (10 * 1024 * 1024)

    with pytest.raises(ValidationError, match="200 MB"):
        importing.open_import(member=katrin, file_name="x.vcf", chunks=endless(), now=NOW)
    assert len(read) == 20


def test_an_import_is_the_members_alone(take, cyd):
    batch = take(card("FN:Bo"))
    assert not Import.objects.visible_to(cyd).filter(pk=batch.pk).exists()
    assert not Contact.objects.visible_to(cyd).exists()


def test_a_card_of_another_member_is_never_taken_for_ones_own(take, cyd):
    from_cyd = importing.open_import(member=cyd, file_name="x.vcf", chunks=[card("FN:Bo", "UID:u")], now=NOW)
    importing.choose(batch=importing.read_file(batch=from_cyd, now=NOW), indexes=None, label_name="")
    importing.take_in(batch=from_cyd, now=NOW, today=TODAY)
    assert verdicts(take(card("FN:Bo", "UID:u"))) == [Verdict.NEW]
    assert default_book(member=cyd).cards.count() == 1
