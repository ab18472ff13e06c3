"""Two contacts become one, and come apart again with everything that hung on both."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.utils import translation

from conftest import NOW, TODAY
from hanse.people import vcard
from hanse.people.actions import doubling, merging, search
from hanse.people.actions.cards import arrival, default_book, save_card
from hanse.people.actions.contacts import add_note, change_contact, delete_contact, relate, set_rhythm
from hanse.people.actions.encounters import record_encounter, refresh_due
from hanse.people.actions.labels import label_contact
from hanse.people.models import (
    Apart,
    Card,
    CardHistory,
    Contact,
    Encounter,
    Import,
    ImportEntry,
    Merge,
    Note,
    Relation,
    SearchText,
    Suspicion,
)
from hanse.people.tests.cards import card

LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def written(member, name: str, *lines: str, href: str = "") -> Contact:
    given, _, family = name.rpartition(" ")
    raw = card(f"N:{family};{given};;;", f"FN:{name}", *lines)
    return save_card(
        book=default_book(member=member), arriving=arrival(raw, href=href), author="phone", now=NOW
    )


@pytest.fixture
def anna(katrin):
    return written(katrin, "Anna Beck", "UID:a-1", "TEL:+491713920001", "TITLE:Töpferin", href="a.vcf")


@pytest.fixture
def anni(katrin):
    return written(
        katrin, "Anni Beck", "UID:a-2", "EMAIL:anni@example.org", "TITLE:Keramikerin", href="b.vcf"
    )


def merged(kept: Contact, gone: Contact, **more) -> Merge:
    return merging.merge(kept=kept, gone=gone, how=Merge.How.MEMBER, now=LATER, **more)


def again(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


def world() -> dict[str, str]:
    """Everything of the book as text, without what only counts changes and what remembers the merge itself."""
    quiet = ("revision", "seq", "changed_at", "changed_by", "search_seq")
    stored = {}
    models = (
        Contact,
        Encounter,
        Encounter.contacts.through,
        Note,
        Relation,
        ImportEntry,
        SearchText,
    )
    for model in (*models, Contact.labels.through):
        rows = [str(sorted(row.items())) for row in model.objects.values()]
        stored[model.__name__] = (
            sorted(_without(row, quiet) for row in model.objects.values()) if rows else []
        )
    stored["cards"] = sorted((c.href, c.uid, bytes(c.raw), c.deleted) for c in Card.objects.all())
    return stored


def _without(row: dict, names: tuple[str, ...]) -> str:
    # Rows between two tables are made anew; their own keys say nothing.
    is_link = len(row) <= 4 and "id" in row
    kept = {
        name: value for name, value in row.items() if name not in names and not (is_link and name == "id")
    }
    return str(sorted(kept.items(), key=str))


@pytest.fixture
def lives(katrin, anna, anni):
    """What may hang on two contacts: some of it on both."""
    dora, bo = written(katrin, "Dora Kunz"), written(katrin, "Bo Lindner")
    given = {"member": katrin, "now": NOW, "today": TODAY}
    record_encounter(contacts=[anni], on=date(2026, 3, 1), topic="Glasur", **given)
    record_encounter(contacts=[anna, anni], on=date(2026, 2, 1), **given)
    record_encounter(contacts=[anna], on=date(2026, 1, 1), **given)
    add_note(contact=anni, text="Mag Quitten", on=TODAY, now=NOW)
    relate(contact=anni, other=dora, kind="Schwester")
    relate(contact=bo, other=anni, kind="Bruder")
    relate(contact=bo, other=anna, kind="Bruder")
    relate(contact=anna, other=anni, kind="Freundin")
    label_contact(contact=anna, name="Markt", now=NOW)
    label_contact(contact=anni, name="Markt", now=NOW)
    label_contact(contact=anni, name="Familie", now=NOW)
    set_rhythm(contact=anni, days=30, today=TODAY)
    Contact.objects.filter(pk=dora.pk).update(met_through=anni)
    Contact.objects.filter(pk=anna.pk).update(
        met_on=date(2024, 1, 1), met_precision="day", story="Töpfert.", met_through=anni
    )
    Contact.objects.filter(pk=anni.pk).update(
        met_on=date(2023, 1, 1), met_precision="year", story="Lacht viel.", met_where="Ulm"
    )
    batch = Import.objects.create(member=katrin, file_name="x.vcf", created_at=NOW, state="done")
    ImportEntry.objects.create(batch=batch, index=0, line=1, verdict="new", contact=anni, card_seq=2)
    refresh_due(Contact.objects.values_list("pk", flat=True))
    search.index(Contact.objects.values_list("pk", flat=True))
    return dora, bo


def test_the_card_of_the_kept_one_knows_all_and_the_other_leaves_a_tombstone(anna, anni):
    merged(anna, anni)
    kept = again(anna)
    assert [phone.value for phone in kept.phones.all()] == ["+491713920001"]
    assert [mail.value for mail in kept.emails.all()] == ["anni@example.org"]
    assert (kept.display_name, kept.job_title, kept.card.uid) == ("Anna Beck", "Töpferin", "a-1")
    assert not Contact.objects.filter(pk=anni.pk).exists()
    gone = Card.objects.get(href="b.vcf")
    assert (gone.deleted, bytes(gone.raw), gone.uid) == (True, b"", "")
    assert gone.seq > anni.card.seq
    assert kept.card.seq > anna.card.seq


def test_the_old_card_of_the_kept_one_is_in_its_history(anna, anni):
    before = bytes(anna.card.raw)
    merged(anna, anni)
    assert bytes(CardHistory.objects.get(card=anna.card).raw) == before


def test_a_card_that_gains_nothing_is_not_written_again(katrin, anna):
    twin = written(katrin, "Anna Beck", "UID:a-9", "TEL:0171/3920001")
    merged(anna, twin)
    assert again(anna).card.seq == anna.card.seq


def test_what_was_picked_is_taken_from_the_one_that_is_gone(anna, anni):
    merged(anna, anni, choices=["name", "title", "shoe size"])
    kept = again(anna)
    assert (kept.display_name, kept.given, kept.job_title) == ("Anni Beck", "Anni", "Keramikerin")
    assert Merge.objects.get().choices == ["name", "title"]


def test_everything_that_hung_on_the_other_hangs_on_the_kept_one(anna, anni, lives):
    dora, bo = lives
    merged(anna, anni)
    kept = again(anna)
    assert kept.encounters.count() == 3
    assert kept.last_encounter_on == date(2026, 3, 1)
    assert [note.text for note in kept.notes.all()] == ["Mag Quitten"]
    assert sorted(label.name for label in kept.labels.all()) == ["Familie", "Markt"]
    assert set(Relation.objects.values_list("contact", "other", "kind")) == {
        (kept.pk, dora.pk, "Schwester"),
        (bo.pk, kept.pk, "Bruder"),
    }
    assert again(dora).met_through_id == kept.pk
    assert ImportEntry.objects.get().contact_id == kept.pk
    assert "quitten" in SearchText.objects.get(contact=kept).text


def test_her_own_columns_stay_gaps_are_filled_and_both_stories_are_kept(anna, anni, lives):
    merged(anna, anni)
    kept = again(anna)
    assert (kept.own_rhythm_days, kept.rhythm_since, kept.met_where) == (30, TODAY, "Ulm")
    assert (kept.met_on, kept.met_precision) == (date(2023, 1, 1), "year")
    assert kept.story == "Töpfert.\n\nLacht viel."
    assert kept.met_through_id is None
    assert kept.due_on == date(2026, 3, 31)


def test_taken_back_everything_is_as_it_was(anna, anni, lives):
    before = world()
    back = merging.undo(merge=merged(anna, anni), now=LATER)
    assert back.pk == anni.pk
    assert world() == before


def test_taken_back_with_picks_the_kept_card_is_as_it_was_byte_for_byte(anna, anni):
    before = bytes(anna.card.raw)
    merging.undo(merge=merged(anna, anni, choices=["name", "title"]), now=LATER)
    assert bytes(again(anna).card.raw) == before


def test_taken_back_the_cards_count_up_for_phones_that_sync(anna, anni):
    merge = merged(anna, anni)
    told = default_book(member=anna.member).last_seq
    merging.undo(merge=merge, now=LATER)
    assert min(card.seq for card in Card.objects.all()) > told
    assert default_book(member=anna.member).last_seq == max(card.seq for card in Card.objects.all())


def test_what_was_written_to_the_kept_card_since_stays(anna, anni):
    merge = merged(anna, anni)
    kept = again(anna)
    change_contact(
        contact=kept, changes=vcard.Changes(note="Neu"), revision=kept.revision, now=LATER, story="Auch neu"
    )
    merging.undo(merge=merge, now=LATER)
    kept = again(anna)
    assert (kept.card_note, kept.story) == ("Neu", "Auch neu")
    assert kept.emails.count() == 1


def test_what_came_to_the_kept_one_since_stays_with_her(anna, anni, lives):
    merge = merged(anna, anni)
    add_note(contact=again(anna), text="Später", on=TODAY, now=LATER)
    merging.undo(merge=merge, now=LATER)
    assert [note.text for note in again(anna).notes.all()] == ["Später"]


def test_taken_back_they_are_two_for_good(katrin, anna):
    twin = written(katrin, "Anna Beck", "UID:a-9", "TEL:0171/3920001")
    [merge] = doubling.merge_exact(member=katrin, now=LATER)
    merging.undo(merge=merge, now=LATER)
    assert Apart.objects.count() == 1
    assert doubling.merge_exact(member=katrin, now=LATER) == []
    assert {again(anna).pk, again(twin).pk} == {anna.pk, twin.pk}


def test_nothing_of_her_is_kept_twice_once_it_was_taken_back(anna, anni):
    merge = merged(anna, anni)
    merging.undo(merge=merge, now=LATER)
    merge.refresh_from_db()
    assert (bytes(merge.gone_raw), bytes(merge.kept_raw), merge.moved, merge.gone_own) == (b"", b"", {}, {})
    with pytest.raises(ValidationError, match="schon"):
        merging.undo(merge=merge, now=LATER)


@pytest.mark.parametrize("first_back", [0, 1])
def test_two_laid_upon_one_come_off_in_any_order(katrin, anna, anni, lives, first_back):
    third = written(katrin, "A. Beck", "UID:a-3", "EMAIL:ab@example.org", "TEL:+491713920003", href="c.vcf")
    before = world()
    merges = [
        merged(anna, anni),
        merging.merge(kept=again(anna), gone=third, how="member", now=LATER + timedelta(hours=1)),
    ]
    merging.undo(merge=merges[first_back], now=LATER)
    left = again(anna)
    one_off = {"anni@example.org", "ab@example.org"} - {["anni@example.org", "ab@example.org"][first_back]}
    assert {mail.value for mail in left.emails.all()} == one_off
    merging.undo(merge=merges[1 - first_back], now=LATER)
    assert world() == before


def test_a_chain_comes_apart_from_its_end_and_says_so_otherwise(katrin, anna, anni, lives):
    dora, _bo = lives
    before = world()
    first = merged(anna, anni)
    second = merging.merge(kept=dora, gone=again(anna), how="member", now=LATER + timedelta(hours=1))
    with pytest.raises(ValidationError, match="Nimm zuerst zurück"):
        merging.undo(merge=first, now=LATER)
    merging.undo(merge=second, now=LATER)
    merging.undo(merge=first, now=LATER)
    assert world() == before


def test_a_card_that_came_again_from_elsewhere_stands_in_the_way(katrin, anna, anni):
    merge = merged(anna, anni)
    written(katrin, "Anni Beck", "UID:a-2")
    before = serialize("json", Contact.objects.order_by("pk"))
    with pytest.raises(ValidationError, match="noch einmal"):
        merging.undo(merge=merge, now=LATER)
    assert serialize("json", Contact.objects.order_by("pk")) == before


def test_a_deleted_person_takes_the_memory_of_her_merge_along(anna, anni):
    merged(anna, anni)
    delete_contact(contact=again(anna), now=LATER)
    assert not Merge.objects.exists()


def test_only_two_people_of_one_book_can_be_one(katrin, cyd, anna):
    strange = written(cyd, "Fritz Fremd")
    group = written(katrin, "Markt Gruppe", "X-ADDRESSBOOKSERVER-KIND:group")
    for other in (anna, strange, group):
        with pytest.raises(ValidationError, match="zwei Menschen"):
            merged(anna, other)
    assert not Merge.objects.exists()


def test_strangers_of_the_gone_one_are_strangers_of_the_kept_one(katrin, anna, anni):
    dora = written(katrin, "Dora Kunz")
    merging.mark_apart(one=anni, other=dora, now=NOW)
    merge = merged(anna, anni)
    assert merging.apart_pairs(katrin) == {frozenset((anna.pk, dora.pk))}
    merging.undo(merge=merge, now=LATER)
    assert merging.apart_pairs(katrin) == {frozenset((anni.pk, dora.pk)), frozenset((anna.pk, anni.pk))}


def test_whoever_looked_like_the_gone_one_looks_like_the_kept_one(katrin, anna, anni):
    dora = written(katrin, "Dora Kunz")
    one, other = sorted((anni.pk, dora.pk), key=str)
    Suspicion.objects.create(member=katrin, one_id=one, other_id=other, score=3)
    merged(anna, anni)
    suspicion = Suspicion.objects.get()
    assert {suspicion.one_id, suspicion.other_id} == {anna.pk, dora.pk}


def test_the_better_written_name_and_the_lived_one_is_kept(katrin):
    shouted = written(katrin, "JÜRGEN MUELLER", "TEL:+491713920001", "NOTE:Lang und breit, aber laut")
    proper = written(katrin, "Jürgen Müller", "TEL:0171 3920001")
    doubling.merge_exact(member=katrin, now=LATER)
    assert again(proper).card_note == "Lang und breit, aber laut"
    twin = written(katrin, "juergen mueller", "TEL:0171 3920001")
    record_encounter(member=katrin, contacts=[twin], on=TODAY, now=NOW, today=TODAY)
    doubling.merge_exact(member=katrin, now=LATER)
    assert again(twin).phones.count() == 1
    assert not Contact.objects.filter(pk__in=[proper.pk, shouted.pk]).exists()
