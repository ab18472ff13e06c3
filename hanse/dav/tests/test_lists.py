"""Lists and the phone: CATEGORIES and group cards, both ways. What a phone says of one card changes no other."""

import pytest

from conftest import NOW
from hanse.people.actions.contacts import change_contact
from hanse.people.actions.labels import (
    change_label,
    delete_label,
    label_contact,
    label_named,
    unlabel_contact,
)
from hanse.people.models import Contact, Label
from hanse.people.tests.cards import card
from hanse.people.vcard import UNTOUCHED, Changes


def bo(*categories):
    return card("UID:bo", "FN:Bo", *(f"CATEGORIES:{one}" for one in categories))


def group(name, *members, uid="g"):
    return card(
        f"UID:{uid}", f"N:{name};;;;", f"FN:{name}", "X-ADDRESSBOOKSERVER-KIND:group",
        *(f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{one}" for one in members),
    )  # fmt: skip


def lists_of(name="Bo"):
    return {label.name for label in Contact.objects.get(display_name=name).labels.all()}


class TestCategories:
    def test_a_new_card_brings_its_lists(self, phone):
        phone.put("bo.vcf", bo("Markt,Familie"))
        assert lists_of() == {"Markt", "Familie"}

    def test_what_the_phone_puts_in_and_takes_out_happens_here(self, phone):
        phone.put("bo.vcf", bo("Markt,Familie"))
        phone.put("bo.vcf", bo("familie,Chor"))
        assert lists_of() == {"Familie", "Chor"}

    def test_a_list_of_ours_alone_is_left_alone_by_the_phone(self, phone):
        phone.put("bo.vcf", bo("Markt"))
        Contact.objects.get().labels.add(label_named(member=Contact.objects.get().member, name="Import"))
        phone.put("bo.vcf", bo("Chor"))
        assert lists_of() == {"Import", "Chor"}

    def test_what_is_done_here_stands_on_the_card(self, phone):
        phone.put("bo.vcf", bo("Markt"))
        contact = Contact.objects.get()
        label = label_contact(contact=contact, name="Familie", now=NOW)
        assert phone.get("bo.vcf").body.replace(b"REV:20260311T090000Z\r\n", b"") == card(
            "UID:bo", "FN:Bo", "CATEGORIES:Markt", "CATEGORIES:Familie"
        )
        unlabel_contact(contact=contact, label=label, now=NOW)
        assert phone.get("bo.vcf").body.replace(b"REV:20260311T090000Z\r\n", b"") == bo("Markt")

    def test_the_form_writes_them_too_and_nothing_else(self, phone):
        phone.put("bo.vcf", bo("Markt", "myContacts"))
        contact = Contact.objects.get()
        change_contact(
            contact=contact, changes=Changes(note=UNTOUCHED), revision=1, label_names=["Chor"], now=NOW
        )
        assert phone.get("bo.vcf").body.replace(b"REV:20260311T090000Z\r\n", b"") == card(
            "UID:bo", "FN:Bo", "CATEGORIES:myContacts", "CATEGORIES:Chor"
        )
        assert lists_of() == {"Chor"}

    def test_a_list_with_another_name_has_it_on_every_card(self, phone, katrin):
        phone.put("bo.vcf", bo("Markt,Chor"))
        label = Label.objects.get(name="Markt")
        change_label(label=label, name="Wochenmarkt", rhythm_days=None, now=NOW)
        assert b"CATEGORIES:Chor\r\nCATEGORIES:Wochenmarkt\r\n" in phone.get("bo.vcf").body
        delete_label(label=label, now=NOW)
        assert b"Wochenmarkt" not in phone.get("bo.vcf").body


class TestGroupCards:
    @pytest.fixture(autouse=True)
    def people(self, phone):
        phone.put("bo.vcf", bo())
        phone.put("cy.vcf", card("UID:cy", "FN:Cy"))

    def test_a_group_is_a_list_and_nobody_among_the_people(self, phone, katrins):
        phone.put("g.vcf", group("Familie", "bo"))
        assert lists_of() == {"Familie"}
        assert b"Familie" not in phone.get("bo.vcf").body
        assert {one.display_name for one in Contact.objects.people()} == {"Bo", "Cy"}
        assert phone.get("g.vcf").body == group("Familie", "bo")

    def test_its_members_come_and_go(self, phone):
        phone.put("g.vcf", group("Familie", "bo"))
        phone.put("g.vcf", group("Familie", "cy"))
        assert (lists_of("Bo"), lists_of("Cy")) == (set(), {"Familie"})

    def test_another_name_renames_the_list(self, phone):
        phone.put("g.vcf", group("Familie", "bo"))
        phone.put("g.vcf", group("Sippe", "bo", "cy"))
        assert (lists_of("Bo"), lists_of("Cy")) == ({"Sippe"}, {"Sippe"})
        assert not Label.objects.filter(name="Familie").exists()

    def test_another_name_that_is_taken_moves_its_members_there(self, phone, katrin):
        label_named(member=katrin, name="Sippe")
        phone.put("g.vcf", group("Familie", "bo"))
        phone.put("g.vcf", group("Sippe", "bo"))
        assert lists_of() == {"Sippe"}

    def test_a_deleted_group_lets_its_members_go(self, phone):
        phone.put("g.vcf", group("Familie", "bo"))
        phone.delete("g.vcf")
        assert lists_of() == set()
        assert Contact.objects.count() == 2

    def test_what_is_done_here_stands_on_the_group_card(self, phone):
        phone.put("g.vcf", group("Familie", "bo"))
        label = label_contact(contact=Contact.objects.get(display_name="Cy"), name="Familie", now=NOW)
        assert b"MEMBER:urn:uuid:bo\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:cy\r\n" in phone.get("g.vcf").body
        assert b"CATEGORIES" not in phone.get("cy.vcf").body
        unlabel_contact(contact=Contact.objects.get(display_name="Bo"), label=label, now=NOW)
        assert b"urn:uuid:bo" not in phone.get("g.vcf").body
        change_label(label=label, name="Sippe", rhythm_days=None, now=NOW)
        assert b"FN:Sippe" in phone.get("g.vcf").body
