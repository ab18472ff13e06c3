"""Any card that a grammar can make comes back as it went, and an edit here touches only what was edited."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from hanse.dav.bodies import is_utf8, unfolded
from hanse.dav.tests.phone import texts
from hanse.people.actions.contacts import change_contact
from hanse.people.models import Contact
from hanse.people.vcard import Changes
from hanse.people.vcard.lines import split

_NAMES = st.sampled_from(["TEL", "EMAIL", "NOTE", "ORG", "TITLE", "ADR", "URL", "BDAY", "NICKNAME", "CATEGORIES", "X-ODD", "X-ABLabel", "PHOTO", "tel", "Note"])  # fmt: skip
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=90)
_PARAM = st.sampled_from(["", ";TYPE=HOME", ";type=pref", ";CELL", ';X-A="b:c;d"', ";VALUE=uri", ";PREF=1", ";LANGUAGE=de", ";X=ä"])  # fmt: skip
_GROUP = st.sampled_from(["", "", "item1.", "ITEM2."])
_VALUE = st.one_of(_TEXT, st.sampled_from(["a\\,b\\;c\\n", "a,b;c:d", "\\", "--0704", "data:image/png;base64,AAAA", "1604-02-30"]))  # fmt: skip


@st.composite
def cards(draw):
    end = draw(st.sampled_from([b"\r\n", b"\n"]))
    head = [f"VERSION:{draw(st.sampled_from(['3.0', '4.0', '2.1']))}"]
    head += ["UID:@@@"] if draw(st.booleans()) else []
    head += [f"FN:{draw(_TEXT)}"] if draw(st.booleans()) else []
    lines = draw(st.lists(st.builds("{}{}{}:{}".format, _GROUP, _NAMES, _PARAM, _VALUE), max_size=8))
    rows = [_folded(draw, line.encode(), end) for line in ["BEGIN:VCARD", *head, *lines, "END:VCARD"]]
    bom = b"\xef\xbb\xbf" if draw(st.integers(0, 9)) == 0 else b""
    return bom + end.join(rows) + draw(st.sampled_from([end, b""]))


def _folded(draw, line, end):
    """Fold a line somewhere, even in the middle of a character; the first and last line stay whole."""
    if line.startswith((b"BEGIN", b"END:", b"VERSION", b"UID")) or len(line) < 9 or draw(st.booleans()):
        return line
    place = draw(st.integers(8, len(line) - 1))
    return line[:place] + end + draw(st.sampled_from([b" ", b"\t"])) + line[place:]


def in_xml(raw):
    """What XML can hold of it."""
    text = (raw if is_utf8(raw) else unfolded(raw)).decode()
    return text.replace("\ufffe", "").replace("\uffff", "")


_number = count()


def fresh(raw):
    """A name and a UID that no example had before."""
    number = next(_number)
    return f"{number}.vcf", raw.replace(b"UID:@@@", b"UID:%d" % number)


_quietly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_quietly
@given(raw=cards())
def test_any_card_comes_back_as_it_went(phone, raw):
    name, raw = fresh(raw)
    answer = phone.put(name, raw)
    assert answer.status == 201, (answer, raw)
    got = phone.get(name)
    assert (got.body, got.etag) == (raw, answer.etag)
    assert texts(phone.multiget(name)) == {name: in_xml(raw)}
    assert (
        phone.query('<cr:prop-filter name="NOTE"><cr:text-match>a</cr:text-match></cr:prop-filter>').status
        == 207
    )
    assert phone.propfind(phone.book + name, "d:getetag", "d:getcontentlength").status == 207


@_quietly
@given(raw=cards())
def test_an_edit_of_one_field_changes_that_line_and_rev(phone, raw):
    name, raw = fresh(raw)
    assert phone.put(name, raw).status == 201
    contact = Contact.objects.get(card__href=name)
    title = "Töpferin" if contact.job_title != "Töpferin" else "Malerin"
    change_contact(contact=contact, changes=Changes(title=title), revision=contact.revision, now=NOW)
    before = [line.verbatim for line in split(raw) if line.name not in ("TITLE", "ROLE", "REV")]
    after = [
        line.verbatim for line in split(phone.get(name).body) if line.name not in ("TITLE", "ROLE", "REV")
    ]
    assert after == before
    contact.refresh_from_db()
    assert contact.job_title == title
