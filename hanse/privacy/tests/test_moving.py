"""What goes out of one Kontor stands in another as it was: the whole way, from the ZIP through the import flow."""

import pytest
from hypothesis import HealthCheck, given, settings

from conftest import NOW, TODAY
from hanse.people.actions import importing
from hanse.people.actions.contacts import create_contact, delete_contact
from hanse.people.models import Contact, Encounter, Import
from hanse.privacy.takeout import takeout
from hanse.privacy.tests import canonical
from hanse.privacy.tests.test_takeout import books, write


def move(member, other):
    """Take everything of one member out and bring it to another."""
    batch = importing.open_import(
        member=other, file_name="hanse.zip", chunks=takeout(member=member, now=NOW), now=NOW
    )
    assert batch.format == "hanse"
    batch = importing.read_file(batch=batch, now=NOW)
    batch = importing.choose(batch=batch, label_name="")
    batch = importing.take_in(batch=batch, now=NOW, today=TODAY)
    assert batch.state == Import.State.DONE
    return batch


def empty(member):
    for contact in Contact.objects.visible_to(member):
        delete_contact(contact=contact, now=NOW)
    for label in member.labels.all():
        label.delete()
    Import.objects.filter(member=member).delete()


def test_a_book_stands_elsewhere_as_it_was(katrin, cyd, book):
    move(katrin, cyd)
    assert canonical.of_book(cyd) == canonical.of_book(katrin)


def test_twice_is_once(katrin, cyd, book):
    move(katrin, cyd)
    move(katrin, cyd)
    assert Contact.objects.visible_to(cyd).count() == 2
    assert canonical.of_book(cyd) == canonical.of_book(katrin)


def test_brought_home_again_nothing_is_there_twice(katrin, book):
    before = canonical.of_book(katrin)
    move(katrin, katrin)
    assert canonical.of_book(katrin) == before


def test_taken_back_nothing_of_it_stays(katrin, cyd, book):
    importing.undo(batch=move(katrin, cyd), now=NOW)
    assert not Contact.objects.visible_to(cyd).exists()
    assert not Encounter.objects.visible_to(cyd).exists()
    assert Contact.objects.visible_to(katrin).count() == 2


def test_a_list_with_a_comma_in_its_name_stays_one_list(katrin, cyd):
    create_contact(member=katrin, name="Dora Kunz", label_names=["Wolle, Garn und mehr"], now=NOW)
    move(katrin, cyd)
    assert list(cyd.labels.values_list("name", flat=True)) == ["Wolle, Garn und mehr"]


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=books())
def test_whatever_a_book_holds_stands_elsewhere_as_it_was(katrin, cyd, data, drawn):
    empty(katrin)
    empty(cyd)
    write(katrin, drawn)
    move(katrin, cyd)
    assert canonical.of_book(cyd) == canonical.of_book(katrin)
