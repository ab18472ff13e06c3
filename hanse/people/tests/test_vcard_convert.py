"""A card in another version says the same."""

from dataclasses import replace

import pytest
import vobject

from hanse.people import vcard
from hanse.people.tests.cards import APPLE, FILES


def said(fields: vcard.CardFields) -> vcard.CardFields:
    """What a card says, without where its lines stand and how its picture is packed."""
    placed = ("phones", "emails", "sites", "addresses", "dates")
    return replace(
        fields,
        version="",
        rev="",
        photo=None,
        **{name: [replace(item, line=None) for item in getattr(fields, name)] for name in placed},
    )


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_is_lost_between_versions(file, version):
    for one in vcard.cards(file.read_bytes()):
        if one.problem:
            continue
        converted = vcard.convert(one.raw, version)
        assert vcard.read(converted).version == version
        assert said(vcard.read(converted)) == said(vcard.read(one.raw)), one.index


def test_a_card_in_its_own_version_stays_as_it_is():
    assert vcard.convert(APPLE, "3.0") == APPLE


def test_a_picture_keeps_its_bytes():
    for file in FILES:
        for one in vcard.cards(file.read_bytes()):
            if photo := vcard.read(one.raw).photo:
                packed = vcard.read(vcard.convert(one.raw, "4.0")).photo
                assert vcard.photo_bytes(packed) == vcard.photo_bytes(photo)


def test_another_reader_understands_what_goes_out():
    theirs = vobject.readOne(vcard.convert(vcard.convert(APPLE, "4.0"), "3.0").decode())
    assert theirs.fn.value == "Dr. Jürgen Müller"
    assert theirs.n.value.family == "Müller"
    assert [tel.value for tel in theirs.tel_list] == ["+49 171 3920001", "+49 30 23125001"]
    assert theirs.note.value == "Kommt gern, aber spät.\nTrinkt Tee; keinen Kaffee."


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_no_line_is_longer_than_75_bytes(version):
    for file in FILES:
        for one in vcard.cards(file.read_bytes()):
            if vcard.read(one.raw).version != version and not one.problem:
                rows = vcard.convert(one.raw, version).split(b"\r\n")
                assert max(map(len, rows)) <= 75
