from conftest import NOW, TODAY
from hanse.demo.building import MANY, build
from hanse.people.models import Contact, Encounter
from hanse.promises.models import Promise


def test_the_book_is_lively_and_ends_today(db):
    member = build(password="ein langes Wort", language="de", today=TODAY, now=NOW)
    assert Contact.objects.visible_to(member).count() == MANY
    assert Encounter.objects.visible_to(member).count() > 200
    assert Promise.objects.visible_to(member).open().exists()
    assert not Encounter.objects.filter(on__gt=TODAY).exists()
    assert (TODAY - Encounter.objects.latest("-on").on).days > 600


def test_everybody_in_it_has_a_name_of_her_own(db):
    member = build(password="ein langes Wort", language="de", today=TODAY, now=NOW)
    names = list(Contact.objects.visible_to(member).values_list("display_name", flat=True))
    assert len(names) == len(set(names))
