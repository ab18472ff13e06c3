"""Round the people: how one was in touch, who is new, where it was, what it was about."""

import re

from hanse.home.capture.people import Person
from hanse.home.capture.words import Word, listed

_LETTER = re.compile(
    r"\b(?:brief\w*|post?karte\w*|ansichtskarte|weihnachtskarte|geburtstagskarte|karte (?:an|von|aus|geschrieben|bekommen)|päckchen|letter|postcard|card (?:from|to))\b",
    re.I,
)
_CALL = re.compile(
    r"\b(?:telefon\w*|telefonat|angerufen|anruf|rückruf|zurückgerufen|telko|video-?call|videoanruf|videotelefonat|call|called|calling|phoned|rang|phone|zoom\w*|skype\w*|teams-call|facetime\w*|tel|gerufen|durchgerufen|angeklingelt|videochat|hangout|on the phone|voip|mailbox)\b",
    re.I,
)
_MESSAGE = re.compile(
    r"\b(?:whatsapp\w*|wa|sms|mms|e-?mail\w*|mails?|gemailt|angemailt|angeschrieben|zurückgeschrieben|geschrieben|nachricht\w*|sprachnachricht\w*|sprachmemo|voice ?note|voice|signal|telegram|threema|insta\w*|dm|dms|chat|chatten|gechattet|messenger|facebook|texted|text from|messaged|emailed|mailed|wrote|linkedin|xing|getextet|gesimst|message)\b",
    re.I,
)
_MET = re.compile(
    r"\b(?:getroffen|troffn|troffe|troffen|traf|trafen|met|meet|kennen ?gelernt|kenneng\w*|kennenglernt|bekanntschaft|kaffee|käffchen|besucht|besuch|gesehen|gsehn|gseh|wiedergesehen|wieder gesehen|wiedersehen|geredet|gredt|gequatscht|geplaudert|geplauscht|geschwätzt|gschwätzt|geratscht|gratscht|getratscht|gezofft|gestritten|gesprochen|unterhalten|gegessen|getrunken|abendessen|mittagessen|z'mittag|znacht|z'nacht|essen mit|frühstück mit|brunch|dinner|lunch|breakfast|coffee|spaziergang|spazieren|treffen|bumped|ran into|saw|visited|talked|chatted|spoke|walk|drinks|beer|bier|wein|gewandert|gestrickt|gehäkelt|genäht|gefeiert|gekocht|gebacken|repariert|dabei|zum ersten mal|first time|sat next|stayed|argued|gearbeitet|geholfen|umgezogen|neben)\b",
    re.I,
)
_REPORT = re.compile(
    r"\b(?:kennt|sagt|meint|fragt|erzählt|behauptet|findet|heißt|heisst|zugesagt|versprochen|hat gehört|says|said|knows|asks|thinks|told me|recommends|empfiehlt|recommended)\b",
    re.I,
)
_NEW = re.compile(
    r"\b(?:kennen ?gelernt|kennenglernt|kennegelernt|neu|neue[rn]? (?:bekanntschaft|kontakt|bekannte|nachbar\w*|kolleg\w*|kund\w*)|zum ersten mal|zum 1\. mal|erstmals|first time|new(?: contact| face| acquaintance)?|nachname (?:vergessen|\?+|unbekannt)|name vergessen|surname|last name|forgot (?:her|his) (?:last )?name|got to know|mir vorgestellt|was introduced|nachname)\b|\?{2,}",
    re.I,
)
_KNOWN = re.compile(
    r"\b(?:wieder ?gesehen|wieder ?getroffen|wiedertroffen|wiedersehen|alte[rn]? (?:schul)?(?:freund\w*|bekannt\w*|kolleg\w*)|old (?:school )?(?:friend|mate|colleague|classmate)|nach (?:\w+ )?jahren|after (?:\w+ )?years|seit jahren|seit ewigkeiten|again after|schulfreund\w*|von früher|lange nicht gesehen|ewig nicht gesehen|long time no see)\b",
    re.I,
)
_MEALS = {
    "kaffee",
    "abendessen",
    "mittagessen",
    "essen",
    "frühstück",
    "tee",
    "kuchen",
    "brunch",
    "dinner",
    "lunch",
    "breakfast",
    "coffee",
    "tea",
    "drinks",
    "bier",
    "wein",
    "z'mittag",
    "znacht",
    "spaziergang",
    "telefon",
    "hause",
    "home",
    "eis",
    "glühwein",
    "sekt",
}
_OCCASIONS = (
    "markt",
    "treff",
    "fest",
    "messe",
    "stammtisch",
    "workshop",
    "kurs",
    "konzert",
    "café",
    "cafe",
    "feier",
    "abend",
    "museum",
    "galerie",
    "ausstellung",
    "vernissage",
    "lesung",
    "vortrag",
    "seminar",
    "party",
    "hochzeit",
    "yoga",
    "frühstück",
    "chorprobe",
    "fair",
    "market",
    "festival",
    "exhibition",
    "conference",
    "konferenz",
    "tagung",
    "camp",
    "barcamp",
    "meetup",
    "repair-café",
    "kongress",
    "training",
    "basar",
    "flohmarkt",
    "börse",
    "halle",
    "bibliothek",
    "bücherei",
    "vhs",
    "volkshochschule",
    "picknick",
    "netzwerktreffen",
    "coworking",
    "werkstatt",
)
_PREPOSITIONS = {
    "im",
    "in",
    "beim",
    "auf",
    "am",
    "an",
    "aufm",
    "at",
    "on",
    "zum",
    "zur",
    "bei",
    "vor",
    "vorm",
    "ins",
    "inside",
    "outside",
    "by",
    "hinter",
    "neben",
    "near",
    "during",
    "after",
}
_ARTICLES = {
    "der",
    "dem",
    "den",
    "die",
    "das",
    "einem",
    "einer",
    "the",
    "a",
    "an",
    "my",
    "meinem",
    "meiner",
    "unserem",
    "unserer",
    "diesem",
    "ihrem",
    "ihrer",
    "seinem",
    "seiner",
    "her",
    "his",
    "their",
    "our",
}
_JOINED = {"in", "nach", "am", "im", "an", "der", "to", "of", "für", "von", "bei"}
_NO_PLACE = {
    "montag",
    "wochenende",
    "urlaub",
    "ende",
    "anfang",
    "mitte",
    "januar",
    "april",
    "mai",
    "telefon",
    "thema",
    "idee",
    "rente",
    "blog",
    "insta",
    "instagram",
    "facebook",
    "whatsapp",
    "zoom",
    "teams",
    "mail",
    "sms",
    "august",
    "sommer",
    "winter",
    "herbst",
    "frühling",
    "march",
    "may",
    "touch",
    "german",
    "deutsch",
    "mal",
    "person",
    "telefonat",
    "way",
    "phone",
    "leben",
    "geburtstag",
    "schluss",
    "abend",
    "nachmittag",
    "morgen",
    "vormittag",
    "stress",
    "moment",
    "gespräch",
    "zeit",
    "order",
    "stock",
}
_TOPIC = re.compile(
    r"\b(?:über|ueber|wegen|wg|bzgl|betreff|thema|zum thema|rund um|re|about|regarding|talked|um (?:den|die|das)|es ging um|ging um|sucht|suchen|braucht|is looking for|looking for|looks for|needs|fragt nach|fragte nach|fragt,? ob|ob|asked about|idee|bloggt über|erzählt von|erzählte von|hat jetzt|überlegt|plant|will|möchte|macht|verkauft|makes|sells)\b\s*[:,]?\s*",
    re.I,
)
_STOP = set(".,;:!?()|–—")


def kind_of(text: str, people: list[Person], *, has_place: bool, promises_only: bool) -> str | None:
    """Return letter, call, message, met or None, from what is left beside promises."""
    if not people:
        return None
    if _LETTER.search(text):
        return "letter"
    if _CALL.search(text):
        return "call"
    if _MESSAGE.search(text):
        return "message"
    if _MET.search(text) or has_place:
        return "met"
    if promises_only or _REPORT.search(text) or re.search(r"\bdie (?:frau|dame) (?:vom|von)\b", text, re.I):
        return None
    if _NEW.search(text) or _KNOWN.search(text):
        return "met"
    if re.search(r"\b(?:mit|with|w/|und|u\.?|and)\b|\+", text, re.I) and len(people) > 0:
        return "met"
    if re.search(r"\bhat\b.*\b(?:ge\w+t|ge\w+en|\w+iert)\b", text, re.I):
        return "met"
    return None


def mark_new_and_known(line: str, people: list[Person]) -> None:
    """ "kennengelernt", "neu:", "????" speak of those in the same sentence; "nach 10 Jahren" of old friends."""
    known, new = _KNOWN.search(line), _NEW.search(line)
    for person in people:
        person.is_known = bool(known) and not person.is_mentioned
        person.is_new = bool(new) and not person.is_known and not person.is_mentioned


def place_of(words: list[Word]) -> tuple[str | None, list[Word]]:
    """Return the venue, town or occasion and its words, without preposition and article."""
    for at, word in enumerate(words):
        if word.used == "" and word.low in _PREPOSITIONS and (found := _after_preposition(words, at)):
            return " ".join(one.text for one in found), found
    for at, word in enumerate(words):
        if (
            word.used == ""
            and word.low.endswith(_OCCASIONS)
            and word.is_capital
            and not _is_of_topic(words, at)
        ):
            found = [word, *_town_after(words, at)]
            return " ".join(one.text for one in found), found
    for at, word in enumerate(words):
        if (
            word.used == ""
            and word.low in ("messe", "workshop", "kurs", "vortrag", "halle")
            and word.is_capital
        ):
            found = [word, *_town_after(words, at)]
            return " ".join(one.text for one in found), found
    return None, []


def _is_of_topic(words: list[Word], at: int) -> bool:
    before = [word.low for word in words[max(0, at - 4) : at]]
    return any(
        low
        in (
            "über",
            "wegen",
            "wg",
            "idee",
            "re",
            "about",
            "vom",
            "von",
            "aus",
            "thema",
            "für",
            "sucht",
            "termin",
        )
        for low in before
    )


def _town_after(words: list[Word], at: int) -> list[Word]:
    found = []
    for word in words[at + 1 : at + 3]:
        if (
            word.is_mark
            or word.used
            or not word.is_capital
            or (word.low in listed("common") and word.low not in ("volkshochschule", "bahnhof"))
        ):
            break
        found.append(word)
    return found


def _after_preposition(words: list[Word], at: int) -> list[Word]:
    if at and words[at - 1].low in ("bis", "spätestens", "zeit", "lust", "angst"):
        return []
    place = at + 1
    while place < len(words) and (
        words[place].low in _ARTICLES
        or words[place].low in ("großen", "kleinen", "neuen", "alten", "lokalen", "local", "old", "new")
    ):
        place += 1
    if (
        place >= len(words)
        or words[place].is_mark
        or words[place].used
        or words[place].low in _NO_PLACE
        or words[place].low in _MEALS
    ):
        return []
    if (
        words[at].low == "bei"
        and not words[place].low.endswith(_OCCASIONS)
        and words[place].low in ("mir", "ihr", "ihm", "uns", "ihnen")
    ):
        return []
    if words[place].low.isdigit() or words[place].low in (
        "mir",
        "ihr",
        "ihm",
        "uns",
        "sich",
        "ihnen",
        "me",
        "her",
        "him",
    ):
        return []
    english = (
        words[at].low in ("at", "on", "in", "by", "near", "during", "outside", "inside")
        and not words[place].is_capital
    )
    return _phrase(words, place, english=english)


def _phrase(words: list[Word], place: int, *, english: bool) -> list[Word]:
    """The noun and what clings to it: "Zug nach Hannover", "Halle 4", "yarn fair"."""
    has_capitals = any(word.is_capital and word.used == "" for word in words)
    found = [words[place]]
    if has_capitals and not words[place].is_capital and not english:
        return _adjective_and_noun(words, place)
    for at in range(place + 1, min(place + 5, len(words))):
        word = words[at]
        if word.is_mark or word.used:
            break
        if (
            (word.is_capital and word.low not in _MEALS)
            or word.low.isdigit()
            or (
                word.low in _JOINED
                and at + 1 < len(words)
                and words[at + 1].is_capital
                and not words[at + 1].used
                and has_capitals
            )
            or (english and word.low not in listed("common"))
            or (
                english
                and word.low
                in (
                    "fair",
                    "market",
                    "station",
                    "class",
                    "group",
                    "club",
                    "shop",
                    "store",
                    "library",
                    "workshop",
                    "centre",
                    "center",
                    "gallery",
                    "festival",
                    "park",
                    "garden",
                    "night",
                )
            )
            or (
                not has_capitals
                and word.low not in listed("common")
                and len(found) < 2
                and not word.low.endswith(("t", "en"))
            )
        ):
            found.append(word)
        else:
            break
    while found and found[-1].low in _JOINED:
        found.pop()
    return found


def _adjective_and_noun(words: list[Word], place: int) -> list[Word]:
    after = words[place + 1] if place + 1 < len(words) else None
    if (
        after is not None
        and after.is_capital
        and not after.used
        and words[place].low.endswith(("en", "er", "em", "e"))
        and after.low not in _NO_PLACE | _MEALS
    ):
        return [words[place], after]
    return []


def topic_of(line: str, words: list[Word], spans: list[tuple[int, int]]) -> str | None:
    """Return a few words of the line: after "über", "wegen", "sucht", else the nouns that are left."""
    for match in _TOPIC.finditer(line):
        if any(start <= match.start() < end for start, end in spans):
            continue
        said = _until_stop(words, match.end())
        if said:
            return said
    left = [word for word in words if word.used == ""]
    nouns = [
        word.text
        for word in left
        if word.is_capital
        and not word.is_mark
        and word.low not in listed("names")
        and word.low not in _SKIPPED_TOPICS
    ]
    return " ".join(nouns[:4]) or None


_SKIPPED_TOPICS = {
    "ich",
    "mit",
    "am",
    "im",
    "beim",
    "sie",
    "er",
    "telefonat",
    "anruf",
    "rückruf",
    "treffen",
    "kaffee",
    "nachricht",
    "mail",
    "sms",
    "whatsapp",
    "postkarte",
    "brief",
    "letzte",
    "letzten",
    "letzter",
    "heute",
    "gestern",
    "the",
    "i",
    "she",
    "he",
    "met",
    "call",
    "neu",
    "new",
    "hab",
    "habe",
    "war",
    "muss",
    "will",
    "yesterday",
    "signal",
    "videocall",
    "telko",
    "nachbarin",
    "nachbar",
    "abendessen",
    "mittagessen",
    "visitenkarte",
    "die",
    "der",
    "das",
    "ein",
    "eine",
    "dinner",
    "lunch",
    "coffee",
    "herr",
    "frau",
    "tolle",
    "jahren",
    "jahre",
    "stand",
    "nix",
    "nachname",
    "bumped",
    "ran",
    "saw",
    "had",
    "texted",
    "called",
}


def _until_stop(words: list[Word], start: int) -> str:
    said: list[str] = []
    for word in words:
        if word.start < start:
            continue
        if (
            (word.is_mark and word.text in _STOP)
            or word.used in ("promise", "label", "day")
            or len(said) >= 6
        ):
            break
        if word.is_mark:
            continue
        if word.low in _TOPIC_ENDS and said:
            break
        if word.low in _TOPIC_ENDS or (
            word.low
            in (
                "den",
                "die",
                "das",
                "der",
                "dem",
                "ihre",
                "ihren",
                "mein",
                "meine",
                "meinen",
                "the",
                "her",
                "his",
                "my",
                "a",
                "ein",
                "eine",
                "einen",
                "ihr",
                "unser",
                "unseren",
                "unsere",
            )
            and not said
        ):
            continue
        said.append(word.text)
    return " ".join(said)


_TOPIC_ENDS = {
    "geredet",
    "gredt",
    "gesprochen",
    "gequatscht",
    "unterhalten",
    "telefoniert",
    "geschwätzt",
    "geplaudert",
    "gestritten",
    "gemailt",
    "diskutiert",
    "und",
    "and",
    "er",
    "sie",
    "ich",
    "haha",
    "getratscht",
    "geratscht",
    "ausgetauscht",
    "ins",
    "with",
    "mit",
}
