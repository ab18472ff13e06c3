"""Verbs in which one promises, tells or meets, and how to find them conjugated or torn apart."""

import re
from functools import cache

from hanse.home.capture.words import Word, pairs, vocabulary

_GE = re.compile(r"(?:\w{0,8}?)ge\w{2,}(?:t|en|n)")
_HELPERS = vocabulary("verbs.helpers")


@cache
def infinitives() -> frozenset[str]:
    return vocabulary("verbs.strong") | vocabulary("verbs.weak")


def is_strong(infinitive: str) -> bool:
    """Whether saying it in the present is a promise by itself."""
    return infinitive in vocabulary("verbs.strong")


@cache
def particles() -> tuple[str, ...]:
    """Return what is torn from a German verb, the longest first: "bringt … vorbei"."""
    return tuple(sorted(vocabulary("verbs.particles"), key=len, reverse=True))


@cache
def finite_forms() -> tuple[dict[str, str], dict[str, str]]:
    """Return (first person or imperative → stem infinitive, third person → stem infinitive)."""
    first: dict[str, str] = {}
    third: dict[str, str] = {}
    for verb in sorted(stems()):
        er, _, ich = _irregular(verb).partition(",")
        stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
        ich = ich or stem
        for form in (ich, ich if ich.endswith("e") else f"{ich}e", f"{stem}e"):
            first.setdefault(form, verb)
        third.setdefault(er or stem + ("et" if stem.endswith(("t", "d")) else "t"), verb)
    return first | pairs("verbs.short_first"), third


def _irregular(verb: str) -> str:
    """Return "er,ich" of an irregular verb, also behind a prefix: übergeben is übergibt."""
    known = pairs("verbs.irregular")
    if verb in known or verb not in vocabulary("verbs.inseparable"):
        return known.get(verb, "")
    base = next((base for base in known if verb.endswith(base)), "")
    prefix = verb.removesuffix(base)
    return ",".join(prefix + form for form in known[base].split(",")) if base else ""


@cache
def stems() -> frozenset[str]:
    """Return the verbs without their particle: those that stand in the sentence as a finite form."""
    return frozenset(map(_without_particle, infinitives())) | vocabulary("verbs.bare")


def _without_particle(verb: str) -> str:
    bare = vocabulary("verbs.bare")
    if verb in vocabulary("verbs.inseparable"):
        return verb
    stems = (verb.removeprefix(particle) for particle in particles() if verb.startswith(particle))
    return next((stem for stem in stems if stem in bare), verb)


@cache
def english() -> frozenset[str]:
    return vocabulary("verbs.english")


@cache
def english_third() -> dict[str, str]:
    return {_third(verb): verb for verb in english()}


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return f"{verb}{'es' if verb.endswith(('sh', 'ch', 's', 'x')) else 's'}"


@cache
def english_ing() -> dict[str, str]:
    """Return the -ing forms: "sending" is send, "lending" is lend, "bringing" is bring."""
    found = {}
    for verb in english():
        stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
        found[f"{stem}ing"] = verb
        found[f"{stem}{stem[-1]}ing"] = verb
    return found


@cache
def infinitive_of(low: str) -> str | None:
    """Return the infinitive that is written here, also with "zu" inside or a particle before it."""
    for form in (low, low.replace("zu", "", 1) if "zu" in low[2:-4] else low):
        if form in infinitives():
            return form
    if low.endswith("rufn"):
        return low[:-1] + "en"
    for particle in particles():
        stem = low.removeprefix(particle).removeprefix("zu")
        if low.startswith(particle) and stem in infinitives():
            return particle + stem
    return None


@cache
def is_participle(low: str) -> bool:
    if low in vocabulary("verbs.participles"):
        return True
    if infinitive_of(low) or low in vocabulary("verbs.no_participles"):
        return False
    if low.endswith("iert") and len(low) > 6:
        return True
    return bool(_GE.fullmatch(low)) and low.endswith(("t", "en", "gsi", "ffn"))


def is_finite(word: Word) -> bool:
    first, third = finite_forms()
    low = word.low
    return (
        low in vocabulary("modals.mine")
        or low in vocabulary("modals.theirs")
        or low in _HELPERS
        or low in vocabulary("people.acting")
        or low in first
        or low in third
        or low in english_third()
    )


def is_helper(low: str) -> bool:
    return low in _HELPERS
