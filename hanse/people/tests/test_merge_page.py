"""Somebody is changed on the phone while her form is open here: both changes are kept, and nothing is guessed."""

import html
import re

from django.urls import reverse

from conftest import NOW
from hanse.people.actions.cards import arrival, save_card
from hanse.people.models import Card, Contact
from hanse.people.tests.cards import APPLE
from hanse.people.tests.test_person_pages import form_of


def edit_of(contact):
    return reverse("people:edit", args=[contact.pk])


def on_the_phone(contact, *changes):
    """The phone writes the card with some of its bytes replaced."""
    card = Card.objects.get(contact=contact)
    raw = bytes(card.raw)
    for before, after in changes:
        assert before.encode() in raw
        raw = raw.replace(before.encode(), after.encode())
    save_card(book=card.book, arriving=arrival(raw, href=card.href), author="dav:1", now=NOW)


def hidden(answer):
    """What the page that puts both together sends back by itself."""
    text = answer.content.decode()
    names = ("revision", "etag", "base", "merged")
    return {name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', text)[1]) for name in names}


def lines():
    return bytes(Card.objects.get().raw).decode().split("\r\n")


def test_what_each_place_changed_goes_together(katrins, juergen):
    form = form_of(katrins, edit_of(juergen))
    on_the_phone(
        juergen, ("+49 171 3920001", "+49 171 3920009"), ("X-PHONETIC", "CATEGORIES:Markt\r\nX-PHONETIC")
    )
    answer = katrins.post(edit_of(juergen), form | {"title": "Maler", "story": "Am Neckar."})
    assert answer.status_code == 409
    assert "Kommt aus deinem Buch mit: Telefon" in answer.content.decode()
    assert "keep." not in answer.content.decode()
    assert Contact.objects.get().job_title == "Töpfer"
    katrins.post(edit_of(juergen), hidden(answer))
    contact = Contact.objects.get()
    assert (contact.job_title, contact.story) == ("Maler", "Am Neckar.")
    after, before = lines(), APPLE.decode().split("\r\n")
    assert [new for new in after if new not in before and not new.startswith("REV:")] == [
        "CATEGORIES:Markt", "TITLE:Maler", "item1.TEL;type=pref:+49 171 3920009",
    ]  # fmt: skip


def test_where_both_changed_the_same_one_is_chosen(katrins, juergen):
    for pick, title in (("there", "Vom Telefon"), ("typed", "Von hier")):
        on_the_phone(juergen, (f"TITLE:{Contact.objects.get().job_title}", "TITLE:Alt"))
        form = form_of(katrins, edit_of(juergen))
        on_the_phone(juergen, ("TITLE:Alt", "TITLE:Vom Telefon"))
        answer = katrins.post(edit_of(juergen), form | {"title": "Von hier"})
        text = answer.content.decode()
        assert "Vom Telefon" in text
        assert "Von hier" in text
        assert katrins.post(edit_of(juergen), hidden(answer) | {"keep.title": pick}).status_code == 302
        assert Contact.objects.get().job_title == title


def test_a_list_that_both_changed_is_chosen_as_a_whole_and_keeps_its_lines(katrins, juergen):
    form = form_of(katrins, edit_of(juergen))
    on_the_phone(juergen, ("PRODID", "NICKNAME:Jü\r\nPRODID"), ("+49 171 3920001", "+49 171 3920009"))
    answer = katrins.post(edit_of(juergen), form | {"phones-1-value": "+49 30 111"})
    katrins.post(edit_of(juergen), hidden(answer) | {"keep.phones": "typed"})
    assert [one.value for one in Contact.objects.get().phones.all()] == ["+49 171 3920001", "+49 30 111"]
    assert "X-UNKNOWN-THING;FOO=bar:bleibt\\, wie es ist" in lines()


def test_an_item_whose_line_moved_is_changed_where_it_stands_now(katrins, juergen):
    form = form_of(katrins, edit_of(juergen))
    on_the_phone(juergen, ("PRODID", "NICKNAME:Jü\r\nPRODID"))
    answer = katrins.post(edit_of(juergen), form | {"emails-0-value": "neu@toepferei.example"})
    katrins.post(edit_of(juergen), hidden(answer))
    assert "NICKNAME:Jü" in lines()
    assert "EMAIL;type=INTERNET;type=HOME:neu@toepferei.example" in lines()


def test_changed_a_third_time_it_is_asked_again(katrins, juergen):
    form = form_of(katrins, edit_of(juergen))
    on_the_phone(juergen, ("TITLE:Töpfer", "TITLE:Eins"))
    answer = katrins.post(edit_of(juergen), form | {"title": "Hier"})
    on_the_phone(juergen, ("TITLE:Eins", "TITLE:Zwei"))
    again = katrins.post(edit_of(juergen), hidden(answer) | {"keep.title": "typed"})
    assert again.status_code == 409
    assert "Zwei" in again.content.decode()
    katrins.post(edit_of(juergen), hidden(again) | {"keep.title": "typed"})
    assert Contact.objects.get().job_title == "Hier"


def test_rubbish_in_the_hidden_fields_loses_nothing(katrins, juergen):
    form = form_of(katrins, edit_of(juergen))
    for rubbish in ("", "x", "[]", '{"phones": 3}', '{"given": {"a": 1}, "emails": [1, {"value": null}]}'):
        answer = katrins.post(edit_of(juergen), form | {"merged": rubbish, "base": rubbish, "etag": "old"})
        assert answer.status_code in (409, 422), rubbish
        answer = katrins.post(edit_of(juergen), form | {"base": rubbish, "etag": "old", "title": "Maler"})
        assert answer.status_code == 409
    assert bytes(Card.objects.get().raw) == APPLE
