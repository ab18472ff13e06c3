"""Verbs in which one promises, and how to find them conjugated or torn apart."""

from dataclasses import dataclass
from functools import cache

# Saying one of these in the present is a promise by itself (strong), the others only beside a day or "mir".
_STRONG = """schicken zuschicken vorbeischicken rüberschicken nachschicken zurückschicken abschicken losschicken senden zusenden
mailen faxen weiterleiten bringen mitbringen vorbeibringen zurückbringen wiederbringen nachbringen rüberbringen unterbringen leihen ausleihen
verleihen borgen geben abgeben weitergeben zurückgeben mitgeben rausgeben durchgeben melden anmelden zurückmelden liefern
nachliefern besorgen organisieren helfen mithelfen aushelfen überweisen bezahlen zahlen zurückzahlen schulden reservieren
freihalten aufheben zurücklegen empfehlen vermitteln vorstellen erledigen abholen mitnehmen übernehmen anfragen nachfragen
rumfragen herumfragen bescheidsagen verbinden unterschreiben anrufen zurückrufen durchrufen vorbeikommen mitkommen zeigen vorbeischauen einladen reinschauen
kümmern einspringen mitmachen raussuchen heraussuchen mitbesorgen zusagen absagen antworten zurückschreiben einrichten
ausprobieren ausdrucken ausfüllen eintragen aufbauen abbauen übersetzen korrigieren durchlesen drüberschauen gegenlesen
gießen hüten aufpassen bekanntmachen sorgen abklären nachschauen nachsehen nachhaken vorlesen verschieben umtauschen"""
_WEAK = """machen sagen fragen kommen nähen stricken häkeln backen kochen basteln bauen reparieren richten malen zeichnen
gestalten entwerfen drucken fotografieren filmen schneiden lesen prüfen checken klären suchen finden holen kaufen bestellen
schreiben rufen telefonieren texten planen vorbereiten nachfeiern feiern treffen besuchen begleiten fahren mitfahren tragen
streichen nehmen lassen legen stellen hängen tun probieren testen überlegen überarbeiten posten hochladen hinweisen erinnern
danken bedanken gratulieren beantworten buchen kündigen verkaufen tauschen waschen färben spinnen töpfern drehen schleifen putzen
rechnen kalkulieren ausrechnen erzählen erklären beibringen vereinbaren ausmachen abmachen kriegen bekommen verlinken spenden
schenken packen verpacken wegbringen anschauen ansehen durchgehen nachreichen einreichen einpflegen aktualisieren mieten"""
_PARTICLES = """vorbei rüber nach zurück ab los zu weiter mit wieder aus her hin durch rum herum an vor ein bei um auf raus heraus
frei bescheid rein drüber über fertig hoch weg zusammen teil dazu bekannt unter gegen"""
_IRREGULAR = {
    "geben": ("gibt", "geb"), "helfen": ("hilft", "helf"), "lesen": ("liest", "les"), "nehmen": ("nimmt", "nehm"),
    "treffen": ("trifft", "treff"), "fahren": ("fährt", "fahr"), "tragen": ("trägt", "trag"), "lassen": ("lässt", "lass"),
    "laden": ("lädt", "lad"), "halten": ("hält", "halt"), "backen": ("bäckt", "back"), "empfehlen": ("empfiehlt", "empfehl"),
    "sehen": ("sieht", "seh"), "tun": ("tut", "tu"), "waschen": ("wäscht", "wasch"), "werfen": ("wirft", "werf"),
    "sprechen": ("spricht", "sprech"), "vermitteln": ("vermittelt", "vermittle"), "senden": ("sendet", "send"),
    "basteln": ("bastelt", "bastle"), "kümmern": ("kümmert", "kümmer"), "liefern": ("liefert", "liefer"),
    "rausgeben": ("gibt", "geb"), "anrufen": ("ruft", "ruf"), "sammeln": ("sammelt", "sammle"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verb:
    infinitive: str
    is_strong: bool


@cache
def infinitives() -> dict[str, Verb]:
    verbs = {word: Verb(word, is_strong=False) for word in _WEAK.split()}
    return verbs | {word: Verb(word, is_strong=True) for word in _STRONG.split()}


@cache
def particles() -> frozenset[str]:
    return frozenset(_PARTICLES.split())


@cache
def finite_forms() -> tuple[dict[str, str], dict[str, str]]:
    """Return (first person or imperative → stem infinitive, third person → stem infinitive)."""
    first: dict[str, str] = {}
    third: dict[str, str] = {}
    for verb in _stems():
        er, ich = _IRREGULAR.get(verb, (None, None))
        stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
        for form in {ich or stem, f"{ich or stem}e" if not (ich or stem).endswith("e") else ich, f"{stem}e"}:
            first.setdefault(form, verb)
        third.setdefault(er or stem + ("et" if stem.endswith(("t", "d")) else "t"), verb)
    return first, third


def _stems() -> set[str]:
    """The verbs without their particle: those that stand in the sentence as a finite form."""
    stems = set()
    for verb in infinitives():
        for particle in sorted(particles(), key=len, reverse=True):
            if verb.startswith(particle) and len(verb) - len(particle) > 3 and verb[len(particle) :] in _BARE:
                stems.add(verb[len(particle) :])
                break
        else:
            stems.add(verb)
    return stems


_BARE = frozenset(
    [
        "schicken",
        "bringen",
        "leihen",
        "geben",
        "melden",
        "liefern",
        "helfen",
        "zahlen",
        "halten",
        "heben",
        "legen",
        "stellen",
        "holen",
        "nehmen",
        "fragen",
        "sagen",
        "rufen",
        "kommen",
        "schauen",
        "laden",
        "suchen",
        "schreiben",
        "drucken",
        "füllen",
        "tragen",
        "bauen",
        "lesen",
        "passen",
        "machen",
        "klären",
        "sehen",
        "haken",
        "leiten",
        "feiern",
        "fahren",
        "rechnen",
        "reichen",
        "gehen",
        "springen",
        "richten",
        "probieren",
        "hüten",
        "lassen",
        "bringen",
    ]
)
EXTRA_FIRST = {
    "schuld": "schulden",
    "schulde": "schulden",
    "les": "lesen",
    "guck": "schauen",
    "gucke": "schauen",
    "schau": "schauen",
}
ENGLISH = [
    "send",
    "email",
    "mail",
    "text",
    "message",
    "call",
    "ring",
    "phone",
    "bring",
    "lend",
    "loan",
    "give",
    "return",
    "show",
    "help",
    "introduce",
    "ask",
    "reply",
    "answer",
    "write",
    "book",
    "order",
    "pay",
    "check",
    "buy",
    "make",
    "bake",
    "knit",
    "sew",
    "fix",
    "repair",
    "find",
    "look",
    "post",
    "share",
    "forward",
    "print",
    "read",
    "review",
    "pick",
    "drop",
    "deliver",
    "get",
    "let",
    "tell",
    "invite",
    "remind",
    "visit",
    "recommend",
    "connect",
    "borrow",
    "meet",
    "teach",
    "hold",
    "save",
    "keep",
    "reserve",
    "transfer",
    "sort",
    "organise",
    "organize",
    "arrange",
    "draft",
    "design",
    "finish",
    "share",
    "follow",
    "confirm",
    "order",
    "collect",
    "fetch",
    "translate",
    "photograph",
    "take",
    "put",
    "come",
    "swap",
    "sell",
    "cook",
    "pack",
    "drive",
    "join",
    "babysit",
    "feed",
    "water",
    "test",
    "try",
    "update",
]
EN_THIRD = {f"{verb}{'es' if verb.endswith(('sh', 'ch', 's', 'x')) else 's'}": verb for verb in ENGLISH} | {
    "replies": "reply",
    "tries": "try",
    "buys": "buy",
}
