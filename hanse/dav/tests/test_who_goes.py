"""Which people go to the phone: all, some lists, not those at rest; who leaves it comes back whole."""

import pytest

from conftest import NOW, TODAY
from hanse.dav.tests.phone import texts
from hanse.dav.tests.test_sync import heard
from hanse.people.actions.contacts import create_contact, rest, wake
from hanse.people.actions.labels import delete_label, label_contact, label_named, unlabel_contact
from hanse.people.actions.showing import choose, refresh
from hanse.people.models import Book, Card, Contact
from hanse.people.tests.cards import APPLE, card

LABELS = Book.PhoneChoice.LABELS


@pytest.fixture
def family(katrin):
    return label_named(member=katrin, name="Familie")


@pytest.fixture
def jm(phone):
    phone.put("jm.vcf", APPLE)
    return Contact.objects.get(card__href="jm.vcf")


def test_who_rests_leaves_the_phone_and_comes_back_byte_for_byte(phone, jm):
    token = phone.sync().token
    rest(contact=jm, today=TODAY)
    assert heard(phone.sync(token)) == {"jm.vcf": "gone"}
    assert phone.get("jm.vcf").status == 404
    assert texts(phone.multiget("jm.vcf")) == {"jm.vcf": None}
    assert Contact.objects.get().display_name == "Dr. Jürgen Müller"
    token = phone.sync().token
    wake(contact=jm)
    assert heard(phone.sync(token)) == {"jm.vcf": "there"}
    assert phone.get("jm.vcf").body == APPLE


def test_one_person_may_always_or_never_go(phone, jm):
    token = phone.sync().token
    Contact.objects.update(on_phone=Contact.OnPhone.NEVER)
    refresh([jm.pk])
    assert heard(phone.sync(token)) == {"jm.vcf": "gone"}
    choose(book=jm.card.book, choice=LABELS, labels=[])
    Contact.objects.update(on_phone=Contact.OnPhone.ALWAYS)
    refresh([jm.pk])
    assert phone.get("jm.vcf").body == APPLE


class TestSomeLists:
    @pytest.fixture
    def book(self, phone, katrin, family):
        for name, labels in (("Anna Beck", ["Familie"]), ("Bo Lindner", ["Markt"]), ("Cleo Doss", [])):
            create_contact(member=katrin, name=name, now=NOW, label_names=labels)
        book = Book.objects.get()
        choose(book=book, choice=LABELS, labels=[family])
        return book

    def on_phone(self, phone):
        names = {card.href: card.contact.display_name for card in Card.objects.select_related("contact")}
        return {names[href] for href, state in heard(phone.sync()).items() if state == "there"}

    def test_only_the_people_on_them_go(self, phone, book):
        assert self.on_phone(phone) == {"Anna Beck"}
        choose(book=book, choice=Book.PhoneChoice.ALL, labels=[])
        assert self.on_phone(phone) == {"Anna Beck", "Bo Lindner", "Cleo Doss"}

    def test_who_comes_on_a_list_comes_on_the_phone(self, phone, book, family):
        token = phone.sync().token
        bo = Contact.objects.get(given="Bo")
        label_contact(contact=bo, name="Familie", now=NOW)
        assert heard(phone.sync(token)) == {bo.card.href: "there"}
        token = phone.sync().token
        unlabel_contact(contact=bo, label=family, now=NOW)
        assert heard(phone.sync(token)) == {bo.card.href: "gone"}
        delete_label(label=family, now=NOW)
        assert self.on_phone(phone) == set()

    def test_who_is_written_down_on_a_list_goes_at_once(self, phone, book, katrin):
        token = phone.sync().token
        create_contact(member=katrin, name="Dora Kunz", now=NOW)
        emil = create_contact(member=katrin, name="Emil Kunz", now=NOW, label_names=["Familie"])
        assert [href for href, state in heard(phone.sync(token)).items() if state == "there"] == [
            emil.card.href
        ]

    def test_whom_the_phone_writes_down_stays_on_it(self, phone, book):
        assert phone.put("neu.vcf", card("UID:neu", "FN:Neu")).status == 201
        assert phone.get("neu.vcf").status == 200
        assert phone.put("neu.vcf", card("UID:neu", "FN:Neue")).status == 204
        assert phone.get("neu.vcf").status == 200

    def test_a_phone_that_has_not_heard_yet_overwrites_nothing_unseen(self, phone, book, jm):
        etag = phone.get("jm.vcf").etag
        rest(contact=jm, today=TODAY)
        assert phone.put("jm.vcf", card("UID:jm-1", "FN:Bo"), if_match=etag).status == 412
        assert phone.put("jm.vcf", card("UID:jm-1", "FN:Bo"), if_none_match="*").status == 412
        assert phone.put("other.vcf", card("UID:jm-1", "FN:Bo")).status == 409
        assert phone.delete("jm.vcf").status == 404
        assert bytes(Card.objects.get(href="jm.vcf").raw) == APPLE


def test_another_member_chooses_for_herself(phone, cyds_phone, jm, katrin):
    cyds_phone.put("bo.vcf", card("UID:bo", "FN:Bo"))
    choose(book=jm.card.book, choice=LABELS, labels=[])
    assert heard(cyds_phone.sync()) == {"bo.vcf": "there"}
