"""vCard 2.1, 3.0 and 4.0 as programs really write them."""

import pytest

from hanse.people import vcard
from hanse.people.tests.cards import APPLE, DATA, card
from hanse.people.vcard import Labelled, PartialDate


def read(*lines: str, version: str = "3.0") -> vcard.CardFields:
    return vcard.read(card(*lines, version=version))


def values(items: list[Labelled]) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in items]


def test_an_apple_card_is_read_whole():
    fields = vcard.read(APPLE)
    assert (fields.prefix, fields.given, fields.family) == ("Dr.", "Jürgen", "Müller")
    assert (fields.organisation, fields.department, fields.title) == (
        "Töpferei am Neckar",
        "Verkauf",
        "Töpfer",
    )
    assert values(fields.phones) == [("+49 171 3920001", "cell"), ("+49 30 23125001", "Werkstatt hinten")]
    assert fields.phones[0].preferred
    assert values(fields.emails) == [("juergen@toepferei.example", "home")]
    assert fields.addresses[0].street == "Gartenweg 3"
    assert fields.addresses[0].postal_code == "72070"
    assert fields.note == "Kommt gern, aber spät.\nTrinkt Tee; keinen Kaffee."
    assert fields.birthday == PartialDate(None, 3, 15)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("BDAY:1979-07-04", PartialDate(1979, 7, 4)),
        ("BDAY:19790704", PartialDate(1979, 7, 4)),
        ("BDAY:1979-07-04T00:00:00Z", PartialDate(1979, 7, 4)),
        ("BDAY:--0704", PartialDate(None, 7, 4)),
        ("BDAY:--07-04", PartialDate(None, 7, 4)),
        ("BDAY;VALUE=date:1604-02-29", PartialDate(None, 2, 29)),
        ("BDAY:0000-07-04", PartialDate(None, 7, 4)),
        ("BDAY:1979-02-30", None),
        ("BDAY:circa 1800", None),
    ],
)
def test_a_birthday_is_read_with_or_without_its_year(written, day):
    assert read(written).birthday == day


def test_quoted_printable_of_old_phones_is_read_over_soft_line_breaks():
    fields = vcard.read(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCr=\r\ngen;;;\r\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE:eins=0D=0Azwei\r\nTEL;CELL;PREF:0171 3920001\r\nEND:VCARD\r\n"
    )
    assert (fields.given, fields.family) == ("Jürgen", "Müller")
    assert fields.note == "eins\nzwei"
    assert values(fields.phones) == [("0171 3920001", "cell")]


@pytest.mark.parametrize("charset", ["windows-1252", "ISO-8859-1"])
def test_an_old_charset_is_read_stated_or_not(charset):
    stated = f"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET={charset}:Müller;Jörg\r\nEND:VCARD\r\n"
    bare = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Müller;Jörg\r\nEND:VCARD\r\n"
    assert vcard.read(stated.encode("cp1252")).family == "Müller"
    assert vcard.read(bare.encode("cp1252")).family == "Müller"


def test_telephone_addresses_of_version_4_become_numbers():
    fields = read('TEL;VALUE=uri;TYPE="voice,home":tel:+49-30-23125001;ext=12', version="4.0")
    assert values(fields.phones) == [("+49-30-23125001 ext. 12", "home")]


def test_the_clean_number_of_a_messenger_card_wins():
    assert values(read("item1.TEL;waid=491713920001:0171 / 39 20 001").phones)[0][0] == "+491713920001"


def test_fields_of_android_are_read():
    fields = read(
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Neen;1;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2010-06-01;1;;;;;;;;;;;;;",
        version="2.1",
    )
    assert fields.nickname == "Neen"
    assert fields.dates[0].date == PartialDate(2010, 6, 1)


def test_a_firm_without_a_name_is_an_organisation_and_no_name_is_invented():
    fields = read("N:;;;;", "ORG:Wolle Beck", "FN:Wolle Beck")
    assert (fields.kind, fields.given, fields.family) == ("org", "", "")


def test_a_missing_fn_is_made_from_what_there_is():
    assert read("N:Beck;Anna;;;").display_name == "Anna Beck"
    assert read("EMAIL:anna@wolle-beck.example").display_name == "anna@wolle-beck.example"


def test_labels_that_only_a_program_wants_are_left_out():
    assert read("CATEGORIES:myContacts,Freunde\\,Markt,starred").categories == ["Freunde", "Markt"]


def test_a_photograph_on_the_net_is_no_photograph():
    assert read("PHOTO;VALUE=uri:https://example.org/a.jpg").photo is None


def test_a_group_of_the_phone_is_a_group():
    assert read("FN:Familie", "X-ADDRESSBOOKSERVER-KIND:group").kind == "group"


def test_lower_case_is_read():
    assert vcard.read(b"begin:vcard\nversion:3.0\nfn:Bo\nend:vcard\n").display_name == "Bo"


@pytest.mark.parametrize(
    ("file", "place", "name", "phones", "mails", "birthday", "pictured"),
    [
        ("John_Doe_ANDROID.vcf", 4, "Ñ Ñ Ñ Ñ", 3, 2, None, True),
        ("John_Doe_EVOLUTION.vcf", 0, "Mr. John Richter, James Doe Sr.", 2, 1, (1980, 3, 22), False),
        ("John_Doe_GMAIL.vcf", 0, "Mr. John Richter, James Doe Sr.", 2, 1, (1980, 3, 22), False),
        ("John_Doe_IPHONE.vcf", 0, "Mr. John Richter James Doe Sr.", 7, 1, (2012, 6, 6), True),
        ("John_Doe_MS_OUTLOOK.vcf", 0, "Mr. John Richter James Doe Sr.", 2, 1, (1980, 3, 22), True),
        ("rfc2426-example.vcf", 1, "Tom Huber", 2, 1, None, False),
        ("rfc6350-example.vcf", 0, "Silas Pimpernel", 2, 1, (None, 7, 4), False),
    ],
)
def test_cards_of_real_programs_are_read(file, place, name, phones, mails, birthday, pictured):
    raw = list(vcard.cards((DATA / file).read_bytes()))[place].raw
    fields = vcard.read(raw)
    assert (fields.display_name, len(fields.phones), len(fields.emails)) == (name, phones, mails)
    assert fields.birthday == (PartialDate(*birthday) if birthday else None)
    assert bool(fields.photo) == pictured


def test_the_nested_card_of_an_agent_stays_inside():
    fields = vcard.read(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Beck;Anna\r\nAGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\n"
        b"N:Helfer;Hans\r\nTEL:123\r\nEND:VCARD\r\nEND:VCARD\r\n"
    )
    assert fields.display_name == "Anna Beck"
    assert fields.phones == []
