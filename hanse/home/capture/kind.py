"""How one was in touch: by letter, call or message, face to face, or not at all."""

import re

from hanse.home.capture.clauses import Clause
from hanse.home.capture.days import Day
from hanse.home.capture.people import Person
from hanse.home.capture.verbs import infinitive_of, is_participle
from hanse.home.capture.words import vocabulary

_NEW = re.compile(
    r"\b(?:kennen ?gelernt|kennenglernt|kennegelernt|neu|neue[rn]? (?:\w+ )?(?:bekanntschaft|kontakt|bekannte\w*|nachbar\w*|kolleg\w*|kund\w*|mieter\w*"
    r"|mitglied\w*|freund\w*|gesicht|mitbewohner\w*|azubi|praktikant\w*)|zum (?:ersten|1\.) ?mal|erstmals|first time|new(?: contact| face"
    r"| acquaintance| neighbou?r| colleague| customer)?|nachname\w*|name vergessen|surname|last name|forgot (?:her|his) (?:last )?name|got to know"
    r"|mir vorgestellt|was introduced|irgendwas)\b"
)
_KNOWN = re.compile(
    r"\b(?:(?:wieder|mal wieder) ?(?:gesehen|getroffen|gsehn|troffn|begegnet)|wiedersehen|alte[rn]? (?:\w*schul|studien|arbeits)?(?:freund\w*|bekannt\w*|kolleg\w*"
    r"|kumpel\w*|kommiliton\w*|mitschüler\w*)|old (?:school ?|uni |college )?(?:friend|mate|colleague|classmate|neighbou?r|flatmate|roommate)|nach (?:\w+ ){0,2}jahren"
    r"|after (?:\w+ ){0,2}years|seit (?:jahren|ewigkeiten)|seen in (?:years|ages)|again after|schulfreund\w*|jugendfreund\w*|von früher"
    r"|(?:lange|ewig) nicht (?:mehr )?gesehen|long time no see|from (?:the )?old (?:days|job)|ehemalige[rn]?|reunited)\b"
)
_ALIVE = re.compile(r"\b(?:nicht|nie|niemanden|haven't|hasn't|didn't|kein\w*|nix|nichts|not)\b")
_CARD_WORDS = frozenset({"karte", "post", "card", "grußkarte", "kärtchen", "brieflein", "briefchen"})
_CARD_BESIDE = frozenset({"von", "an", "from", "to", "geschrieben", "geschickt", "bekommen", "zum", "zur", "per", "für", "for", "posted", "aus", "gekriegt", "sent", "gesendet"})  # fmt: skip


def kind_of(clauses: list[Clause], days: list[Day], people: list[Person], *, has_place: bool) -> str | None:
    """Return letter, call, message, met or None; `clauses` are those that hold no promise."""
    told = [clause for clause in clauses if not clause.is_subordinate and not _is_planned(clause, days)]
    if not people or not told:
        return None
    for kind, says in (("letter", _says_letter), ("call", _says_call), ("message", _says_message)):
        if any(says(clause) for clause in told):
            return kind
    if has_place or any(_says_met(clause) for clause in told):
        return "met"
    return "met" if any(_NEW.search(clause.text) or _KNOWN.search(clause.text) for clause in told) else None


def mark_new_and_known(line: str, people: list[Person]) -> None:
    """ "kennengelernt", "neu:", "????" speak of somebody new; "nach 10 Jahren" of old friends."""
    low = line.casefold()
    known = _KNOWN.search(low)
    new = _NEW.search(low) or any(f"{person.name.casefold()}??" in low for person in people)
    introduced = "vorgestellt" in low or "was introduced" in low or "introduced me" in low
    for number, person in enumerate(people):
        person.is_known = bool(known)
        is_met_first = number > 0 or len(people) == 1 if introduced else bool(new)
        person.is_new = is_met_first and not known


def _is_planned(clause: Clause, days: list[Day]) -> bool:
    """A day that is surely to come, or "wir treffen uns": nothing has happened yet."""
    if clause.is_past:
        return False
    if any(clause.holds(day.start) and _is_surely_ahead(day, clause) for day in days):
        return True
    return clause.has("kind.planned_finite") and any(
        low in ("wir", "ich", "we", "i", "i'm", "we're") for low in clause.lows
    )


def _is_surely_ahead(day: Day, clause: Clause) -> bool:
    """ "morgen", "nächste Woche"; "im August" and "am Wochenende" may as well have been."""
    if day.due is None or day.on is not None or day.is_past:
        return False
    first = next((word.low for word in clause.words if word.start >= day.start), "")
    return first not in ("im", "am", "in", "übers", "on", "over", "wochenende") and not {
        "war",
        "waren",
        "was",
    } & set(clause.lows)


def _says_letter(clause: Clause) -> bool:
    if clause.has("kind.letter"):
        return True
    lows = set(clause.lows)
    return bool(_CARD_WORDS & lows) and bool(_CARD_BESIDE & lows) and not lows & {"office", "filiale"}


def _says_call(clause: Clause) -> bool:
    """ "a breeder called Graham" names somebody; "nicht erreicht" is an attempt."""
    calls = vocabulary("kind.call")
    for at, low in enumerate(clause.lows):
        before = clause.lows[at - 1] if at else ""
        if low == "called" and before in vocabulary("kind.naming_nouns"):
            continue
        if (
            low in calls
            or low.startswith(("telefonier", "telefonat", "videotel", "zurückgeruf"))
            or low.endswith(("anruf", "call", "telefonat"))
        ):
            return low not in ("recall", "so-call")
    return (
        "nicht erreicht" in clause.text
        or "geht nicht ran" in clause.text
        or "nicht rangegangen" in clause.text
    )


def _says_message(clause: Clause) -> bool:
    """ "Chat mit Noah" is written, "a chat with Noah" is spoken."""
    messages = vocabulary("kind.message")
    for at, low in enumerate(clause.lows):
        follower = clause.lows[at + 1] if at + 1 < len(clause.lows) else ""
        if (low == "chat" and follower in ("with", "w")) or clause.bare[at].used == "place":
            continue
        if low in messages or low.endswith(("nachricht", "nachrichten", "-mail", "-chat")):
            return True
    if clause.lows[-1:] == ["schreibt"] or clause.lows[-2:] == ["schreibt", "mir"]:
        return True
    return "voice note" in clause.text or "voice message" in clause.text


def _says_met(clause: Clause) -> bool:
    text = clause.text
    if re.search(r"\b(?:war|waren)\b.*\b(?:da|hier|zu besuch)\b", text):
        return True
    if clause.has("kind.put_off") or (
        "nicht" in clause.lows and {"kam", "kamen", "gekommen"} & set(clause.lows)
    ):
        return False
    if _has_met_word(clause):
        return not (_ALIVE.search(text) and re.search(r"\b(?:getroffen|gesehen|seen|met|geschafft)\b", text))
    if clause.has("kind.reporting"):
        return False
    if _is_together(clause):
        return True
    has_person = any(word.used == "person" for word in clause.bare)
    return has_person and (_has_done(clause) or _has_done_in_english(clause))


def _has_met_word(clause: Clause) -> bool:
    """A word of meeting; not what was only wanted: "wollte Björn treffen"."""
    wanted = any(low in vocabulary("modals.mine") or low in ("wollten", "konnte") for low in clause.lows)
    asks = bool({"hat", "haben"} & set(clause.lows))
    return any(
        word.low in vocabulary("kind.met")
        and not word.used
        and not (asks and word.low == "gefragt")
        and not (wanted and not word.is_capital and infinitive_of(word.low))
        and not (is_participle(word.low) and not word.is_capital and word.low not in clause.done)
        for word in clause.bare
    )


def _is_together(clause: Clause) -> bool:
    """ "mit Ayşe", "Finn und ich", "Heike + Thomas" without a verb that says something else."""
    lows, bare = clause.lows, clause.bare
    is_verbless = clause.verb is None
    for at, word in enumerate(bare):
        if word.used != "person":
            continue
        before, after = lows[at - 1] if at else "", lows[at + 1 : at + 3]
        if after in (["und", "ich"], ["and", "i"]):
            return True
        if before in ("mit", "m", "with", "w", "mitm") and (is_verbless or clause.is_past):
            return True
        if before in ("bei", "beim") and is_verbless:
            return True
    return (
        is_verbless
        and sum(word.used == "person" for word in bare) > 1
        and bool(set(lows) & {"und", "u", "and"} or any(word.text in "+&" for word in clause.words))
    )


def _has_done(clause: Clause) -> bool:
    """ "hat Ofen repariert", "Glühbirne gewechselt"; what others lived through or said is only news."""
    if "sich" in clause.lows:
        return False
    done = clause.done
    news = vocabulary("verbs.news_participles")
    for_me = bool({"mir", "uns"} & set(clause.lows))
    return any(low not in news or (for_me and low in ("gezogen", "gebaut", "gefunden")) for low in done)


def _has_done_in_english(clause: Clause) -> bool:
    if clause.lows[:1] in (["asked"], ["told"]) or clause.lows[:2] in (["i", "asked"], ["i", "told"]):
        return True
    said = {"told", "asked", "was", "were", "bought", "sold", "fell", "made", "drove"}
    return any(low in vocabulary("verbs.english_past") and low not in said for low in clause.lows)
