"""What somebody will do: who, what in the infinitive, until when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hanse.home.capture.clauses import MODALS_MINE, MODALS_THEIRS
from hanse.home.capture.days import Day
from hanse.home.capture.people import Person
from hanse.home.capture.verbs import EN_THIRD, ENGLISH, EXTRA_FIRST, finite_forms, infinitives, particles
from hanse.home.capture.words import Word

_ME = {"mir", "mich", "uns", "me", "us"}
_OTHERS = {"ihr", "ihm", "ihnen", "ihn", "dir", "him", "her", "them"}
_DROPPED = (
    {"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "mein", "meine", "meinen", "meinem",
     "ihre", "ihren", "ihrem", "ihr", "ihm", "ihn", "ihnen", "ihrer", "mir", "mich", "uns", "dir", "dich", "sein", "seine", "seinen", "seinem",
     "sie", "er", "ich", "es", "wir", "noch", "nochmal", "bitte", "mal", "auch", "dann", "wieder", "schon", "halt", "unbedingt",
     "dass", "daß", "dafür", "gern", "gerne", "versprochen", "hab", "habe", "hat", "will", "soll", "muss", "muß", "werde", "wird",
     "möchte", "kann", "zu", "bis", "am", "spätestens", "morgen", "heute", "und", "u", "später", "vielleicht", "wohl", "ja", "zugesagt",
     "evtl", "danach", "einfach", "selbst", "endlich", "nicht", "vergessen", "dran", "denken", "daran", "auf", "jeden", "fall", "sollte", "wollte", "darf"}
    | {"the", "a", "an", "my", "his", "her", "their", "our", "some", "me", "him", "them", "us", "i", "he", "she", "they", "will", "to",
       "must", "need", "should", "i'll", "he'll", "she'll", "they'll", "promised", "by", "please", "also", "both", "again", "latest", "have", "going", "wants", "want", "gonna", "that", "and", "still", "don't", "forget", "remember"}
)  # fmt: skip
# Small words that stay where they stand between two kept ones: "Link zu den Fotos", "photos of the stall".
_JOINING = {"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "u", "zu", "auf",
            "the", "a", "an", "to", "and", "my", "our", "their"}  # fmt: skip
_PROMISED_MINE = re.compile(
    r"\b(?:hab\w*|ich)\b.*\b(?:versprochen|zugesagt)\b|\bversprochen\b|\bi promised\b|\bpromised (?:him|her|them|both|to)\b",
    re.I,
)
_PROMISED_THEIRS = re.compile(
    r"\b(?:hat|haben)\s+(?:mir|uns)\s+(?:\w+\s+)?(?:versprochen|zugesagt)|\b(?:verspricht|sagt\w*)\s+(?:mir|uns)\b.*\bzu\b|\bpromised\s+(?:me|us)\b|\b(?:he|she|they)\s+promised\b|\bhat\s+(?:fest\s+)?(?:versprochen|zugesagt)",
    re.I,
)
_HOPES = ("möchte", "kann", "wollte", "würde")


@dataclass(slots=True)
class Promise:
    direction: str
    what: str
    due: date | None
    start: int
    end: int
    person: Person | None = None


@dataclass(slots=True)
class Clause:
    words: list[Word]
    start: int
    end: int
    """places in the line"""

    @property
    def bare(self) -> list[Word]:
        return [word for word in self.words if not word.is_mark and word.used not in ("day", "label")]

    @property
    def text(self) -> str:
        return " ".join(word.low for word in self.words)


@dataclass(slots=True)
class _Said:
    direction: str
    infinitive: str
    skipped: set[int]
    """ids of the words that are verb or subject"""


def find_promises(clauses: list[Clause], days: list[Day], people: list[Person]) -> list[Promise]:
    """Return the promises of the line; the words they are made of are marked as used."""
    found: list[Promise] = []
    promised: str | None = None
    for number, clause in enumerate(clauses):
        own = [day for day in days if clause.start <= day.start < clause.end]
        said = _said(clause, own, people, promised)
        promised = _announced(clause) if said is None else None
        if said is None:
            continue
        what = _what(clause, said)
        if not what:
            continue
        due = next((day.due for day in own if day.due and not day.is_past), None)
        if due is None:
            due = _due_after(clauses, number, days)
        found.append(Promise(said.direction, what, due, clause.start, clause.end))
        for word in clause.words:
            if word.used == "":
                word.used = "promise"
    return found


def _due_after(clauses: list[Clause], number: int, days: list[Day]) -> date | None:
    """A day that stands alone behind a comma belongs to the clause before: ", spätestens Sonntag"."""
    if number + 1 >= len(clauses):
        return None
    follower = clauses[number + 1]
    if follower.bare and any(word.low not in ("bis", "by", "latest", "spätestens") for word in follower.bare):
        return None
    return next((day.due for day in days if follower.start <= day.start < follower.end and day.due), None)


def _announced(clause: Clause) -> str | None:
    """ "Hab versprochen," leaves it to the next clause to say what."""
    if _PROMISED_THEIRS.search(clause.text):
        return "theirs"
    return "mine" if _PROMISED_MINE.search(clause.text) else None


def _said(clause: Clause, days: list[Day], people: list[Person], announced: str | None) -> _Said | None:
    bare = clause.bare
    if not bare or _is_past(bare):
        return None
    has_day = any(day.due is not None and not day.is_past for day in days)
    return _english(bare, has_day) or _german(clause, bare, has_day, announced)


_PAST_OK = {"versprochen", "zugesagt", "promised"}


def _is_past(bare: list[Word]) -> bool:
    lows = {word.low for word in bare}
    if lows & _PAST_OK:
        return False
    helper = bool(
        lows & {"hat", "hab", "habe", "haben", "hatte", "hatten", "bin", "war", "waren", "had", "was", "were"}
    )
    participle = any(_is_participle(word.low) for word in bare)
    return helper and participle


def _is_participle(low: str) -> bool:
    if low in (
        "bekommen",
        "vergessen",
        "begonnen",
        "erhalten",
        "verabredet",
        "besucht",
        "erzählt",
        "telefoniert",
        "repariert",
        "gesehen",
        "verkauft",
        "bestellt",
        "empfohlen",
    ):
        return True
    return (
        bool(re.fullmatch(r"(?:\w{0,8}ge)\w{2,}(?:t|en)", low))
        and low not in infinitives()
        and low not in ("gesagt",)
    )


# German


def _german(clause: Clause, bare: list[Word], has_day: bool, announced: str | None) -> _Said | None:
    lows = [word.low for word in bare]
    if "versprochen" in lows or "zugesagt" in lows or announced:
        return _german_promised(clause, bare, lows, announced)
    if owing := _owing(bare, lows):
        return owing
    return _modal(bare, lows, has_day) or _finite(bare, lows, has_day) or _infinitive(bare, lows, has_day)


def _german_promised(
    clause: Clause, bare: list[Word], lows: list[str], announced: str | None
) -> _Said | None:
    theirs = bool(_PROMISED_THEIRS.search(clause.text)) or announced == "theirs"
    found = _last_infinitive(bare, lows)
    if found is None and (third := _last_finite(bare, lows)):
        return _Said("theirs" if theirs else "mine", third[0], third[1])
    if found is None:
        return None
    return _Said(
        "theirs" if theirs else "mine",
        found[0],
        found[1] | {id(w) for w in bare if w.low in ("versprochen", "zugesagt", "hab", "habe", "hat")},
    )


def _owing(bare: list[Word], lows: list[str]) -> _Said | None:
    for place, low in enumerate(lows):
        if low in ("schuldet", "schulden") and set(lows) & _ME:
            return _Said("theirs", "geben", {id(bare[place])})
        if low in ("schulde", "schuld", "schuldig") and not set(lows) & _ME:
            skipped = {id(word) for word in bare if word.low in ("schulde", "schuld", "schuldig", "bin")}
            return _Said("mine", "geben", skipped)
    return None


def _modal(bare: list[Word], lows: list[str], has_day: bool) -> _Said | None:
    for place, low in enumerate(lows):
        if low not in MODALS_MINE and low not in MODALS_THEIRS:
            continue
        found = _last_infinitive(bare, lows, after=place)
        if found is None:
            continue
        subject = _subject(bare, place)
        if subject == "we":
            return None
        theirs = subject == "they"
        if theirs and low != "wird" and not _counts(found[0], lows, has_day, needs_more=low in _HOPES):
            return None
        return _Said("theirs" if theirs else "mine", found[0], found[1] | {id(bare[place])})
    return None


def _subject(bare: list[Word], place: int) -> str:
    """Who does it: "i", "they" or "we", by the word before or after the finite verb."""
    before = bare[:place]
    after = bare[place + 1 : place + 2]
    for word in [*reversed(before[-3:]), *after]:
        if word.low in ("ich", "i"):
            return "i"
        if word.low in ("er", "sie", "he", "she", "they", "wer"):
            return "they"
        if word.low in ("wir", "we"):
            return "we"
    nouns = [word for word in before if word.used == "person" or word.is_capital]
    if before and (before[-1].used == "person" or before[-1] in nouns) and not _is_object(before):
        return "they"
    if after and after[0].used == "person" and not before:
        return "i"
    return "i"


def _is_object(before: list[Word]) -> bool:
    return (
        len(before) > 1
        and before[-2].low in ("mit", "für", "an", "bei", "von", "den", "dem")
        and before[-1].used == "person"
    )


def _counts(infinitive: str, lows: list[str], has_day: bool, *, needs_more: bool = False) -> bool:
    verb = infinitives().get(infinitive)
    strong = verb.is_strong if verb else False
    beside = has_day or bool(set(lows) & _ME)
    return beside or (strong and not needs_more)


def _last_infinitive(bare: list[Word], lows: list[str], after: int = -1) -> tuple[str, set[int]] | None:
    for place in range(len(bare) - 1, after, -1):
        low = lows[place]
        plain = _infinitive_of(low)
        if plain and not (bare[place].is_capital and place > 0 and not _all_capital(bare[place])):
            return _with_particle(bare, lows, place, plain)
    return None


def _all_capital(word: Word) -> bool:
    return word.text.isupper()


def _infinitive_of(low: str) -> str | None:
    for form in (low, low.replace("zu", "", 1) if "zu" in low[2:-4] else low):
        if form in infinitives():
            return form
    if low.endswith("rufn"):
        return low[:-1] + "en"
    for particle in particles():
        if low.startswith(particle) and low[len(particle) :].removeprefix("zu") in infinitives():
            return particle + low[len(particle) :].removeprefix("zu")
    return None


def _with_particle(bare: list[Word], lows: list[str], place: int, plain: str) -> tuple[str, set[int]]:
    if place and lows[place - 1] in ("bescheid", "danke", "bekannt"):
        return f"{bare[place - 1].text} {plain}" if lows[place - 1] != "bekannt" else f"bekannt {plain}", {
            id(bare[place]),
            id(bare[place - 1]),
        }
    if place > 1 and lows[place - 1] == "zu" and lows[place - 2] in ("bekannt", "bescheid"):
        return f"{lows[place - 2]} {plain}", {id(word) for word in bare[place - 2 : place + 1]}
    return plain, {id(bare[place])}


def _finite(bare: list[Word], lows: list[str], has_day: bool) -> _Said | None:
    first, third = finite_forms()
    for place, low in enumerate(lows):
        if bare[place].used == "person" or (bare[place].is_capital and place > 0):
            continue
        own = first.get(low) or EXTRA_FIRST.get(low)
        other = third.get(low)
        is_mine = own and _stands_first(bare, place) and not (other and _subject(bare, place) == "they")
        if is_mine and (reading := _first_person(bare, lows, place, own, has_day)):
            return reading
        if other and (reading := _third_person(bare, lows, place, other, has_day)):
            return reading
    return None


def _stands_first(bare: list[Word], place: int) -> bool:
    """A first-person verb opens its clause, or follows "ich" or a day; "Mail von Bernd" is no verb."""
    if (
        bare[place].low == "mail"
        and place + 1 < len(bare)
        and bare[place + 1].low in ("von", "an", "from", "to")
    ):
        return False
    before = [word for word in bare[:place] if word.low not in ("und", "u", "noch", "dann", "dafür", "bitte")]
    return (
        not before or before[-1].low in ("ich",) or (place + 1 < len(bare) and bare[place + 1].low == "ich")
    )


def _first_person(bare: list[Word], lows: list[str], place: int, stem: str, has_day: bool) -> _Said | None:
    infinitive, skipped = _joined(bare, lows, place, stem)
    if (
        lows[place]
        in (
            "frage",
            "frag",
            "sag",
            "sage",
            "finde",
            "find",
            "komme",
            "treffe",
            "denke",
            "fahre",
            "fahr",
            "mach",
            "mache",
            "suche",
            "such",
            "lese",
            "lasse",
            "lerne",
        )
        and not has_day
        and "ich" not in lows
        and len(bare) - place < 2
    ):
        return None
    if stem in ("finden", "kommen", "suchen", "fahren", "tragen") and not has_day and infinitive == stem:
        return None
    return _Said("mine", infinitive, skipped)


def _third_person(bare: list[Word], lows: list[str], place: int, stem: str, has_day: bool) -> _Said | None:
    before = bare[:place]
    if before and before[-1].low in ("wir", "ihr", "es", "das", "man", "die"):
        return None
    infinitive, skipped = _joined(bare, lows, place, stem)
    if stem == "sagen" and "bescheid" not in lows:
        return None
    verb = infinitives().get(infinitive)
    strong = verb is not None and verb.is_strong
    me = bool(set(lows) & _ME)
    thing = before and before[-1].is_capital and before[-1].used != "person"
    if stem == "kommen" and infinitive == "kommen":
        return _Said("theirs", "liefern", skipped) if thing and has_day else None
    if stem == "fragen" and infinitive != "nachfragen" and infinitive != "anfragen":
        return None
    if stem in ("suchen", "finden", "erzählen", "tun", "erinnern", "kriegen", "bekommen") and not (
        me and has_day
    ):
        return None
    if stem == "geben" and infinitive == "geben" and not me:
        return None
    if not (strong or has_day or me):
        return None
    return _Said("theirs", infinitive, skipped)


def _last_finite(bare: list[Word], lows: list[str]) -> tuple[str, set[int]] | None:
    """In a clause with "dass" the finite verb comes last, its particle before it."""
    _, third = finite_forms()
    for place in range(len(bare) - 1, -1, -1):
        low = lows[place]
        for particle in ["", *particles()]:
            if low.startswith(particle) and low[len(particle) :] in third:
                return particle + third[low[len(particle) :]], {id(bare[place])}
    return None


def _joined(bare: list[Word], lows: list[str], place: int, stem: str) -> tuple[str, set[int]]:
    """Put a torn verb together: "bringt … mit" is mitbringen."""
    skipped = {id(bare[place])}
    for later in range(len(bare) - 1, place, -1):
        if lows[later] in particles() and (
            later == len(bare) - 1
            or (
                later >= len(bare) - 3
                and lows[later] in ("vorbei", "mit", "zurück", "ab", "nach", "rüber", "an", "Bescheid")
            )
        ):
            if (
                later != len(bare) - 1
                and lows[later] in ("mit", "an", "nach", "ab")
                and not bare[later + 1].is_mark
            ):
                continue
            word = lows[later]
            if word == "bescheid":
                return f"Bescheid {stem}", skipped | {id(bare[later])}
            return word + stem, skipped | {id(bare[later])}
    if "bescheid" in lows:
        return f"Bescheid {stem}", skipped | {id(bare[lows.index("bescheid")])}
    return stem, skipped


def _infinitive(bare: list[Word], lows: list[str], has_day: bool) -> _Said | None:
    """A note to oneself: "Rechnung schicken bis übermorgen"."""
    if any(low in ("wir", "we", "kann", "können", "sollen", "wollen", "über", "zum") for low in lows):
        return None
    finite = finite_forms()[1]
    if any(
        low in finite and not word.is_capital and word.used == ""
        for low, word in zip(lows, bare, strict=True)
    ):
        return None
    found = _last_infinitive(bare, lows)
    if found is None or (
        found[0] in ("kennen", "bekommen", "kriegen", "tauschen", "treffen", "planen", "überlegen", "suchen")
        and not has_day
    ):
        return None
    return _Said("mine", *found)


# English

_BARE_OBJECT = {
    "him",
    "her",
    "them",
    "me",
    "us",
    "a",
    "the",
    "my",
    "his",
    "some",
    "an",
    "for",
    "about",
    "to",
    "back",
    "up",
}


def _english(bare: list[Word], has_day: bool) -> _Said | None:
    lows = [word.low for word in bare]
    for place, low in enumerate(lows):
        if low in ("owe", "owes"):
            theirs = low == "owes" and bool(set(lows) & _ME)
            return _Said(
                "theirs" if theirs or (low == "owes" and "i" not in lows) else "mine",
                "give" if "reply" not in lows and "answer" not in lows and "call" not in lows else "",
                {id(bare[place])},
            )
        if low in EN_THIRD and _english_theirs(bare, lows, place, has_day):
            return _Said("theirs", EN_THIRD[low], {id(bare[place])})
        if low in ENGLISH and _english_future(bare, lows, place):
            subject = _english_subject(bare, place)
            return _Said(subject, low, {id(bare[place])})
    return None


def _english_theirs(bare: list[Word], lows: list[str], place: int, has_day: bool) -> bool:
    before = bare[place - 1] if place else None
    if before is None or not (before.low in ("he", "she", "they", "and") or before.used == "person"):
        return False
    me = bool(set(lows[place:]) & _ME)
    strong = EN_THIRD[lows[place]] in ("send", "bring", "lend", "introduce", "deliver", "drop", "help")
    return me or (has_day and strong) or (has_day and lows[place] not in ("makes", "sells", "cooks"))


def _english_future(bare: list[Word], lows: list[str], place: int) -> bool:
    before = lows[max(0, place - 4) : place]
    if any(
        low
        in (
            "i'll",
            "he'll",
            "she'll",
            "they'll",
            "will",
            "must",
            "to",
            "should",
            "gonna",
            "promised",
            "we'll",
            "please",
            "remember",
        )
        or low.endswith("'ll")
        for low in before
    ):
        return not (before and before[-1] in ("the", "a", "my", "his", "her", "by") and "to" not in before)
    opens = place == 0 or all(low in ("and", "then", "also") for low in lows[:place])
    if not opens:
        return False
    after = bare[place + 1] if place + 1 < len(bare) else None
    if after is None:
        return False
    if lows[place] in (
        "call",
        "text",
        "email",
        "mail",
        "message",
        "phone",
        "book",
        "post",
        "print",
        "water",
        "cook",
        "drive",
        "design",
        "review",
        "share",
        "ring",
        "show",
        "help",
        "answer",
    ):
        return after.low in _BARE_OBJECT - {"to", "about"} or (
            after.used == "person" and "with" not in lows[: place + 2]
        )
    return (
        after.low in _BARE_OBJECT
        or after.used == "person"
        or lows[place]
        in (
            "send",
            "introduce",
            "bring",
            "ask",
            "reply",
            "return",
            "lend",
            "buy",
            "pay",
            "write",
            "order",
            "remind",
        )
    )


def _english_subject(bare: list[Word], place: int) -> str:
    # "I promised Anna to send": who promised stands before the verb of promising, not behind it.
    promised = next((n for n, word in enumerate(bare[:place]) if word.low == "promised"), place)
    place = promised or place
    for word in reversed(bare[:place]):
        if word.low in ("i", "i'll", "i've", "we'll"):
            return "mine"
        if word.low in ("he", "she", "they", "he'll", "she'll", "they'll") or word.used == "person":
            return "theirs"
    return "mine"


# What


def _what(clause: Clause, said: _Said) -> str:
    kept: list[str] = []
    between: list[str] = []
    for word, is_kept in _worth_keeping(clause.bare, said):
        if is_kept:
            kept += [*between, word.text] if kept else [word.text]
            between = []
        elif word.low in _JOINING:
            between.append(word.text)
        else:
            between = []
    text = " ".join(kept)
    is_english = said.infinitive in ENGLISH or said.infinitive in ("", "give")
    whole = f"{said.infinitive} {text}" if is_english else f"{text} {said.infinitive}"
    return whole.strip()


def _worth_keeping(bare: list[Word], said: _Said) -> Iterator[tuple[Word, bool]]:
    for place, word in enumerate(bare):
        is_other = word.used == "person" and not _is_third_party(bare, place)
        yield word, not (id(word) in said.skipped or _is_dropped(bare, place) or is_other)


def _is_dropped(bare: list[Word], place: int) -> bool:
    return bare[place].low in _DROPPED and not (
        bare[place].low == "auf" and place + 1 < len(bare) and bare[place + 1].is_capital
    )


def _is_third_party(bare: list[Word], place: int) -> bool:
    """ "mit Steffi bekannt machen", "bei Nadine melden", "Introduce Hannah to Bea" keep the name."""
    start = place
    while start and bare[start - 1].used == "person":
        start -= 1
    before = bare[start - 1].low if start else ""
    return before in ("mit", "bei", "von", "to", "introduce", "für", "with") and bare[0].low not in (
        "mit",
        "with",
    )
