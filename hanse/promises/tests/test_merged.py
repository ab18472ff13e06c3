"""A promise follows whoever it was made to when two contacts become one, and goes back with her."""

from datetime import timedelta

from conftest import NOW, TODAY
from hanse.people.actions import merging
from hanse.people.actions.contacts import create_contact
from hanse.people.models import Merge, SearchText
from hanse.promises.actions import make_promise

LATER = NOW + timedelta(days=1)


def test_a_promise_follows_her_and_goes_back_with_her(katrin):
    anna = create_contact(member=katrin, name="Anna Beck", now=NOW)
    anni = create_contact(member=katrin, name="Anni Beck", now=NOW)
    given = {"member": katrin, "made_on": TODAY, "today": TODAY, "now": NOW}
    make_promise(contact=anna, what="Glasur mischen", **given)
    promise = make_promise(contact=anni, what="Link schicken", **given)
    merge = merging.merge(kept=anna, gone=anni, how=Merge.How.MEMBER, now=LATER)
    promise.refresh_from_db()
    assert promise.contact_id == anna.pk
    assert "link" in SearchText.objects.get(contact=anna).text
    merging.undo(merge=merge, now=LATER)
    assert [one.what for one in anna.promises.all()] == ["Glasur mischen"]
    assert [one.what for one in anni.promises.all()] == ["Link schicken"]
    assert "link" not in SearchText.objects.get(contact=anna).text
