"""The page of doubles: side by side, one tap, and the way back."""

import pytest
from django.urls import reverse

from conftest import NOW
from hanse.people.actions import doubling
from hanse.people.actions.cards import arrival, default_book, save_card
from hanse.people.models import Apart, Contact, DoubleSearch, Merge, Suspicion
from hanse.people.tests.cards import card

PAGE = reverse("people:doubles")


def written(member, *lines: str) -> Contact:
    return save_card(
        book=default_book(member=member), arriving=arrival(card(*lines)), author="phone", now=NOW
    )


@pytest.fixture
def twice(katrin):
    """Sepp and Josef Huber, one mobile number, two birthdays noted; and somebody else."""
    written(katrin, "N:Kunz;Dora;;;", "FN:Dora Kunz", "TEL:+491713920009")
    sepp = written(katrin, "N:Huber;Sepp;;;", "FN:Sepp Huber", "TEL;TYPE=CELL:0171 3920001", "TITLE:Töpfer")
    josef = written(
        katrin, "N:Huber;Josef;;;", "FN:Josef Huber", "TEL;TYPE=CELL:+49 171 3920001", "TITLE:Drechsler"
    )
    doubling.look(member=katrin, now=NOW)
    return sepp, josef


def test_an_unsearched_book_says_so_and_offers_to_look(katrins):
    answer = katrins.get(PAGE).content.decode()
    assert "noch nicht durchgesehen" in answer
    assert reverse("people:search_doubles") in answer


def test_looking_merges_what_is_exact_and_shows_it_with_the_way_back(katrins, katrin):
    for _twice in range(2):
        written(katrin, "N:Kunz;Dora;;;", "FN:Dora Kunz", "EMAIL:dora@naehstube.example")
    answer = katrins.post(reverse("people:search_doubles"), follow=True).content.decode()
    merge = Merge.objects.get()
    assert (merge.how, merge.reasons) == ("exact", ["same_name_and_mail"])
    assert "Gleicher Name und gleiche Mailadresse" in answer
    assert reverse("people:unmerge", args=[merge.pk]) in answer


def test_two_who_may_be_one_stand_side_by_side_with_the_reason(katrins, twice):
    answer = katrins.get(PAGE).content.decode()
    assert "Sepp Huber" in answer
    assert "Josef Huber" in answer
    assert "Dora Kunz" not in answer
    assert "gleiche Nummer" in answer


def test_one_tap_makes_one_person_of_them_with_what_was_picked(katrins, twice):
    sepp, josef = twice
    suspicion = Suspicion.objects.get()
    data = {"kept": sepp.pk, "gone": josef.pk, "name": "gone", "title": "kept"}
    answer = katrins.post(reverse("people:merge", args=[suspicion.pk]), data, follow=True)
    kept = Contact.objects.get(pk=sepp.pk)
    assert (kept.display_name, kept.job_title) == ("Josef Huber", "Töpfer")
    assert not Contact.objects.filter(pk=josef.pk).exists()
    assert Merge.objects.get().how == "member"
    assert "Ein Mensch: Josef Huber." in answer.content.decode()


def test_keys_of_others_in_the_form_change_nothing_of_whom_it_is_about(katrins, twice, cyd):
    strange = written(cyd, "N:Fremd;Fritz;;;", "FN:Fritz Fremd")
    suspicion = Suspicion.objects.get()
    answer = katrins.post(
        reverse("people:merge", args=[suspicion.pk]), {"kept": strange.pk, "gone": twice[0].pk}
    )
    assert answer.status_code == 404
    assert Contact.objects.filter(pk=strange.pk).exists()


def test_two_people_are_remembered_for_good(katrins, katrin, twice):
    katrins.post(reverse("people:apart", args=[Suspicion.objects.get().pk]))
    assert Apart.objects.count() == 1
    doubling.look(member=katrin, now=NOW)
    assert not Suspicion.objects.exists()


def test_later_comes_last_and_stays_last_after_another_search(katrins, katrin, twice):
    for name in ("Resi", "Theresia"):
        written(katrin, f"N:Moser;{name};;;", f"FN:{name} Moser", "TEL;TYPE=CELL:0171 3920002")
    doubling.look(member=katrin, now=NOW)
    first = katrins.get(PAGE).context["comparisons"][0].suspicion
    katrins.post(reverse("people:later", args=[first.pk]))
    doubling.look(member=katrin, now=NOW)
    pairs = [{one.kept.family, one.gone.family} for one in katrins.get(PAGE).context["comparisons"]]
    assert pairs[-1] == {first.one.family}
    assert len(pairs) == 2


def test_taking_back_stands_her_on_her_own_again(katrins, twice):
    katrins.post(
        reverse("people:merge", args=[Suspicion.objects.get().pk]), {"kept": twice[0].pk, "gone": twice[1].pk}
    )
    answer = katrins.post(reverse("people:unmerge", args=[Merge.objects.get().pk]), follow=True)
    assert "Josef Huber steht wieder für sich." in answer.content.decode()
    assert Contact.objects.filter(pk=twice[1].pk).exists()


def test_a_large_book_is_looked_through_in_the_background_and_says_where_it_stopped(
    katrins, twice, monkeypatch
):
    def stops(**_given):
        raise RuntimeError

    monkeypatch.setattr(doubling, "AT_ONCE", 1)
    monkeypatch.setattr(doubling, "look", stops)
    answer = katrins.post(reverse("people:search_doubles"), follow=True).content.decode()
    assert DoubleSearch.objects.get().state == "failed"
    assert "blieb auf halbem Weg stehen" in answer


def test_a_search_under_way_shows_how_far_it_is(katrins, katrin):
    DoubleSearch.objects.create(member=katrin, total=4000, progress=2000, started_at=NOW)
    answer = katrins.get(PAGE).content.decode()
    assert 'max="4000" value="2000"' in answer
    assert reverse("people:search_doubles") not in answer


def test_at_most_a_handful_is_asked_at_once(katrins, katrin):
    for number in range(8):
        for name in ("Resi", "Theresia"):
            written(
                katrin,
                f"N:Moser{'abcdefgh'[number] * 3};{name};;;",
                f"FN:{name} {number}",
                f"TEL;TYPE=CELL:0171 392000{number}",
            )
    doubling.look(member=katrin, now=NOW)
    answer = katrins.get(PAGE)
    assert len(answer.context["comparisons"]) == 5
    assert answer.context["waiting"] == 8


def test_the_book_points_there_only_where_there_is_something_to_look_at(katrins, twice):
    assert PAGE in katrins.get(reverse("people:index")).content.decode()
    Suspicion.objects.all().delete()
    assert PAGE + '"' not in katrins.get(reverse("people:index")).content.decode().replace(
        "doubles/search", ""
    )


def test_the_page_asks_the_database_as_often_for_five_as_for_one(
    katrins, katrin, django_assert_max_num_queries
):
    for number in range(5):
        for name in ("Resi", "Theresia"):
            written(
                katrin,
                f"N:Moser{'abcdefgh'[number] * 3};{name};;;",
                f"FN:{name} {number}",
                f"TEL;TYPE=CELL:0171 392000{number}",
            )
    doubling.look(member=katrin, now=NOW)
    with django_assert_max_num_queries(30):
        katrins.get(PAGE)
