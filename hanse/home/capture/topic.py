"""What it was about, a few words of the line."""

from itertools import takewhile

from hanse.home.capture.clauses import Clause
from hanse.home.capture.verbs import english, finite_forms, infinitive_of, is_finite, is_helper, is_participle
from hanse.home.capture.words import Word, vocabulary

_LONGEST = 6
_SHORTEST = 4
_REACH = 4
_PERHAPS = frozenset({"vielleicht", "evtl", "eventuell", "maybe", "perhaps"})
_NAMING = vocabulary("kind.reporting") | {"kennt", "knows", "kenne", "empfiehlt"}
_TRAILING = vocabulary("topic.trailing")
_STOPS = frozenset(".,;:!?()|–—")
_FEASTS = vocabulary("topic.feasts")
_WAYS = frozenset(["kind.letter", "kind.call", "kind.message"])


def topic_of(clauses: list[Clause], promised: set[int]) -> str | None:
    """Return the topic; `promised` are the starts of clauses with promises."""
    told = [clause for clause in clauses if clause.start not in promised and not clause.is_aside]
    for find, among in (
        (_about, clauses),
        (_feast, told),
        (_sought, told),
        (_asked_whether, told),
        (_had, told),
        (_thought, told[1:] if told[:1] == clauses[:1] else told),
        (_done, told),
        (_lived_through, told),
        (_told_of, told),
        (_shown, told),
    ):
        for clause in among:
            if said := find(clause):
                return said
    return None


def _about(clause: Clause) -> str:
    """Behind "über", "wegen", "about"."""
    words = clause.words
    for at, word in enumerate(words):
        if word.used not in ("", "promise") or word.low not in vocabulary("topic.about"):
            continue
        follower = words[at + 1].low if at + 1 < len(words) else ""
        if (
            follower in ("den", "mich", "uns", "ihn", "sie")
            and words[at + 2 : at + 3]
            and words[at + 2].low == "weg"
        ):
            continue
        if word.used == "promise" and word.low.startswith(("über", "ueber")):
            continue
        if said := _until_stop(words[at + 1 :], keep_promised=word.used == "promise"):
            return said
    return _talked(words)


def _talked(words: list[Word]) -> str:
    """ "talked Etsy vs own shop", "es ging um den Preis"."""
    for at, word in enumerate(words):
        follower = words[at + 1].low if at + 1 < len(words) else ""
        if word.low == "talked" and follower not in ("to", "with", "a", "about", ""):
            return _until_stop(words[at + 1 :])
        if word.low == "um" and follower in ("den", "die", "das", "ihre", "ihren", "unser"):
            return _until_stop(words[at + 1 :])
    return ""


def _until_stop(words: list[Word], *, keep_promised: bool = False) -> str:
    said: list[str] = []
    articles, ends = vocabulary("topic.articles"), vocabulary("topic.ends")
    for word in words:
        is_used = word.used in ("label", "day", "place") or (word.used == "promise" and not keep_promised)
        if word.text in _STOPS or is_used or len(said) >= _LONGEST:
            break
        if word.is_mark or (word.low in articles and not said):
            continue
        if word.low in ends or (is_participle(word.low) and said):
            if said or word.used == "person":
                break
            continue
        if word.used == "person" and not said:
            continue
        said.append(word.text)
    while said and said[-1].casefold() in vocabulary("place.joined") | vocabulary("topic.about") | {
        "with",
        "for",
        "mit",
    }:
        said.pop()
    while said and said[-1].casefold() in _TRAILING:
        said.pop()
    return " ".join(said)


def _feast(clause: Clause) -> str:
    """ "alles Gute zum Geburtstag"."""
    return next((word.text for word in clause.bare if word.low in _FEASTS and not word.used), "")


def _sought(clause: Clause) -> str:
    """What somebody seeks, sells, makes: the words behind the verb."""
    words = clause.words
    for at, word in enumerate(words):
        follower = words[at + 1].low if at + 1 < len(words) else ""
        if word.used or follower in ("wissen", "know"):
            continue
        if word.low in ("looking", "asking") and follower == "for":
            return _until_stop(words[at + 2 :])
        if word.low == "nach" and {"gefragt", "erkundigt"} & set(clause.lows):
            return _until_stop(words[at + 1 :])
        if word.low in ("fragt", "fragte", "gefragt", "asked", "asks") and follower in ("nach", "for"):
            return _until_stop(words[at + 2 :])
        if word.low in vocabulary("topic.seeking"):
            return _object_of(word, words[at + 1 :])
    return ""


def _object_of(verb: Word, rest: list[Word]) -> str:
    """The noun behind the verb; "will wiederkommen" and "wants to go" have none."""
    said = _until_stop(_without_interest(rest))
    is_wish = verb.low in vocabulary("modals.theirs")
    if is_wish and len(rest) > _SHORTEST - 1 and rest[0].low == "to" and rest[1].low in english():
        return _until_stop(rest[2:])
    if is_wish and (
        not rest or rest[0].low == "to" or (infinitive_of(said.split(" ")[-1].casefold()) is not None)
    ):
        return ""
    return said or _bare_verb(verb)


def _bare_verb(word: Word) -> str:
    """ "sie strickt auch": the verb itself is what it is about."""
    stem = finite_forms()[1].get(word.low, "")
    return stem if stem not in ("machen", "bauen", "verkaufen", "suchen", "leiten", "lernen") else ""


def _without_interest(words: list[Word]) -> list[Word]:
    lows = [word.low for word in words[:2]]
    return (
        words[2:]
        if lows and lows[0] in ("interesse", "lust", "zeit") and lows[1:] in (["an"], ["auf"], ["für"])
        else words
    )


def _asked_whether(clause: Clause) -> str:
    """ "ob sie mitmacht beim Picknick": the noun of the question."""
    if not clause.lows or clause.lows[0] not in ("ob", "whether"):
        return ""
    nouns = [word.text for word in clause.bare if word.is_capital and not word.used]
    return nouns[-1] if nouns else ""


def _had(clause: Clause) -> str:
    """ "hat jetzt Schafe", "der hat ne Druckerei": without a participle it is what she has."""
    if clause.done:
        return ""
    for at, word in enumerate(clause.words):
        if word.low in ("hat", "haben", "has", "hats") and not word.used:
            return _until_stop(_without_interest(clause.words[at + 1 :]))
    return ""


def _thought(clause: Clause) -> str:
    """A later thought that names nobody: "Mutter im Heim", "Führerschein bestanden", "apple cake recipe"."""
    if any(word.used == "person" for word in clause.bare) or clause.is_subordinate:
        return ""
    if any(
        word.low in vocabulary("kind.met") or word.low in vocabulary("clauses.subjects")
        for word in clause.bare
    ):
        return ""
    if _is_who_she_is(clause) or any(is_helper(low) for low in clause.lows if clause.done):
        return ""
    kept = list(
        takewhile(lambda word: word.low not in _PERHAPS, (word for word in clause.bare if word.used == ""))
    )
    while (
        kept
        and kept[0].low in vocabulary("topic.articles") | vocabulary("topic.skipped")
        and kept[0].low not in ("kein", "keine")
    ):
        kept = kept[1:]
    while kept and (
        kept[-1].low in vocabulary("topic.chatter") or (is_finite(kept[-1]) and not kept[-1].is_capital)
    ):
        kept = kept[:-1]
    if not kept or not any(_is_weighty(word) for word in kept):
        return ""
    return " ".join(word.text for word in kept[:_LONGEST])


def _is_weighty(word: Word) -> bool:
    low = word.low
    if low in vocabulary("topic.chatter") or low in vocabulary("topic.skipped"):
        return False
    return word.is_capital or not (
        is_participle(low) or infinitive_of(low) or len(low) < _SHORTEST or low.endswith("t")
    )


def _is_who_she_is(clause: Clause) -> bool:
    """ "potter from Leeds", "alte Schulfreundin" say who she is, "Segelmacher" what there was to talk of."""
    lows = clause.lows
    is_old = bool({"alte", "alter", "old", "ehemalige", "ehemaliger"} & set(lows))
    is_from = any(low in ("from", "aus", "vom", "von") for low in lows[1:])
    is_role = any(low in vocabulary("people.roles") or low.endswith("in") for low in lows[:2])
    return is_old or (is_from and is_role)


def _done(clause: Clause) -> str:
    """ "Marmelade gekocht", "den Befund per Post geschickt": the noun before what was done."""
    skipped = vocabulary("people.touching_de") | vocabulary("topic.ends")
    for at, follower in enumerate(clause.bare):
        is_sent = follower.low in ("geschickt", "bekommen")
        if not is_participle(follower.low) or (follower.low in skipped and not is_sent):
            continue
        for word in reversed(clause.bare[max(0, at - _REACH) : at]):
            if word.used:
                break
            if word.is_capital and word.low not in vocabulary("topic.skipped") and not _is_way(word):
                return word.text
    return ""


def _lived_through(clause: Clause) -> str:
    """ "haben geheiratet", "hat Prüfung bestanden": what happened to her."""
    news = (
        vocabulary("verbs.news_participles")
        - vocabulary("kind.reporting")
        - {"gefragt", "gesagt", "zugesagt", "versprochen", "abgesagt"}
    )
    if not any(low in news for low in clause.done) or not any(word.used == "person" for word in clause.bare):
        return ""
    return next((word.text for word in clause.bare if word.low in news), "")


def _told_of(clause: Clause) -> str:
    """ "er verchartert jetzt Segelboote", "sie lebt in Wien": the noun behind the verb of a piece of news."""
    verb = clause.verb
    if verb is None or clause.done or clause.is_subordinate or verb.low in _NAMING:
        return ""
    rest = [word for word in clause.bare if word.start > verb.start and not word.used]
    nouns = [word for word in rest if word.is_capital and word.low not in vocabulary("topic.skipped")]
    return nouns[0].text if nouns and not _is_way(nouns[0]) else ""


def _is_way(word: Word) -> bool:
    return (
        word.low == "post"
        or any(word.low in vocabulary(name) for name in _WAYS)
        or word.low in vocabulary("place.meals")
    )


def _shown(clause: Clause) -> str:
    """English objects: "emailed Fiona the price list", "she showed me her looms"."""
    words = clause.words
    for at, word in enumerate(words):
        if word.low not in (
            "emailed",
            "showed",
            "texted",
            "sent",
            "gave",
            "mailed",
            "brought",
            "lent",
            "messaged",
        ):
            continue
        rest = words[at + 1 :]
        while rest and (rest[0].used == "person" or rest[0].low in ("me", "us", "him", "them")):
            rest = rest[1:]
        said = _until_stop(rest)
        if said and not vocabulary("kind.message") & set(said.casefold().split()):
            return said
    return ""
