"""German verbs in a sentence: the infinitive at its end, and torn verbs put together."""

from hanse.home.capture.verbs import finite_forms, infinitive_of, particles
from hanse.home.capture.words import Word

_WITH_VERB = frozenset({"bescheid", "danke", "bekannt"})
_INNER = frozenset({"vorbei", "mit", "zurück", "ab", "nach", "rüber", "an"})
_FREE_PREPOSITIONS = frozenset(
    {"mit", "an", "nach", "ab", "um", "auf", "zu", "bei", "unter", "gegen", "durch", "über", "aus", "vor"}
)

Found = tuple[str, set[int]]


def last_infinitive(bare: list[Word], after: int = -1) -> Found | None:
    """Return the last infinitive and the ids of its words; a noun with a capital is none."""
    for place in range(len(bare) - 1, after, -1):
        word = bare[place]
        if word.used or (word.is_capital and place > 0 and not word.text.isupper()):
            continue
        follower = bare[place + 1].low if place + 1 < len(bare) else ""
        if word.is_capital and follower in ("mit", "von", "in", "bei", "am", "beim", "with", "im"):
            continue
        if plain := infinitive_of(word.low):
            return _with_companion(bare, place, plain)
    return None


def _with_companion(bare: list[Word], place: int, plain: str) -> Found:
    """ "Bescheid sagen", "bekannt zu machen"."""
    at = place - 2 if place > 1 and bare[place - 1].low == "zu" else place - 1
    if at >= 0 and bare[at].low in _WITH_VERB:
        companion = bare[at].low if bare[at].low == "bekannt" else bare[at].text
        return f"{companion} {plain}", {id(word) for word in bare[at : place + 1]}
    return plain, {id(bare[place])}


def last_finite(bare: list[Word]) -> Found | None:
    """In a clause with "dass" the finite verb comes last, its particle before it."""
    first, third = finite_forms()
    for word in reversed(bare):
        for particle in ("", *particles()):
            if word.low.startswith(particle):
                rest = word.low[len(particle) :]
                if stem := third.get(rest) or first.get(rest):
                    return particle + stem, {id(word)}
    return None


def whole_verb(bare: list[Word], place: int, stem: str) -> Found:
    """Put a torn verb together: "bringt … mit" is mitbringen."""
    skipped, last = {id(bare[place])}, len(bare) - 1
    for later in range(last, place, -1):
        low = bare[later].low
        if low == "bescheid":
            return f"Bescheid {stem}", skipped | {id(bare[later])}
        if low in particles() and _is_torn_off(bare, later, last):
            return low + stem, skipped | {id(bare[later])}
    return stem, skipped


def _is_torn_off(bare: list[Word], later: int, last: int) -> bool:
    """The particle ends the clause, or stands before what is said after it: "ruft zurück wegen Hort"."""
    if later == last:
        return True
    low, follower = bare[later].low, bare[later + 1]
    if low in _FREE_PREPOSITIONS:
        return follower.low in ("wg", "wegen", "und") and low in _INNER
    return low in _INNER or follower.low in ("wegen", "wg", "mit", "bei", "zu", "zum", "für", "von", "und")
