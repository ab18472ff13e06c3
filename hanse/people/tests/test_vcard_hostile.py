"""Bytes that nobody's address book wrote: read, patched and converted without harm, and without making anybody wait."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from hanse.people import vcard
from hanse.people.actions.deriving import columns_of
from hanse.people.vcard.lines import join, split

HEAD, END = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\n", b"END:VCARD\r\n"
MANY = 250_000
PATIENCE = 5
"""seconds: what grows with the square of a card takes minutes"""
CHANGES = vcard.Changes(
    name=("", "Anna", "", "Beck", ""),
    note="neu",
    phones=[vcard.Labelled("1", "Laden")],
    sites=[],
    birthday=vcard.PartialDate(None, 1, 2),
    categories=["Familie"],
)
LONG = {
    "categories": b"CATEGORIES:" + ",".join(map(str, range(40_000))).encode() + b"\r\n",
    "many phones": b"TEL:1\r\n" * (MANY // 7),
    "many groups": b"".join(b"item%d.URL:a\r\nitem%d.X-ABLabel:x\r\n" % (n, n) for n in range(MANY // 36)),
    "labels of Android": b"TEL;X-CUSTOM(a):1\r\n" * (MANY // 19),
    "punycode": b"NOTE;CHARSET=punycode:" + b"a" * MANY + b"-" + b"b" * 100 + b"\r\n",
    "quotes": b'TEL;X="' * (MANY // 7) + b":1\r\n",
    "an open quote": b'NOTE;X="' + b"a" * MANY + b"\r\n",
    "backslashes": b"ADR:" + b";\\;" * (MANY // 3) + b"\r\n",
    "folds": b"NOTE:a\r\n" + b" b\r\n" * (MANY // 4),
    "soft breaks": b"NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\n" + b"b=\r\n" * (MANY // 4),
    "beginnings": b"BEGIN:VCARD\r\n" * (MANY // 13),
    "blanks": b" \t" * (MANY // 2) + b"BEGIN:VCARD\r\n",
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_card_keeps_nobody_waiting(name):
    raw = HEAD + LONG[name] + END
    start = time.process_time()
    columns_of(vcard.read(raw))
    list(vcard.cards(raw))
    vcard.patch(raw, CHANGES, rev=NOW)
    vcard.convert(raw, "4.0")
    vcard.convert(raw.replace(b"VERSION:3.0", b"VERSION:2.1"), "3.0")
    assert time.process_time() - start < PATIENCE


@pytest.mark.parametrize(
    "line",
    [b"NOTE;CHARSET=utf-7:+2AA-", b"NOTE;CHARSET=unicode_escape:\\ud800", b"NOTE;CHARSET=undefined:x",
     b"NOTE;CHARSET=zlib:x", b"NOTE;CHARSET=idna:xn--\xff", b"NOTE;CHARSET=a\x00b:x\xff", b"NOTE;CHARSET=cp9999:\xff",
     b"NOTE;CHARSET=punycode:\xff-9999999", b"TEL;X-CUSTOM(CHARSET=utf-7,+2AA-):1", "TEL;WAID=²²:1".encode()],
)  # fmt: skip
def test_an_odd_charset_is_no_reason_to_fail(line):
    raw = HEAD + line + b"\r\n" + END
    assert vcard.read(raw).display_name == "Anna"
    for said in columns_of(vcard.read(raw)):
        str(said).encode()
    vcard.convert(raw, "4.0")
    assert b"NOTE" in vcard.patch(raw, CHANGES, rev=NOW)


@pytest.mark.parametrize(
    ("charset", "note"), [("ISO-8859-1", "Grüße"), ("windows-1252", "3 €"), ("Shift_JIS", "日本")]
)
def test_the_charsets_of_old_phones_are_read(charset, note):
    raw = HEAD + f"NOTE;CHARSET={charset}:".encode() + note.encode(charset) + b"\r\n" + END
    assert vcard.read(raw).note == note


def test_a_card_that_ends_its_lines_with_cr_alone_keeps_doing_so():
    raw = (HEAD + END).replace(b"\r\n", b"\r")
    patched = vcard.patch(raw, CHANGES, rev=NOW)
    assert b"\n" not in patched
    assert (vcard.read(patched).note, vcard.read(patched).family) == ("neu", "Beck")


_NAMES = st.sampled_from(["FN", "N", "TEL", "item1.TEL", "item1.X-ABLabel", "ADR", "BDAY", "PHOTO", "NOTE", "ORG",
                          "CATEGORIES", "X-ANDROID-CUSTOM", "BEGIN", "END", "VERSION", "AGENT", "", "\t"])  # fmt: skip
_PARAMS = st.sampled_from(["", ";TYPE=home", ";X-CUSTOM(a)", ";ENCODING=b", ";QUOTED-PRINTABLE", ';X="a:;"', ';X="',
                           ";CHARSET=latin1", ";CHARSET=utf-16", ";WAID=1", ";PREF=1", ";;", "="])  # fmt: skip
_VALUES = st.text(st.sampled_from('aä;,\\:=\r\n\t "0123456789-_$!<>\x00\u202e😀'), max_size=30)
_LINES = st.builds(
    lambda *parts: "".join(parts),
    _NAMES,
    _PARAMS,
    st.just(":"),
    _VALUES,
    st.sampled_from(["\r\n", "\n", "\r", ""]),
)
_CARDS = st.lists(_LINES | _VALUES, max_size=12).map("".join).map(lambda text: HEAD + text.encode() + END)


@given(_CARDS | st.binary(max_size=200))
def test_any_bytes_can_be_read_patched_and_converted(raw):
    assert join(split(raw)) == raw
    for said in columns_of(vcard.read(raw)):
        str(said).encode()
    list(vcard.cards(raw))
    vcard.convert(raw, "3.0")
    vcard.convert(raw, "4.0")
    patched = vcard.patch(raw, CHANGES, rev=NOW)
    assert vcard.patch(patched, vcard.Changes(), rev=NOW) == patched
