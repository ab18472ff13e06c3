"""Cards on their way: what is put is what is got, byte for byte, and nobody overwrites what she has not seen."""

import pytest

from conftest import NOW
from hanse.dav.bodies import unfolded
from hanse.dav.tests.phone import NS, texts
from hanse.people import vcard
from hanse.people.actions.cards import arrival, default_book, save_cards
from hanse.people.actions.contacts import change_contact, create_contact
from hanse.people.models import Card, CardHistory, Contact
from hanse.people.tests.cards import APPLE, FILES, card

ODD = {
    "LF alone": b"BEGIN:VCARD\nVERSION:3.0\nUID:lf\nFN:Bo\nEND:VCARD\n",
    "no line end at the end": b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:x\r\nFN:Bo\r\nEND:VCARD",
    "no UID": card("FN:Bo"),
    "no FN": card("UID:y", "N:Lindner;Bo;;;"),
    "no name at all": card("UID:z"),
    "BOM": b"\xef\xbb\xbf" + card("UID:bom", "FN:Bo"),
    "lower case": b"begin:vcard\r\nversion:3.0\r\nuid:low\r\nfn:Bo\r\nend:vcard\r\n",
    "an emoji and a fold in the middle of it": "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:e\r\nFN:B🧶".encode()[:-2]
    + b"\r\n " + "🧶".encode()[-2:] + b"\r\nEND:VCARD\r\n",
    "commas that are not escaped": card("UID:c", "FN:Bo", "NOTE:a,b,c;d\\e"),
    "a photo as data": card("UID:p", "FN:Bo", "PHOTO:data:image/jpeg;base64,AAAA", version="4.0"),
    "a property nobody knows": card("UID:u", "FN:Bo", "item1.X-FOO;A=\"b:c\";D=e:f\\,g", "item1.X-ABLabel:_$!<Other>!$_"),
    "vCard 2.1": b"BEGIN:VCARD\r\nVERSION:2.1\r\nUID:21\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=\r\n"
    b"=C3=BCrgen;;;\r\nTEL;CELL;PREF:0171 392\r\nEND:VCARD\r\n",
    "a UID of many words": card("UID:urn:x:" + "a" * 400, "FN:Bo"),
    "a control character": card("UID:ctl", "FN:Bo\x0bLindner"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_card_comes_back_as_it_was(phone, name):
    answer = phone.put("a.vcf", ODD[name])
    assert answer.status == 201
    got = phone.get("a.vcf")
    assert got.body == ODD[name]
    assert got.etag == answer.etag
    assert got.headers["Content-Type"] == "text/vcard; charset=utf-8"
    # In XML only what XML cannot say is missing.
    in_xml = texts(phone.multiget("a.vcf"))["a.vcf"].encode()
    assert in_xml == (ODD[name].replace(b"\x0b", b"") if "fold" not in name else unfolded(ODD[name]))
    assert phone.query('<cr:prop-filter name="FN"/>').status == 207


@pytest.mark.slow
def test_every_card_of_real_programs_comes_back_as_it_was(phone):
    sent, refused = {}, []
    for file in FILES:
        for one in vcard.cards(file.read_bytes()):
            name = f"{file.stem}-{one.index}.vcf"
            answer = phone.put(name, one.raw)
            if answer.status == 201:
                sent[name] = one.raw
            else:
                refused.append((name, answer.status, one.problem))
    assert refused == []
    assert all(phone.get(name).body == raw for name, raw in sent.items())
    assert {name: text.encode() for name, text in texts(phone.multiget(*sent)).items()} == sent


def test_a_declared_charset_is_turned_into_utf8(phone):
    raw = card("UID:l1", "FN:Jürgen").decode().encode("latin-1")
    assert (
        phone.ask("PUT", phone.book + "j.vcf", raw, content_type="text/vcard; charset=iso-8859-1").status
        == 201
    )
    assert phone.get("j.vcf").body == card("UID:l1", "FN:Jürgen")
    assert Contact.objects.get().display_name == "Jürgen"


def test_what_is_not_one_card_is_refused_in_words(phone):
    for raw in (b"", b"Hallo", card("FN:Bo") * 2, card("FN:Bo")[:-12], b"x" + card("FN:Bo"), card("FN:Bo") + b"x",
                b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", card("FN:Jürgen").decode().encode("latin-1"), b"BEGIN:VCARD\r\n" * 9):  # fmt: skip
        answer = phone.put("a.vcf", raw)
        assert answer.status == 400, raw
        assert answer.body
    assert not Card.objects.exists()


def test_a_card_becomes_a_contact_and_its_changes_reach_her(phone):
    phone.put("bo.vcf", card("UID:bo", "FN:Bo Lindner", "TEL:0171 3920001"))
    phone.put("bo.vcf", card("UID:bo", "FN:Bo Lindner", "TEL:0171 3920002"))
    contact = Contact.objects.get()
    assert contact.source == Contact.Source.PHONE
    assert [one.value for one in contact.phones.all()] == ["0171 3920002"]
    assert CardHistory.objects.get().raw


class TestPreconditions:
    def test_an_etag_that_is_no_longer_true_is_refused(self, phone):
        first = phone.put("bo.vcf", card("UID:bo", "FN:Bo")).etag
        assert phone.put("bo.vcf", card("UID:bo", "FN:Bo L."), if_match=first).status == 204
        assert phone.put("bo.vcf", card("UID:bo", "FN:Bobo"), if_match=first).status == 412
        assert phone.delete("bo.vcf", if_match=first).status == 412
        assert phone.put("bo.vcf", card("UID:bo", "FN:Bobo"), if_none_match="*").status == 412
        assert phone.put("new.vcf", card("UID:new", "FN:Neu"), if_match=first).status == 412
        assert Contact.objects.get().display_name == "Bo L."

    def test_what_was_changed_here_is_not_overwritten_by_the_phone(self, phone, katrin):
        seen = phone.put("bo.vcf", APPLE).etag
        contact = Contact.objects.get()
        change_contact(
            contact=contact, changes=vcard.Changes(title="Töpferin"), revision=contact.revision, now=NOW
        )
        assert phone.put("bo.vcf", card("UID:jm-1", "FN:Bo"), if_match=seen).status == 412
        now = phone.get("bo.vcf")
        assert b"TITLE:T\xc3\xb6pferin" in now.body
        assert phone.put("bo.vcf", now.body.replace(b"Verkauf", b"Laden"), if_match=now.etag).status == 204

    def test_a_uid_belongs_to_one_card(self, phone):
        phone.put("a.vcf", card("UID:bo", "FN:Bo"))
        answer = phone.put("b.vcf", card("UID:bo", "FN:Bo"))
        assert answer.status == 409
        assert answer.xml.find("cr:no-uid-conflict", NS) is not None
        assert phone.put("a.vcf", card("UID:other", "FN:Bo")).status == 409

    def test_a_card_may_get_a_uid_later(self, phone):
        phone.put("a.vcf", card("FN:Bo"))
        assert phone.put("a.vcf", card("UID:bo", "FN:Bo")).status == 204
        assert phone.put("b.vcf", card("FN:Bo")).status == 201
        assert Contact.objects.count() == 2


def test_a_web_edit_of_one_field_changes_that_line_and_rev_alone(phone):
    phone.put("jm.vcf", APPLE)
    contact = Contact.objects.get()
    change_contact(
        contact=contact, changes=vcard.Changes(title="Töpferin"), revision=contact.revision, now=NOW
    )
    before, after = APPLE.splitlines(), phone.get("jm.vcf").body.splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [
        ("TITLE:Töpfer".encode(), "TITLE:Töpferin".encode()),
        (b"REV:2024-01-01T00:00:00Z", b"REV:20260311T090000Z"),
    ]


def test_somebody_written_down_here_arrives_on_the_phone(phone, katrin):
    contact = create_contact(member=katrin, name="Dora Kunz", now=NOW, label_names=["Familie"])
    assert b"FN:Dora Kunz" in phone.get(contact.card.href).body
    assert b"CATEGORIES:Familie" in phone.get(contact.card.href).body


def test_an_old_card_from_a_file_goes_out_in_words_a_phone_understands(phone, katrin):
    old = b"BEGIN:VCARD\r\nVERSION:2.1\r\nUID:o\r\nFN;CHARSET=windows-1252:J\xfcrgen\r\nTEL;CELL:1\r\nEND:VCARD\r\n"
    save_cards(
        book=default_book(member=katrin), arriving=[arrival(old, href="o.vcf")], author="import", now=NOW
    )
    assert phone.get("o.vcf").body == card("UID:o", "FN:Jürgen", "TEL;TYPE=CELL:1")
    assert bytes(Card.objects.get().raw) == old
