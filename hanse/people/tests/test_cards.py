"""One door through which cards are written, and columns that can be made again from them."""

import pytest
from django.forms.models import model_to_dict

from conftest import NOW
from hanse.people import vcard
from hanse.people.actions import cards
from hanse.people.actions.contacts import change_contact, delete_contact
from hanse.people.actions.deriving import COLUMNS, e164, parsed_e164, rebuild
from hanse.people.errors import EtagMismatch, Stale, UidTaken
from hanse.people.models import Book, Card, CardHistory, Contact, SearchText
from hanse.people.tests.cards import APPLE, FILES, card

DERIVED = ("phones", "emails", "addresses", "sites", "dates")


@pytest.fixture
def book(katrin):
    return cards.default_book(member=katrin)


def save(book, raw, *, href="a.vcf", if_etag=cards.ANY):
    arriving = cards.arrival(raw, href=href, if_etag=if_etag)
    return cards.save_card(book=book, arriving=arriving, author="phone", now=NOW)


def test_the_raw_card_is_stored_byte_for_byte(book):
    for number, file in enumerate(FILES):
        for one in vcard.cards(file.read_bytes()):
            if not one.problem:
                contact = save(book, one.raw, href=f"{number}-{one.index}.vcf")
                assert bytes(Card.objects.get(pk=contact.card_id).raw) == one.raw


def test_every_write_counts_up_and_keeps_what_was(book):
    first, second = card("FN:Bo"), card("FN:Bo Lindner")
    save(book, first)
    contact = save(book, second)
    book.refresh_from_db()
    assert (book.last_seq, contact.card.seq) == (2, 2)
    (past,) = CardHistory.objects.filter(card=contact.card)
    assert (bytes(past.raw), past.seq, past.author) == (first, 1, "phone")


def save_all(book, *arriving):
    arriving = [cards.arrival(raw, href=href) for href, raw in arriving]
    return cards.save_cards(book=book, arriving=arriving, author="phone", now=NOW)


def test_many_cards_are_overwritten_at_once_each_with_its_own_bytes(book):
    save_all(book, ("a.vcf", card("FN:Anna")), ("b.vcf", card("FN:Bo", "BDAY:1980-05-01")))
    second = {
        "a.vcf": card("FN:Änne", 'NOTE:\\, \\; {}\\n"x"'),
        "b.vcf": card("FN:Bo L."),
        "c.vcf": card("FN:Cyd"),
    }
    contacts = save_all(book, *second.items())
    stored = {one.href: one for one in Card.objects.filter(book=book)}
    assert {href: bytes(one.raw) for href, one in stored.items()} == second
    assert [stored[href].etag for href in second] == [cards.etag_of(raw) for raw in second.values()]
    assert [stored[href].seq for href in second] == [3, 4, 5]
    rows = Contact.objects.in_order([one.pk for one in contacts])
    assert [(one.display_name, one.birthday_year, one.card_note) for one in rows] == [
        ("Änne", None, ', ; {}\n"x"'),
        ("Bo L.", None, ""),
        ("Cyd", None, ""),
    ]
    assert CardHistory.objects.filter(card__book=book).count() == 2


def test_a_card_that_comes_twice_in_one_go_is_one_card_with_a_past(book):
    first, second = save_all(book, ("a.vcf", card("FN:Anna")), ("a.vcf", card("FN:Anna Beck")))
    assert first.pk == second.pk
    assert Contact.objects.get(member=book.member).display_name == "Anna Beck"
    assert bytes(CardHistory.objects.get(card=first.card).raw) == card("FN:Anna")


def test_a_new_contact_has_the_defaults_of_its_columns(book):
    contact = save(book, card("FN:Anna"))
    plain = model_to_dict(Contact(member=book.member, card=contact.card))
    made = model_to_dict(Contact.objects.get(pk=contact.pk))
    own = set(plain) - set(COLUMNS) - {"labels", "created_at"}
    assert {name: made[name] for name in own} == {name: plain[name] for name in own}


@pytest.mark.parametrize(
    "number",
    ["+49 171 391234", "+49171391234", "+43-1-58858 0", "030 23125003", "0711/123456", "+41 44 668 18 00"],
)
def test_a_plainly_written_number_is_read_as_the_library_reads_it(number):
    assert e164(number) == parsed_e164(number) != ""


def test_the_etag_is_made_of_the_bytes(book):
    contact = save(book, APPLE)
    assert contact.card.etag == cards.etag_of(APPLE)
    assert len(contact.card.etag) == 64


def test_a_writer_who_has_not_seen_the_last_version_is_refused(book):
    contact = save(book, card("FN:Bo"))
    seen = contact.card.etag
    save(book, card("FN:Bo Lindner"), if_etag=seen)
    with pytest.raises(EtagMismatch):
        save(book, card("FN:Bobo"), if_etag=seen)
    with pytest.raises(EtagMismatch):
        save(book, card("FN:Bobo"), if_etag=None)
    assert Contact.objects.get().display_name == "Bo Lindner"


def test_a_uid_stands_once_in_a_book(book):
    save(book, card("FN:Bo", "UID:u1"))
    with pytest.raises(UidTaken):
        save(book, card("FN:Anna", "UID:u1"), href="b.vcf")
    assert save(book, card("FN:Bo Lindner", "UID:u1")).display_name == "Bo Lindner"


def test_two_members_may_have_the_same_card(book, cyd):
    save(book, card("FN:Bo", "UID:u1"))
    theirs = save(cards.default_book(member=cyd), card("FN:Bo", "UID:u1"))
    assert theirs.member == cyd


def test_a_deleted_card_leaves_a_tombstone_without_content(book):
    contact = save(book, APPLE)
    save(book, card("FN:Jürgen"))
    delete_contact(contact=contact, now=NOW)
    tombstone = Card.objects.get(href="a.vcf")
    assert (tombstone.deleted, bytes(tombstone.raw), tombstone.uid, tombstone.seq) == (True, b"", "", 3)
    assert not CardHistory.objects.exists()
    assert not Contact.objects.exists()
    assert not SearchText.objects.exists()


def test_a_card_may_come_back_where_one_was_deleted(book):
    delete_contact(contact=save(book, card("FN:Bo", "UID:u1")), now=NOW)
    assert save(book, card("FN:Bo", "UID:u1"), if_etag=None).display_name == "Bo"


def test_an_error_half_way_writes_nothing(book):
    save(book, card("FN:Bo", "UID:u1"))
    with pytest.raises(UidTaken):
        cards.save_cards(
            book=book,
            arriving=[
                cards.arrival(card("FN:Anna"), href="b.vcf"),
                cards.arrival(card("FN:X", "UID:u1"), href="c.vcf"),
            ],
            author="import",
            now=NOW,
        )
    assert Contact.objects.count() == 1
    assert Book.objects.get(pk=book.pk).last_seq == 1


def test_rebuilding_gives_equal_rows(book, katrin):
    for number, file in enumerate(FILES):
        for one in vcard.cards(file.read_bytes()):
            if not one.problem:
                save(book, one.raw, href=f"{number}-{one.index}.vcf")
    before = everything(katrin)
    assert rebuild(member=katrin, now=NOW) == len(before)
    assert everything(katrin) == before


def test_rebuilding_repairs_what_was_broken_and_leaves_hanses_own_alone(juergen, katrin):
    Contact.objects.filter(pk=juergen.pk).update(display_name="kaputt", story="Kam mit einer Kiste Ton.")
    juergen.phones.all().delete()
    rebuild(member=katrin, now=NOW)
    juergen.refresh_from_db()
    assert (juergen.display_name, juergen.phones.count()) == ("Dr. Jürgen Müller", 2)
    assert juergen.story == "Kam mit einer Kiste Ton."


def everything(member):
    """Each contact's derived rows, without their keys."""
    found = {}
    for contact in Contact.objects.filter(member=member):
        rows = {
            name: [model_to_dict(row, exclude=["id", "contact"]) for row in getattr(contact, name).all()]
            for name in DERIVED
        }
        text = SearchText.objects.filter(contact=contact).values_list("names", "text").get()
        found[contact.pk] = model_to_dict(contact) | rows | {"search": text}
    return found


def test_a_web_edit_writes_through_the_same_door(juergen):
    changes = vcard.Changes(title="Töpfermeister")
    changed = change_contact(contact=juergen, changes=changes, revision=1, now=NOW)
    assert (changed.job_title, changed.card.seq, changed.revision) == ("Töpfermeister", 2, 2)
    assert b"X-UNKNOWN-THING;FOO=bar:bleibt\\, wie es ist" in bytes(changed.card.raw)
    assert CardHistory.objects.filter(card=changed.card).count() == 1


def test_an_edit_of_hanses_own_columns_leaves_the_card_alone(juergen):
    changed = change_contact(
        contact=juergen, changes=vcard.Changes(), revision=1, now=NOW, story="Hat den Ofen selbst gebaut."
    )
    assert (bytes(changed.card.raw), changed.card.seq) == (APPLE, 1)


def test_the_slower_of_two_pages_is_told(juergen):
    change_contact(contact=juergen, changes=vcard.Changes(title="A"), revision=1, now=NOW)
    with pytest.raises(Stale):
        change_contact(contact=juergen, changes=vcard.Changes(title="B"), revision=1, now=NOW)
    juergen.refresh_from_db()
    assert juergen.job_title == "A"


def test_names_sort_as_german_does(book, katrin):
    for number, name in enumerate(
        ("Zeller", "Ähren", "Adler", "Aylin", "Übele", "Uhl", "Straße", "Strasser")
    ):
        save(book, card(f"N:{name};;;;", f"FN:{name}"), href=f"{number}.vcf")
    names = [one.family for one in Contact.objects.visible_to(katrin).by_name()]
    assert names == ["Adler", "Ähren", "Aylin", "Straße", "Strasser", "Übele", "Uhl", "Zeller"]


def test_control_and_bidi_characters_stay_in_the_card_and_out_of_the_page(book):
    contact = save(book, card("N:Bo\u202eXX;;;;", "FN:Bo\u202e\u0007XX"))
    assert contact.display_name == "BoXX"
    assert "\u202e".encode() in bytes(contact.card.raw)
