"""Two cards of one person become one, and nothing that either knew is lost."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.people import vcard
from hanse.people.tests.cards import APPLE, FILES, card

REV = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
DORA = card("N:Kunz;Dora;;;", "FN:Dora Kunz", "UID:d-1", "REV:2020-01-01T00:00:00Z")
REAL = [
    one.raw
    for file in FILES
    for one in itertools.islice(vcard.cards(file.read_bytes()), 40)
    if not one.problem
]


def joined(first: bytes, second: bytes) -> bytes:
    return vcard.joined(first, second, rev=REV)


def with_lines(*lines: str, version: str = "3.0") -> bytes:
    return card("N:Kunz;Dora;;;", "FN:Dora Kunz", *lines, version=version)


def values(fields: vcard.CardFields) -> set[tuple]:
    """What a card says that a joining may not lose; numbers by their digits, as joining knows them."""
    said = {
        ("phone", "".join(filter(str.isdigit, one.value.replace("(0)", "").replace("+", "00"))))
        for one in fields.phones
    }
    said |= {("mail", one.value.casefold()) for one in fields.emails}
    said |= {
        ("site", one.value.split("//")[-1].removeprefix("www.").rstrip("/").casefold())
        for one in fields.sites
    }
    said |= {("category", one.casefold()) for one in fields.categories}
    said |= {("day", one.date, one.label.casefold()) for one in fields.dates}
    said |= {("related", one.kind.casefold(), one.name.casefold()) for one in fields.related}
    return said


def assert_nothing_lost(first: bytes, second: bytes) -> None:
    one = vcard.read(joined(first, second))
    for before in (vcard.read(first), vcard.read(second)):
        assert values(before) <= values(one)
        assert " ".join(before.note.split()).casefold() in " ".join(one.note.split()).casefold()
        assert not before.photo or one.photo
        assert not before.birthday or one.birthday
        for address in before.addresses:
            assert any(
                all(
                    not part or part.casefold() == there.casefold()
                    for part, there in zip(address.parts, more.parts, strict=True)
                )
                for more in one.addresses
            )


def test_what_only_the_second_knows_is_added():
    one = vcard.read(joined(DORA, APPLE))
    assert [phone.value for phone in one.phones] == ["+49 171 3920001", "+49 30 23125001"]
    assert [phone.label for phone in one.phones] == ["cell", "Werkstatt hinten"]
    assert (one.organisation, one.department, one.title) == ("Töpferei am Neckar", "Verkauf", "Töpfer")
    assert one.birthday == vcard.PartialDate(None, 3, 15)
    assert b"X-UNKNOWN-THING;FOO=bar:bleibt\\, wie es ist\r\n" in joined(DORA, APPLE)


def test_name_and_uid_stay_those_of_the_first():
    one = vcard.read(joined(DORA, APPLE))
    assert (one.display_name, one.family, one.prefix, one.uid) == ("Dora Kunz", "Kunz", "", "d-1")


def test_the_lines_of_the_first_stay_byte_for_byte_and_only_rev_moves():
    rows = joined(DORA, APPLE).split(b"\r\n")
    kept = [row for row in DORA.split(b"\r\n") if not row.startswith(b"REV")]
    assert [row for row in rows if row in kept] == kept
    assert b"REV:20260311T090000Z" in rows


def test_a_card_that_gains_nothing_is_the_same_bytes():
    assert joined(APPLE, DORA) == APPLE
    assert joined(APPLE, APPLE) == APPLE


def test_a_real_card_joined_with_itself_is_the_same_bytes():
    for raw in REAL:
        assert joined(raw, raw) == raw


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("TEL:+49 171 3920001", "TEL;TYPE=WORK:0049 (0)171/3920001"),
        ("EMAIL:Dora@Naehstube.example", "EMAIL;TYPE=HOME:dora@naehstube.example"),
        ("URL:https://www.naehstube.example/", "URL:http://Naehstube.example"),
        ("ADR:;;Hofgasse 4;Hechingen;;72379;Deutschland", "ADR;TYPE=HOME:;;;hechingen;;;"),
        ("NOTE:Näht gut. Mag Tee.", "NOTE:mag  Tee."),
        ("CATEGORIES:Markt,Familie", "CATEGORIES:familie"),
        ("NICKNAME:Dorle", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Dorle;1;;;;;;;;;;;;;"),
        ("X-ANNIVERSARY:2010-06-01", "item1.X-ABDATE:20100601\r\nitem1.X-ABLabel:_$!<Anniversary>!$_"),
        ("BDAY:1980-07-04", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-07-04"),
        ("BDAY:1980-07-04", "BDAY:1981-07-04"),
        ("ORG:Naehstube;Verkauf", "ORG:Naehstube"),
    ],
)
def test_the_same_said_otherwise_is_not_added(first, second):
    assert joined(with_lines(first), with_lines(second)) == with_lines(first)


def test_an_extension_is_another_number():
    one = vcard.read(
        joined(
            with_lines("TEL:+49 30 23125"), with_lines("TEL;VALUE=uri:tel:+49-30-23125;ext=17", version="4.0")
        )
    )
    assert [phone.value for phone in one.phones] == ["+49 30 23125", "+49-30-23125 ext. 17"]


def test_a_number_at_home_is_the_one_from_abroad_where_the_country_is_known():
    first, second = with_lines("TEL:0171 3920001"), with_lines("TEL:+491713920001")
    e164 = {"0171 3920001": "+491713920001", "+491713920001": "+491713920001"}.get
    assert vcard.joined(first, second, rev=REV, e164=e164) == first


@pytest.mark.parametrize(
    ("first", "second", "full"),
    [
        ("BDAY:--0704", "BDAY:1980-07-04", b"BDAY:19800704"),
        ("NOTE:Mag Tee.", "NOTE:Mag Tee. Und Kuchen.", b"NOTE:Mag Tee. Und Kuchen."),
        ("NOTE:Mag Tee.", "NOTE:Strickt.", b"NOTE:Mag Tee.\\n\\nStrickt."),
        ("ADR:;;;Hechingen;;;", "ADR:;;Hofgasse 4;Hechingen;;;", b"ADR:;;Hofgasse 4;Hechingen;;;"),
    ],
)
def test_what_the_second_says_more_fully_takes_the_place_of_less(first, second, full):
    rows = joined(with_lines(first, version="4.0"), with_lines(second, version="4.0")).split(b"\r\n")
    name = full.partition(b":")[0]
    assert [row for row in rows if row.startswith(name)] == [full]


def test_a_second_note_of_the_first_is_kept_where_a_third_comes():
    one = vcard.read(joined(with_lines("NOTE:Eins", "NOTE:Zwei"), with_lines("NOTE:Drei")))
    assert one.note == "Eins\n\nZwei\n\nDrei"


def test_groups_get_free_numbers_and_stay_together():
    first = with_lines("item1.TEL:+49 30 23125001", "item1.X-ABLabel:Laden")
    second = with_lines("item1.TEL:+49 30 23125002", "item1.X-ABLabel:Werkstatt")
    assert b"item2.TEL:+49 30 23125002\r\nitem2.X-ABLabel:Werkstatt\r\n" in joined(first, second)


def test_a_card_of_21_is_lifted_when_it_gains_and_stays_when_it_does_not():
    old = with_lines("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:T=C3=B6pfert", version="2.1")
    assert joined(old, old) == old
    one = vcard.read(joined(old, with_lines("EMAIL:dora@naehstube.example")))
    assert (one.version, one.note, one.emails[0].value) == ("3.0", "Töpfert", "dora@naehstube.example")


def test_a_picture_comes_only_where_there_is_none_and_not_a_link_beside_one():
    with_photo = with_lines("PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ")
    link = with_lines("PHOTO:https://photos.example.com/1")
    assert vcard.read(joined(link, with_photo)).photo
    assert joined(with_photo, link) == with_photo
    assert joined(with_photo, with_lines("PHOTO;ENCODING=b;TYPE=JPEG:/9j/4BBQ")) == with_photo


def test_a_card_within_a_card_comes_along_whole():
    agent = with_lines("AGENT:\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Gehilfe\r\nTEL:+49 30 1\r\nEND:VCARD")
    one = joined(DORA, agent)
    assert b"AGENT:\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Gehilfe\r\nTEL:+49 30 1\r\nEND:VCARD\r\n" in one
    assert vcard.read(one).phones == []
    assert joined(one, agent) == one


@given(st.sampled_from(REAL), st.sampled_from(REAL))
def test_real_cards_lose_nothing_and_joining_twice_is_joining_once(first, second):
    once = joined(first, second)
    assert joined(once, second) == once
    assert_nothing_lost(first, second)


WORD = st.text("aAbÄäß 1,;:\\\n+", min_size=1, max_size=12).map(str.strip).filter(bool)
CHANGES = st.builds(
    vcard.Changes,
    name=st.tuples(st.just(""), WORD, st.just(""), WORD, st.just("")),
    note=st.one_of(st.just(""), WORD),
    phones=st.lists(st.builds(vcard.Labelled, st.from_regex(r"\+?[0-9]{3,8}", fullmatch=True), st.sampled_from(["", "home", "Laden"])), max_size=3),
    emails=st.lists(st.builds(vcard.Labelled, st.from_regex(r"[aAb]{1,2}@[ab]\.example", fullmatch=True), st.sampled_from(["", "Büro"])), max_size=3),
    addresses=st.lists(st.builds(vcard.Address, street=st.sampled_from(["", "Hof 1", "Hof 2"]), city=st.sampled_from(["", "Ulm"]), postal_code=st.sampled_from(["", "1"])).filter(lambda one: any(one.parts)), max_size=3),
    birthday=st.one_of(st.none(), st.builds(vcard.PartialDate, st.sampled_from([None, 1980]), st.just(7), st.sampled_from([4, 5]))),
    categories=st.lists(st.sampled_from(["Markt", "markt", "Chor, alt"]), max_size=2, unique=True),
)  # fmt: skip
CARDS = st.builds(
    lambda changes, version: vcard.new_card(changes, uid="x", version=version, rev=REV),
    CHANGES,
    st.sampled_from(["2.1", "3.0", "4.0"]),
)


@given(CARDS, CARDS)
def test_made_up_cards_lose_nothing_and_joining_twice_is_joining_once(first, second):
    once = joined(first, second)
    assert joined(once, second) == once
    assert joined(first, first) == first
    assert_nothing_lost(first, second)
