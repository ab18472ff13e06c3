"""What a phone gave us is kept byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.people import vcard
from hanse.people.tests.cards import APPLE, FILES
from hanse.people.vcard.lines import join, split

LINE_ENDS = st.sampled_from([b"\r\n", b"\n", b"\r", b"\r\r\n", b""])
PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            b"BEGIN:VCARD",
            b"END:VCARD",
            b"N:;;",
            b"NOTE;ENCODING=QUOTED-PRINTABLE:=C3=",
            b" folded",
            b"\tfolded",
            b"PHOTO;ENCODING=BASE64:AAAA",
            b"AAAA",
            b'item1.TEL;type="a:b":1',
            b"\xef\xbb\xbfBEGIN:VCARD",
            b"TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=BC):1",
        ]
    ),
)
ANYTHING = st.lists(st.tuples(PIECES, LINE_ENDS)).map(lambda rows: b"".join(a + b for a, b in rows))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_of_a_real_program_is_joined_as_it_was_split(file):
    raw = file.read_bytes()
    assert join(split(raw)) == raw


@given(ANYTHING)
def test_any_bytes_are_joined_as_they_were_split(raw):
    assert join(split(raw)) == raw


@given(ANYTHING)
def test_reading_never_fails(raw):
    vcard.read(raw)
    list(vcard.cards(raw))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_cutting_a_file_into_cards_loses_none(file):
    raw = file.read_bytes()
    cut = list(vcard.cards(raw))
    outer = raw.upper().count(b"BEGIN:VCARD") - raw.upper().count(b"AGENT:\r\nBEGIN:VCARD")
    assert [one.index for one in cut] == list(range(len(cut)))
    assert len(cut) == outer
    assert all(one.raw in raw for one in cut)


def test_the_line_of_a_card_is_where_it_begins():
    found = list(vcard.cards(b"\n\n" + APPLE + b"\n" + APPLE))
    assert [one.line for one in found] == [3, 3 + APPLE.count(b"\n") + 1]


def test_a_card_without_end_spoils_no_other():
    broken = b"BEGIN:VCARD\r\nFN:Bo\r\n"
    first, second = vcard.cards(broken + APPLE)
    assert (first.problem, first.raw) == ("no_end", broken)
    assert (second.problem, second.raw) == ("", APPLE)


def test_a_bomb_of_nested_cards_is_set_aside():
    bomb = b"BEGIN:VCARD\r\n" + b"AGENT:\r\nBEGIN:VCARD\r\n" * 5000 + b"END:VCARD\r\n" * 5001
    (found,) = vcard.cards(bomb)
    assert found.problem == "too_deep"


def test_a_card_larger_than_256_kib_is_set_aside_unless_its_photograph_is_to_blame():
    note, photo = b"NOTE:" + b"x" * 270_000, b"PHOTO;ENCODING=b;TYPE=JPEG:" + b"A" * 270_000
    large, pictured = (b"BEGIN:VCARD\r\nFN:Bo\r\n" + one + b"\r\nEND:VCARD\r\n" for one in (note, photo))
    assert [one.problem for one in vcard.cards(large + pictured)] == ["too_large", ""]


def test_from_the_card_after_the_twenty_thousandth_on_they_are_set_aside():
    found = list(vcard.cards(b"BEGIN:VCARD\nFN:B\nEND:VCARD\n" * 20_001))
    assert [one.problem for one in found[-2:]] == ["", "too_many"]


def test_utf_16_and_a_byte_order_mark_are_read():
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        (found,) = vcard.cards(APPLE.decode().encode(encoding))
        assert vcard.read(found.raw).family == "Müller", encoding
