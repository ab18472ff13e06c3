"""A web edit writes only the lines that it changes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.people import vcard
from hanse.people.tests.cards import APPLE, FILES, card
from hanse.people.vcard import Address, Changes, Labelled, LabelledDate, PartialDate

REV = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
STAMP = b"REV:20260311T090000Z"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60).map(str.strip)


def rows_changed(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the rows that went and the rows that came, REV left out; the others kept their order."""
    old, new = before.split(b"\r\n"), after.split(b"\r\n")
    kept = [row for row in old if row in new]
    assert kept == [row for row in new if row in old]
    gone = [row for row in old if row not in new and not row.startswith(b"REV")]
    come = [row for row in new if row not in old and not row.startswith(b"REV")]
    return gone, come


def as_it_is(fields: vcard.CardFields) -> Changes:
    """The form sent back untouched."""
    return Changes(
        name=(fields.prefix, fields.given, fields.additional, fields.family, fields.suffix),
        nickname=fields.nickname,
        organisation=fields.organisation,
        department=fields.department,
        title=fields.title,
        phones=fields.phones,
        emails=fields.emails,
        sites=fields.sites,
        addresses=fields.addresses,
        birthday=fields.birthday,
        dates=fields.dates,
        note=fields.note,
        categories=fields.categories,
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_saving_a_form_without_a_change_changes_no_byte(file):
    for one in vcard.cards(file.read_bytes()):
        assert vcard.patch(one.raw, as_it_is(vcard.read(one.raw)), rev=REV) == one.raw


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_new_note_leaves_every_other_line_of_a_real_card_alone(file):
    for one in vcard.cards(file.read_bytes()):
        patched = vcard.patch(one.raw, Changes(note="Neu, mit Komma"), rev=REV)
        before, after = vcard.read(one.raw), vcard.read(patched)
        assert after.note == "Neu, mit Komma"
        plain = {"note": "", "rev": "", "photo": None}
        # The places of lines may move; what they say may not.
        assert replace(_placeless(after), **plain) == replace(_placeless(before), **plain)


def _placeless(fields: vcard.CardFields) -> vcard.CardFields:
    return replace(
        fields,
        **{
            name: [replace(item, line=None) for item in getattr(fields, name)]
            for name in ("phones", "emails", "sites", "addresses", "dates")
        },
    )


def test_a_changed_title_touches_its_line_and_the_revision():
    patched = vcard.patch(APPLE, Changes(title="Töpfermeister"), rev=REV)
    assert rows_changed(APPLE, patched) == (["TITLE:Töpfer".encode()], ["TITLE:Töpfermeister".encode()])
    assert STAMP in patched.split(b"\r\n")


def test_a_number_changed_keeps_its_group_and_its_label():
    fields = vcard.read(APPLE)
    fields.phones[1].value = "+49 30 23125002"
    patched = vcard.patch(APPLE, Changes(phones=fields.phones), rev=REV)
    assert rows_changed(APPLE, patched) == ([b"item2.TEL:+49 30 23125001"], [b"item2.TEL:+49 30 23125002"])


def test_a_number_taken_away_takes_its_label_along():
    patched = vcard.patch(APPLE, Changes(phones=vcard.read(APPLE).phones[:1]), rev=REV)
    gone, come = rows_changed(APPLE, patched)
    assert gone == [b"item2.TEL:+49 30 23125001", b"item2.X-ABLabel:Werkstatt hinten"]
    assert come == []


def test_a_number_added_stands_behind_the_others():
    phones = [*vcard.read(APPLE).phones, Labelled("+49 40 6696901", "work")]
    patched = vcard.patch(APPLE, Changes(phones=phones), rev=REV)
    gone, come = rows_changed(APPLE, patched)
    assert gone == []
    assert [one.value for one in vcard.read(patched).phones][-1] == "+49 40 6696901"
    assert len(come) == 1


def test_a_label_of_ones_own_gets_a_group_of_its_own():
    phones = [*vcard.read(APPLE).phones, Labelled("+49 40 6696901", "Ferienhaus")]
    patched = vcard.patch(APPLE, Changes(phones=phones), rev=REV)
    assert vcard.read(patched).phones[-1].label == "Ferienhaus"
    assert vcard.read(patched).phones[1].label == "Werkstatt hinten"


def test_a_new_name_is_a_new_fn():
    patched = vcard.patch(APPLE, Changes(name=("", "Jürgen", "", "Maier-Müller", "")), rev=REV)
    fields = vcard.read(patched)
    assert (fields.display_name, fields.family) == ("Jürgen Maier-Müller", "Maier-Müller")


def test_a_fn_chosen_freely_stays_until_the_name_changes():
    raw = card("N:Müller;Jürgen;;;", "FN:Der Töpfer vom Neckar", "ORG:A")
    assert vcard.read(vcard.patch(raw, Changes(organisation="B"), rev=REV)).display_name == (
        "Der Töpfer vom Neckar"
    )


@pytest.mark.parametrize(
    ("version", "written"),
    [("2.1", b"BDAY:1979-07-04"), ("3.0", b"BDAY:1979-07-04"), ("4.0", b"BDAY:19790704")],
)
def test_a_birthday_is_written_as_the_version_wants_it(version, written):
    raw = card("FN:Bo", version=version)
    patched = vcard.patch(raw, Changes(birthday=PartialDate(1979, 7, 4)), rev=REV)
    assert written in patched.split(b"\r\n") or b"BDAY:1979-07-04" in patched
    assert vcard.read(patched).birthday == PartialDate(1979, 7, 4)


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_birthday_without_a_year_comes_back_without_one(version):
    patched = vcard.patch(card("FN:Bo", version=version), Changes(birthday=PartialDate(None, 2, 29)), rev=REV)
    assert vcard.read(patched).birthday == PartialDate(None, 2, 29)


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_photograph_comes_back_as_it_was_given(version):
    patched = vcard.patch(card("FN:Bo", version=version), Changes(photo=b"\xff\xd8 bytes"), rev=REV)
    assert vcard.photo_bytes(vcard.read(patched).photo) == b"\xff\xd8 bytes"
    assert vcard.read(vcard.patch(patched, Changes(photo=None), rev=REV)).photo is None


@given(
    name=TEXT,
    note=st.text(max_size=200),
    phone=TEXT,
    street=TEXT,
    version=st.sampled_from(["2.1", "3.0", "4.0"]),
)
def test_whatever_is_typed_is_read_again(name, note, phone, street, version):
    note = "\n".join(
        row for row in "".join(c for c in note if c == "\n" or c.isprintable()).split("\n")
    ).strip()
    raw = vcard.new_card(Changes(name=("", "Bo", "", name, "")), uid="x", version=version, rev=REV)
    changes = Changes(
        note=note,
        phones=[Labelled(phone, "cell")] if phone else [],
        addresses=[Address("home", street=street, city="Tübingen")],
        dates=[LabelledDate(PartialDate(2010, 6, 1), "anniversary")],
    )
    fields = vcard.read(vcard.patch(raw, changes, rev=REV))
    assert (fields.family, fields.note) == (name, note)
    assert [one.value for one in fields.phones] == ([phone] if phone else [])
    assert (fields.addresses[0].street, fields.addresses[0].city) == (street, "Tübingen")
    assert fields.dates[0].date == PartialDate(2010, 6, 1)


def test_a_group_card_is_patched_above_its_end_and_not_inside_a_nested_card():
    raw = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Beck;Anna\r\nAGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\n"
        b"N:Helfer;Hans\r\nNOTE:seine\r\nEND:VCARD\r\nEND:VCARD\r\n"
    )
    patched = vcard.patch(raw, Changes(note="ihre"), rev=REV)
    assert b"NOTE:seine" in patched
    assert vcard.read(patched).note == "ihre"
