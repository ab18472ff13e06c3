"""German promises: with "versprochen", owing, modal verbs, a verb in the present, a note in the infinitive."""

from hanse.home.capture.clauses import Clause
from hanse.home.capture.promises.said import Context, Said
from hanse.home.capture.promises.torn import last_finite, last_infinitive, whole_verb
from hanse.home.capture.verbs import finite_forms, is_strong, stems
from hanse.home.capture.words import Word, vocabulary

_PROMISED = frozenset({"versprochen", "zugesagt", "verspricht", "versprach", "verspreche"})
_OWING_MINE = frozenset({"schulde", "schuld", "schuldig"})
_NO_VERB_BEFORE = frozenset({"von", "an", "from", "to", "vom", "bei"})
_NO_SUBJECT = frozenset({"wir", "ihr", "es", "das", "man", "die"})


def said_in_german(clause: Clause, context: Context, *, has_day: bool) -> Said | None:
    lows = clause.lows
    if _PROMISED & set(lows) or context.announced in ("mine", "theirs"):
        return _promised(clause, context)
    if clause.done:
        return None
    if context.announced == "agreed" and lows[0] in ("dass", "daß") and (found := last_finite(clause.bare)):
        return Said("mine" if "ich" in lows else "theirs", *found)
    if owing := _owing(clause) or _needed_from_me(clause):
        return owing
    if "ich" in lows and lows[lows.index("ich") - 1 :][:1] == ["und"]:
        return None
    counts = has_day or bool(set(lows) & vocabulary("promises.me")) or context.announced == "agreed"
    modal = next((at for at, low in enumerate(lows) if _is_modal(clause, at)), None)
    if modal is not None:
        return _modal(clause, modal, context, counts=counts)
    return _finite(clause, counts=counts) or _same_again(clause, context) or _note(clause, has_day=has_day)


def _promised(clause: Clause, context: Context) -> Said | None:
    """ "hab Marco versprochen ihn bekannt zu machen", "hat zugesagt dass sie mit aufbaut"."""
    direction = context.announced if context.announced in ("mine", "theirs") else _who_promised(clause)
    skipped = {
        id(word)
        for word in clause.bare
        if word.low in _PROMISED or word.low in ("hab", "habe", "hat", "dass", "daß")
    }
    found = last_infinitive(clause.bare) or last_finite(clause.bare)
    return Said(direction, found[0], found[1] | skipped) if found else None


def _who_promised(clause: Clause) -> str:
    """Whoever stands before the verb, if it is not me."""
    lows = clause.lows
    if {"mir", "uns"} & set(lows) or "verspricht" in lows or ("versprach" in lows and "ich" not in lows):
        return "theirs"
    helper = next((at for at, low in enumerate(lows) if low == "hat"), None)
    return "theirs" if helper is not None and "ich" not in lows else "mine"


def _owing(clause: Clause) -> Said | None:
    lows = clause.lows
    for place, low in enumerate(lows):
        if low in ("schuldet", "schulden") and set(lows) & vocabulary("promises.me"):
            return Said("theirs", "geben", {id(clause.bare[place])})
        if low in _OWING_MINE and not set(lows) & {"mir", "uns"} and (low != "schuld" or "ich" in lows):
            return Said(
                "mine", "geben", {id(word) for word in clause.bare if word.low in _OWING_MINE | {"bin"}}
            )
    return None


def _needed_from_me(clause: Clause) -> Said | None:
    """ "Matthias bekommt noch Geld von mir", "bis zum 3. muss Xenia die Daten haben"."""
    lows, bare = clause.lows, clause.bare
    takes = [word for word in bare if word.low in ("bekommt", "kriegt", "braucht", "bekommen", "kriegen")]
    if takes and any(pair in zip(lows, lows[1:], strict=False) for pair in (("von", "mir"), ("von", "uns"))):
        return Said(
            "mine", "geben", {id(word) for word in [*takes, *bare] if word in takes or word.low == "von"}
        )
    is_others = any(word.used == "person" or word.low in ("er", "sie") for word in bare)
    if is_others and {"muss", "soll", "sollte"} & set(lows) and lows[-1] in ("haben", "bekommen", "kriegen"):
        return Said("mine", "geben", {id(bare[-1])})
    return None


def _is_modal(clause: Clause, at: int) -> bool:
    word = clause.bare[at]
    known = word.low in vocabulary("modals.mine") or word.low in vocabulary("modals.theirs")
    return (known and word.used != "person") or word.low in vocabulary("modals.unreal")


def _modal(clause: Clause, place: int, context: Context, *, counts: bool) -> Said | None:
    """ "will ihr mein Regal leihen" is mine; "er will das Holz liefern" theirs, if it is for me or has a day."""
    low = clause.lows[place]
    found = last_infinitive(clause.bare, after=place)
    if found is None or low in ("hätte", "wäre", "hätten"):
        return None
    subject = _subject(clause, place)
    if subject == "" and _is_of_other(clause, context):
        subject = "they"
    if subject == "we" or (subject != "they" and found[0] in vocabulary("verbs.no_note")):
        return None
    if subject == "they" and low != "wird" and not counts:
        if low in vocabulary("modals.hopes") or not is_strong(found[0]):
            return None
    return Said("theirs" if subject == "they" else "mine", found[0], found[1] | {id(clause.bare[place])})


def _is_of_other(clause: Clause, context: Context) -> bool:
    """Nobody is named: it goes on about whom the clause before told of, or it is for me."""
    lows = set(clause.lows)
    return bool(lows & {"mir", "uns"}) or (
        context.tells_of_other and not lows & {"ihr", "ihm", "ihnen", "ihn", "sie", "mich"}
    )


def _subject(clause: Clause, place: int) -> str:
    """Who does it: "i", "they", "we" or nobody that is said, by the words round the finite verb."""
    before, after = clause.bare[:place], clause.bare[place + 1 : place + 2]
    for word in [*reversed(before[-3:]), *after]:
        if word.low in ("ich", "i"):
            return "i"
        if word.low in ("er", "sie", "he", "she", "they", "wer"):
            return "they"
        if word.low in ("wir", "we"):
            return "we"
    if before and not _is_object(before) and (before[-1].used == "person" or before[-1].is_capital):
        return "they"
    return ""


def _is_object(before: list[Word]) -> bool:
    if before[-1].used != "person":
        return False
    start = len(before) - 1
    while start and before[start - 1].used == "person":
        start -= 1
    return start > 0 and before[start - 1].low in {"mit", "für", "an", "bei", "von", "den", "dem"}


def _finite(clause: Clause, *, counts: bool) -> Said | None:
    first, third = finite_forms()
    for place, word in enumerate(clause.bare):
        if word.used == "person" or (word.is_capital and place > 0):
            continue
        own, other = first.get(word.low), third.get(word.low) or _plural(clause, place)
        is_mine = own and _stands_first(clause, place) and not (other and _subject(clause, place) == "they")
        if is_mine and (said := _first_person(clause, place, own, counts=counts)):
            return said
        if other and (said := _third_person(clause, place, other, counts=counts)):
            return said
    return None


def _plural(clause: Clause, place: int) -> str | None:
    """ "sie bringen Kuchen mit", "Ulla und Fritz bringen Kuchen mit"."""
    before = clause.bare[place - 1] if place else None
    if before is None or clause.lows[place] not in stems():
        return None
    several = before.used == "person" and place > 2 and set(clause.lows[:place]) & vocabulary("people.joined")
    return clause.lows[place] if before.low in ("sie", "die", "beide") or several else None


def _stands_first(clause: Clause, place: int) -> bool:
    """A first-person verb opens its clause, or stands beside "ich"; "Mail von Bernd" is no verb."""
    lows, bare = clause.lows, clause.bare
    follower = lows[place + 1] if place + 1 < len(lows) else ""
    if bare[place].is_capital and (follower in _NO_VERB_BEFORE or _is_noun_form(bare, place)):
        return False
    before = [low for low in lows[:place] if low not in ("und", "u", "noch", "dann", "dafür", "bitte")]
    return not before or before[-1] == "ich" or follower == "ich" or _is_answering(clause, place)


def _is_noun_form(bare: list[Word], place: int) -> bool:
    """ "Messe Leipzig" and "Frage zum Stand" are nouns; "Frage Anna" and "Frage die Chefin" are not."""
    follower = bare[place + 1] if place + 1 < len(bare) else None
    is_verb = follower is not None and (
        follower.used == "person" or follower.low in vocabulary("place.articles") or follower.low == "ich"
    )
    return bare[place].low in vocabulary("verbs.noun_forms") and not is_verb


def _is_answering(clause: Clause, place: int) -> bool:
    """ "das Rezept schick ihm morgen": the verb second, a pronoun behind it."""
    follower = clause.lows[place + 1] if place + 1 < len(clause.lows) else ""
    return follower in ("ihr", "ihm", "ihnen") and place <= 2 and clause.bare[0].used != "person"


def _first_person(clause: Clause, place: int, stem: str, *, counts: bool) -> Said | None:
    infinitive, skipped = whole_verb(clause.bare, place, stem)
    if infinitive in ("treffen", "besuchen", "denken", "gehen", "sehen", "reden", "lassen", "hören"):
        return None
    if (
        infinitive in ("finden", "kommen", "suchen", "fahren", "tragen", "fragen", "sagen", "merken")
        and not counts
    ):
        return (
            None
            if len(clause.bare) - place < 2 or infinitive not in ("fragen", "sagen")
            else Said("mine", infinitive, skipped)
        )
    return Said("mine", infinitive, skipped)


def _third_person(clause: Clause, place: int, stem: str, *, counts: bool) -> Said | None:
    before = clause.bare[:place]
    if before and before[-1].low in _NO_SUBJECT:
        return None
    infinitive, skipped = whole_verb(clause.bare, place, stem)
    is_for_me = bool(set(clause.lows) & vocabulary("promises.me"))
    if infinitive == "kommen":
        return _coming(before, skipped, counts=counts)
    if infinitive in ("fragen", "sagen", "erzählen", "haben"):
        return None
    if infinitive in vocabulary("verbs.no_promise") and not (is_for_me and counts):
        return None
    if infinitive == "geben" and not is_for_me:
        return None
    is_promise = (
        is_strong(infinitive)
        or infinitive.startswith("Bescheid")
        or counts
        or _is_task(clause, place, infinitive)
    )
    if _is_own_affair(clause) or not is_promise:
        return None
    return Said("theirs", infinitive, skipped)


def _is_task(clause: Clause, place: int, infinitive: str) -> bool:
    """ "Tim schreibt das Protokoll" is one thing to be done, "macht Seife" a trade."""
    follower = clause.lows[place + 1] if place + 1 < len(clause.lows) else ""
    return infinitive in vocabulary("promises.tasks") and follower in ("das", "den")


def _is_own_affair(clause: Clause) -> bool:
    """ "macht im Mai Urlaub" is news of her, no promise."""
    own = {
        "urlaub",
        "geburtstag",
        "prüfung",
        "ausbildung",
        "praktikum",
        "führerschein",
        "abitur",
        "pause",
        "hochzeit",
        "reise",
        "kur",
    }
    return bool(own & set(clause.lows))


def _coming(before: list[Word], skipped: set[int], *, counts: bool) -> Said | None:
    """A thing that comes on a day is delivered; a person comes."""
    if not counts or not before:
        return None
    is_thing = before[-1].is_capital and before[-1].used != "person"
    return Said("theirs", "liefern" if is_thing else "kommen", skipped)


def _same_again(clause: Clause, context: Context) -> Said | None:
    """ "Jannis kümmert sich um die Getränke, Ebru um die Musik": the verb of the clause before."""
    before = context.before
    if before is None or before.is_english or not clause.bare or clause.bare[0].used != "person":
        return None
    rest = [word for word in clause.bare if word.used != "person"]
    is_verbless = (
        rest and not any(word.low in finite_forms()[1] for word in rest) and last_infinitive(rest) is None
    )
    if not is_verbless or not any(word.is_capital for word in rest):
        return None
    return Said("theirs", "besorgen" if before.direction == "mine" else before.infinitive)


def _note(clause: Clause, *, has_day: bool) -> Said | None:
    """A note to oneself: "Rechnung schicken bis übermorgen"."""
    lows, bare = clause.lows, clause.bare
    third = finite_forms()[1]
    if {"wir", "we", "können", "sollen", "wollen", "ob", "um"} & set(lows):
        return None
    if any(
        low in third and not word.is_capital and word.used == "" for low, word in zip(lows, bare, strict=True)
    ):
        return None
    found = last_infinitive(bare)
    if (
        found is None
        or (found[0] in vocabulary("verbs.no_note") and not has_day)
        or not _ends_there(bare, found[1])
    ):
        return None
    return Said("mine", *found)


def _ends_there(bare: list[Word], verb: set[int]) -> bool:
    """Behind the infinitive there is nothing, or what begins with a preposition; and it is no noun: "beim Einkaufen"."""
    place = max(at for at, word in enumerate(bare) if id(word) in verb)
    if place and bare[place - 1].low in ("beim", "zum", "am", "fürs", "vom"):
        return False
    rest = [word for word in bare[place + 1 :] if word.used != "person"]
    openers = {
        "wg",
        "wegen",
        "mit",
        "bei",
        "zu",
        "zum",
        "zur",
        "nach",
        "für",
        "beim",
        "im",
        "in",
        "und",
        "u",
        "oder",
        "von",
        "vor",
        "über",
        "an",
        "dass",
        "spätestens",
        "den",
        "dem",
        "der",
    }
    return not rest or rest[0].low in openers or len(rest) == 1
