"""The rules by which a line is read, one sentence each, in words that are in none of the lists of lines."""

import time
from datetime import date

import pytest

from hanse.home.capture import read

WEDNESDAY = date(2026, 3, 11)


def said(line, known=()):
    return read(line, today=WEDNESDAY, known=known).as_json()


def promised(line):
    return [(one["direction"], one["what"], one["due"]) for one in said(line)["promises"]]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Frau Dr. Ilse Brandauer angerufen", ["Ilse Brandauer"]),
        ("Fr. Dr. Brandauer angerufen", ["Frau Brandauer"]),
        ("Frau von Ahlen hat die Schale gekauft", ["Frau von Ahlen"]),
        ("Pfarrer Lohse besucht", ["Lohse"]),
        ("Dem Kollegen Brandauer die Schlüssel gegeben", ["Brandauer"]),
        ("Mit Opa Hinnerk Skat gespielt", ["Opa Hinnerk"]),
        ("Mit Familie Castillo gegrillt", ["Familie Castillo"]),
        ("Bei den Brandauers gewesen", ["Brandauers"]),
        ("Dinner with the Fairweathers", ["Fairweathers"]),
        ("Ihre Tochter Quendolin getroffen", ["Quendolin"]),
        ("mit jutta und sönke im garten gesessen", ["Jutta", "Sönke"]),
        ("Idris al-Masri getroffen", ["Idris al-Masri"]),
    ],
)
def test_titles_roles_and_kin(line, people):
    assert said(line)["people"] == people


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Postkarte von Xanthippe", ["Xanthippe"]),
        ("Nachricht an Xanthippe wegen der Torte", ["Xanthippe"]),
        ("Gestern Xanthippe getroffen", ["Xanthippe"]),
        ("texted Xanthippe about the tent", ["Xanthippe"]),
        ("Bumped into Xanthippe at the pool", ["Xanthippe"]),
        ("Xanthippe schickt mir ein Muster", ["Xanthippe"]),
        ("Jutta und Xanthippe im Café getroffen", ["Jutta", "Xanthippe"]),
        ("Mit Kreide gemalt", []),
        ("Nach dem Training telefoniert", []),
    ],
)
def test_an_unknown_name_is_known_by_where_it_stands(line, people):
    assert said(line)["people"] == people


def test_a_noun_before_its_verb_is_no_surname():
    assert said("Mit Jutta Quitten eingekocht")["people"] == ["Jutta"]
    assert said("Mit Jutta Quitten gesprochen")["people"] == ["Jutta Quitten"]


@pytest.mark.parametrize(
    ("line", "people", "mentioned"),
    [
        ("Jutta meint, Sönke hätte ein Zelt", ["Jutta"], ["Sönke"]),
        ("Laut Jutta baut Sönke sein Haus um", ["Jutta"], ["Sönke"]),
        ("Jutta, Schwester von Sönke, im Bus getroffen", ["Jutta"], ["Sönke"]),
        ("Juttas Mann Sönke verkauft Honig", ["Sönke"], ["Jutta"]),
        ("Elternabend mit Jutta, Sönke braucht Nachhilfe", ["Jutta"], ["Sönke"]),
        ("Jutta promised to introduce me to Sönke", ["Jutta"], ["Sönke"]),
        ("Bei Jutta nachfragen", ["Jutta"], []),
    ],
)
def test_who_is_only_named(line, people, mentioned):
    found = said(line)
    assert (found["people"], found["mentioned"]) == (people, mentioned)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Jutta sagt, sie kommt nicht", None),
        ("Jutta fragt, ob ich beim Basar mitmache", None),
        ("Nächste Woche Kaffee mit Jutta", None),
        ("Wollte Jutta treffen", None),
        ("Treffen mit Jutta verschoben", None),
        ("Jutta hat geheiratet", None),
        ("Jutta nicht erreicht", "call"),
        ("Letzten Sonntag rief Jutta an", "call"),
        ("Jutta hat mir den Zaun geflickt", "met"),
        ("Jutta und ich waren klettern", "met"),
        ("Post von Jutta", "letter"),
        ("Chat mit Jutta", "message"),
        ("Nice chat with Jutta", "met"),
        ("telefonirt mit Jutta", "call"),
    ],
)
def test_how_one_was_in_touch(line, kind):
    assert said(line)["kind"] == kind


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("Am 3. Jutta getroffen", "2026-03-03"),
        ("Letzten Donnerstag Jutta getroffen", "2026-03-05"),
        ("Vor zwei Wochen Jutta getroffen", "2026-02-25"),
        ("Am 12.12. Jutta getroffen", "2025-12-12"),
        ("Montag letzter Woche Jutta getroffen", "2026-03-02"),
        ("Vorletzten Samstag Jutta getroffen", None),
        ("Am Wochenende Jutta getroffen", None),
        ("Gestern Jutta getroffen, Markt am Samstag", "2026-03-10"),
        ("Gestren Jutta getroffen", "2026-03-10"),
        ("Nachricht von Jutta, sie kommt Samstag nicht", "2026-03-11"),
        ("Nachricht an Jutta wegen Samstag", "2026-03-11"),
        ("Mail von Jutta, Klassentreffen am 13.6.", "2026-03-11"),
    ],
)
def test_a_wrong_day_is_worse_than_none(line, on):
    assert said(line)["on"] == on


@pytest.mark.parametrize(
    ("said_as", "due"),
    [
        ("bis KW 12", "2026-03-22"),
        ("bis Mitte April", "2026-04-20"),
        ("bis Anfang Mai", "2026-05-10"),
        ("bis zum 3.", "2026-04-03"),
        ("in zwei Wochen", "2026-03-25"),
        ("vor dem Wochenende", "2026-03-13"),
        ("übernächste Woche", "2026-03-29"),
        ("nächsten Mittwoch", "2026-03-18"),
        ("Montag nächster Woche", "2026-03-16"),
        ("bis Ostern", "2026-04-05"),
        ("bis Freiatg", "2026-03-13"),
        ("bald", None),
        ("zum 30. Geburtstag", None),
    ],
)
def test_until_when(said_as, due):
    assert promised(f"Jutta die Schale bringen, {said_as}")[0][2] == due


@pytest.mark.parametrize(
    ("line", "promises"),
    [
        ("Jutta übersetzt mir den Flyer", [("theirs", "Flyer übersetzen", None)]),
        ("Jutta bekommt noch Geld von mir", [("mine", "Geld geben", None)]),
        ("Jutta kümmert sich um Saft, Sönke um Brot", [("theirs", "um Saft kümmern", None), ("theirs", "um Brot kümmern", None)]),
        ("Jutta kann doch nicht helfen", []),
        ("Jutta bringt mir die Form nicht zurück", []),
        ("Jutta won't send me the photos", []),
        ("Jutta hätte ein Zelt zu verleihen", []),
        ("Jutta macht im Mai Urlaub", []),
        ("Jutta fragen, ob sie mitkommt", [("mine", "fragen ob sie mitkommt", None)]),
        ("Jutta is going to lend me a kiln", [("theirs", "lend kiln", None)]),
        ("Jutta can't bring the tent on Friday", []),
        ("Jutta will bring chairs, I bring the tent, by 3 April", [("theirs", "bring chairs", "2026-04-03"), ("mine", "bring tent", "2026-04-03")]),
    ],
)  # fmt: skip
def test_who_owes_what(line, promises):
    assert promised(line) == promises


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Jutta im dritten Stock getroffen", None),
        ("Jutta zum Geburtstag angerufen", None),
        ("Jutta aus Jena getroffen", None),
        ("Nach dem Gottesdienst Jutta getroffen", "Gottesdienst"),
        ("Saw Jutta at the pottery open day", "pottery open day"),
        ("jutta beim einkaufen getroffen", "Einkaufen"),
        ("Mit Jutta gegrillt, ihr neuer Laden in Pankow", None),
    ],
)
def test_where_it_was(line, place):
    assert said(line)["place"] == place


def test_what_stands_in_brackets_is_said_by_the_way():
    found = said("Jutta (Messe) die Rechnung schicken")
    assert (found["place"], found["kind"], len(found["promises"])) == (None, None, 1)


LONG = (
    "am ",
    "bis am nächsten ",
    "1.1.",
    "Anna Beck, Bo Meier, ",
    "mit Anna und ",
    "nach jahren ",
    "a",
    "'",
    "hat getroffen ",
)


@pytest.mark.parametrize("piece", LONG)
def test_a_long_line_is_read_in_a_blink(piece):
    line = (piece * 10_000)[:10_000]
    said("Anna")
    began = time.process_time()
    said(line)
    assert time.process_time() - began < 0.4
