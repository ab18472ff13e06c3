"""Who is one person twice: households and namesakes stay two, misspelt and shortened names are found."""

import time

import pytest

from hanse.people import doubles, vcard
from hanse.people.doubles import blocking, names
from hanse.people.doubles.nicknames import groups_of
from hanse.people.tests.cards import card
from hanse.people.vcard.joining import digits


def profile(key: str, given: str, family: str, *lines: str, suffix: str = "") -> doubles.Profile:
    raw = card(f"N:{family};{given};;;{suffix}", f"FN:{given} {family} {suffix}".strip(), *lines)
    return doubles.profile_of(vcard.read(raw), key, e164=digits)


CELL = "TEL;TYPE=CELL:+491713920001"
HOME = "TEL;TYPE=HOME:+493023125001"


GIVEN = [
    "Wiebke",
    "Uwe",
    "Silke",
    "Detlef",
    "Antje",
    "Xaver",
    "Nilgün",
    "Omar",
    "Zofia",
    "Thies",
    "Regula",
    "Björn",
]
FAMILY = [
    "Kowalski",
    "Lüthi",
    "Öztürk",
    "Vogt",
    "Drechsler",
    "Nguyen",
    "Rossi",
    "Zbinden",
    "Petersen",
    "Haddad",
    "Seiler",
    "Gruber",
]


def crowd(count: int) -> list[doubles.Profile]:
    """Strangers, so that a name says something; nobody has both names of another."""
    return [profile(f"s{n}", GIVEN[n % 12], FAMILY[(n + n // 12) % 12]) for n in range(count)]


def found(*profiles: doubles.Profile, apart=frozenset()) -> doubles.Findings:
    return doubles.find([*profiles, *crowd(60)], apart)


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Jürgen", "Müller"),
        ("JUERGEN", "MUELLER"),
        ("jurgen", "muller"),
        ("Müller", "Jürgen"),
        ("Dr. Jürgen 🧶", "Müller"),
    ],
)
def test_the_same_name_however_written_and_the_same_number_are_exact(given, family):
    exact = found(profile("a", "Jürgen", "Müller", CELL), profile("b", given, family, CELL)).exact
    assert exact == [doubles.Exact(("a", "b"), "same_name_and_phone")]


@pytest.mark.parametrize(
    "other",
    [
        profile("b", "Anna", "Beck", CELL, "BDAY:1990-01-02"),
        profile("b", "Anna", "Beck", CELL, suffix="jun."),
        profile("b", "Anni", "Beck", CELL),
        profile("b", "Anna", "Beck-Huber", CELL),
        profile("b", "Anna", "", CELL),
        profile("b", "Anna", "Beck", "TEL;TYPE=CELL:+491713920002"),
    ],
    ids=["birthday", "junior", "nickname", "double name", "no family name", "number"],
)
def test_whatever_differs_is_not_exact(other):
    assert found(profile("a", "Anna", "Beck", CELL, "BDAY:1960-01-02"), other).exact == []


def test_father_and_son_under_one_number_of_the_house_stay_two():
    old = profile("a", "Hans", "Beck", HOME, "EMAIL:hans@example.org")
    young = profile("b", "Hans", "Beck", HOME, CELL)
    either = profile("c", "Hans", "Beck", HOME)
    assert found(old, young, either).exact == []


def test_what_two_know_together_makes_a_third_exact():
    mail = "EMAIL:anna@example.org"
    one, two, three = (
        profile("a", "Anna", "Beck", CELL),
        profile("b", "Anna", "Beck", CELL, mail),
        profile("c", "Anna", "Beck", mail),
    )
    assert [set(group.keys) for group in found(one, three, two).exact] == [{"a", "b", "c"}]


@pytest.mark.parametrize(
    ("given", "family", "lines"),
    [
        ("Sepp", "Huber", [CELL]),
        ("Josef", "Hubre", [CELL]),
        ("Josef", "Huber-Moser", ["EMAIL:josef.huber@example.org"]),
        ("J.", "Huber", [CELL]),
        ("Josef", "", [CELL]),
        ("Huber", "Josef", ["BDAY:1970-03-01"]),
        ("Josef", "Huber (Töpferei Ulm)", []),
    ],
)
def test_who_is_likely_the_same_is_suggested(given, family, lines):
    one = profile(
        "a", "Josef", "Huber", CELL, "EMAIL:josef.huber@example.org", "BDAY:1970-03-01", "ORG:Töpferei Ulm"
    )
    suggestions = found(one, profile("b", given, family, *lines)).suggestions
    assert [set(one.keys) for one in suggestions] == [{"a", "b"}]
    assert suggestions[0].reasons


@pytest.mark.parametrize(
    "other",
    [
        profile("b", "Peter", "Huber", HOME, "ADR:;;Hofgasse 4;Ulm;;;"),
        profile("b", "Josef", "Huber", HOME, "ADR:;;Hofgasse 4;Ulm;;;", suffix="jun."),
        profile(
            "b",
            "Erika",
            "Moser",
            "TEL;TYPE=WORK:+493023125001",
            "EMAIL:info@toepferei.example",
            "ORG:Töpferei",
        ),
    ],
    ids=["spouse", "son", "same office"],
)
def test_a_household_and_an_office_stay_two(other):
    one = profile(
        "a",
        "Josef",
        "Huber",
        HOME,
        "ADR:;;Hofgasse 4;Ulm;;;",
        "EMAIL:info@toepferei.example",
        "ORG:Töpferei",
        suffix="sen.",
    )
    assert found(one, other).suggestions == []


def test_whoever_is_marked_apart_is_neither_merged_nor_suggested():
    one, other = profile("a", "Anna", "Beck", CELL), profile("b", "Anna", "Beck", CELL)
    findings = found(one, other, apart={frozenset(("a", "b"))})
    assert (findings.exact, findings.suggestions) == ([], [])


def test_a_newcomer_is_told_from_two_she_could_be():
    mail = "EMAIL:anna@example.org"
    index = doubles.Index([profile("a", "Anna", "Beck", CELL), *crowd(60)])
    newcomer = profile("n", "Anna", "Beck", CELL, mail)
    assert index.exact(newcomer) == ("a", "same_name_and_phone")
    index.add(profile("b", "Anna", "Beck", mail))
    assert index.exact(newcomer) is None
    assert next(one.keys[1] for one in index.near(newcomer)) in ("a", "b")


def test_nicknames_of_several_tongues_are_known():
    for short, full in (
        ("kathi", "katharina"),
        ("kathrin", "katrin"),
        ("sepp", "josef"),
        ("gabi", "gabriele"),
        ("gosia", "malgorzata"),
        ("beppe", "giuseppe"),
        ("ibo", "ibrahim"),
    ):
        assert groups_of(short) & groups_of(full), short
    assert not groups_of("andreas") & groups_of("andrea")


def test_a_letter_that_a_program_lost_stands_for_any():
    assert names.family_likeness(("?elik",), ("celik",)) == names.Likeness.TYPO
    assert names.family_likeness(("?elik",), ("demir",)) == names.Likeness.OTHER


def test_names_that_sound_alike_meet():
    assert len({names.sound(one) for one in ("meier", "maier", "mayr", "meyer")}) == 1
    assert names.sound("schmidt") == names.sound("schmitt")


def test_candidates_do_not_grow_with_the_square_of_the_book():
    """All in one office, one town and of one name: the worst that a book can be."""
    crowded = [profile(str(n), "Anna", "Beck", HOME, "ORG:Amt", "ADR:;;;Ulm;;;") for n in range(3000)]
    began = time.process_time()
    assert sum(1 for _pair in blocking.pairs(crowded)) < 60_000
    assert time.process_time() - began < 10
