"""A large invented book: cards as a phone writes them, and a life beside them. Always the same."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection

from hanse.community.models import Member
from hanse.kit.statistics import refresh_statistics
from hanse.people.actions import importing, search
from hanse.people.actions.encounters import refresh_due
from hanse.people.models import Contact, Encounter
from hanse.promises.models import Promise

NAMES = ("Anna", "Bärbel", "Cyd", "Dora", "Elif", "Franziska", "Gesine", "Hannelore", "Ilka", "Jürgen", "Katja", "Lotte",
         "Marie", "Nuray", "Olga", "Petra", "Quirin", "Renate", "Sönke", "Tina", "Ulrike", "Vera", "Wiebke", "Zofia")  # fmt: skip
SYLLABLES = (
    "bach",
    "berg",
    "feld",
    "hof",
    "mann",
    "meier",
    "stein",
    "wald",
    "weber",
    "winkler",
    "ner",
    "ing",
    "au",
)
STARTS = (
    "Acker",
    "Birken",
    "Diet",
    "Eichen",
    "Fuchs",
    "Gold",
    "Hasel",
    "Kirch",
    "Linden",
    "Müh",
    "Neu",
    "Ober",
    "Rosen",
    "Schön",
    "Über",
)
TOWNS = (
    "Tübingen",
    "Reutlingen",
    "Rottenburg",
    "Stuttgart",
    "Wien",
    "Zürich",
    "Graz",
    "Basel",
    "Köln",
    "Leipzig",
)
JOBS = (
    "Töpferin",
    "Gärtnerin",
    "Fotografin",
    "Buchhändlerin",
    "Korbmacherin",
    "Näherin",
    "Imkerin",
    "Goldschmied",
)
WORDS = ("Wolle", "Glasuren", "Standgebühren", "Umzug", "Färberei", "Adventsmarkt", "Preise", "Honig", "Leinen",
         "Brennofen", "Knöpfe", "Workshop", "Garten", "Messe", "Kirschholz", "Lasur", "Muster", "Etiketten")  # fmt: skip
BATCH = 2000


def cards(count: int) -> bytes:
    """Return a file of `count` cards, about 500 bytes each, every tenth with a long note."""
    chance = random.Random(1)
    return "".join(_card(number, chance) for number in range(count)).encode()


def _card(number: int, chance: random.Random) -> str:
    given = chance.choice(NAMES)
    family = chance.choice(STARTS) + chance.choice(SYLLABLES)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:bench-{number:06}",
        f"N:{family};{given};;;",
        f"FN:{given} {family}",
        f"ORG:{chance.choice(JOBS)} {family};",
        f"TITLE:{chance.choice(JOBS)}",
        f"item1.TEL;type=CELL;type=pref:+49 171 39{number:07}",
        "item1.X-ABLabel:_$!<Mobile>!$_",
        f"TEL;type=HOME:030 23125{number % 1000:03}",
        f"EMAIL;type=INTERNET;type=HOME:{given}.{family}{number}@example.org".lower(),
        f"ADR;type=HOME:;;Gartenweg {number % 90};{chance.choice(TOWNS)};;{72000 + number % 999};Deutschland",
        f"BDAY:19{50 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}",
        f"CATEGORIES:{chance.choice(('Markt', 'Familie', 'Kundinnen', 'Freunde'))}",
    ]
    if number % 10 == 0:
        said = " ".join(chance.choices(WORDS, k=60))
        lines += [
            f"NOTE:{said[:60]}",
            *(f" {said[start : start + 70]}" for start in range(60, len(said), 70)),
        ]
    return "\r\n".join([*lines, "REV:2026-01-01T00:00:00Z", "END:VCARD", ""])


def fill(member: Member, *, contacts: int, encounters: int, promises: int, now: datetime) -> None:
    """Bring in the cards, then write encounters and promises in bulk, with all that follows from them."""
    today = now.date()
    batch = importing.open_import(member=member, file_name="crowd.vcf", chunks=[cards(contacts)], now=now)
    importing.choose(batch=importing.read_file(batch=batch, now=now), label_name="")
    importing.take_in(batch=batch, now=now, today=today)
    chance = random.Random(2)
    ids = list(Contact.objects.filter(member=member).order_by("sort_key").values_list("pk", flat=True))
    _encounters(member, ids, encounters, chance, today, now)
    Contact.objects.filter(pk__in=ids[::4]).update(own_rhythm_days=60, rhythm_since=today)
    Promise.objects.bulk_create(_promises(member, ids, promises, chance, today, now), batch_size=BATCH)
    for start in range(0, len(ids), BATCH):
        refresh_due(ids[start : start + BATCH])
        search.index(ids[start : start + BATCH])
    _settle()


def _settle() -> None:
    """Let the database know what it holds; PostgreSQL would find out by itself within a minute (autovacuum)."""
    refresh_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _encounters(member, ids, count, chance, today: date, now: datetime) -> None:
    rows = [
        Encounter(
            member=member,
            kind=chance.choice(("met", "call", "message")),
            on=today - timedelta(days=chance.randrange(1, 1500)),
            place=chance.choice(TOWNS),
            topic=chance.choice(WORDS),
            note=" ".join(chance.choices(WORDS, k=12)),
            initiative=chance.choice(("me", "them", "")),
            created_at=now,
        )
        for _number in range(count)
    ]
    Encounter.objects.bulk_create(rows, batch_size=BATCH)
    link = Encounter.contacts.through
    links = [link(encounter_id=row.pk, contact_id=chance.choice(ids)) for row in rows]
    link.objects.bulk_create(links, batch_size=BATCH)


def _promises(member, ids, count, chance, today: date, now: datetime) -> Iterator[Promise]:
    for number in range(count):
        made = today - timedelta(days=chance.randrange(0, 400))
        is_open = number % 5 == 0
        due = today + timedelta(days=chance.randrange(-10, 60)) if is_open else made + timedelta(days=10)
        yield Promise(
            member=member,
            contact_id=chance.choice(ids),
            direction=chance.choice(("mine", "theirs")),
            what=f"{chance.choice(WORDS)} schicken",
            made_on=min(made, due),
            due_on=due,
            kept_on=None if is_open else min(today, made + timedelta(days=9)),
            created_at=now,
        )
