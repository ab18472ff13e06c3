"""German promises: with "versprochen", owing, modal verbs, a verb in the present, a note in the infinitive."""

from itertools import pairwise

from hanse.home.capture.clauses import Clause
from hanse.home.capture.promises.modal import is_modal, said_by_modal
from hanse.home.capture.promises.notes import noted
from hanse.home.capture.promises.present import said_in_present
from hanse.home.capture.promises.said import Context, Said
from hanse.home.capture.promises.torn import last_finite, last_infinitive
from hanse.home.capture.verbs import finite_forms
from hanse.home.capture.words import vocabulary

_PROMISED = frozenset({"versprochen", "zugesagt", "verspricht", "versprach", "verspreche"})
_OWING_MINE = frozenset({"schulde", "schuld", "schuldig"})


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
    modal = next((at for at, low in enumerate(lows) if is_modal(clause, at)), None)
    if modal is not None:
        return said_by_modal(clause, modal, context, counts=counts)
    return (
        said_in_present(clause, counts=counts)
        or _same_again(clause, context)
        or noted(clause, has_day=has_day)
    )


def _promised(clause: Clause, context: Context) -> Said | None:
    """ "hab Marco versprochen ihn bekannt zu machen", "hat zugesagt dass sie mit aufbaut"."""
    direction = context.announced if context.announced in ("mine", "theirs") else _who_promised(clause)
    skipped = {
        id(word)
        for word in clause.bare
        if word.low in _PROMISED or word.low in ("hab", "habe", "hat", "dass", "daß")
    }
    found = last_infinitive(clause.bare) or last_finite(clause.bare)
    if found is None and any(word.is_capital and not word.used for word in clause.bare):
        found = "geben", set()
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
    if {"bittet", "bat"} & set(lows) and "um" in lows and {"mich", "uns"} & set(lows):
        return Said("mine", "geben", {id(word) for word in bare if word.low in ("bittet", "bat", "um")})
    takes = [word for word in bare if word.low in ("bekommt", "kriegt", "braucht", "bekommen", "kriegen")]
    of_me = [
        word for word, follower in pairwise(bare) if word.low == "von" and follower.low in ("mir", "uns")
    ]
    if takes and of_me:
        return Said("mine", "geben", {id(word) for word in [*takes, *of_me]})
    is_others = any(word.used == "person" or word.low in ("er", "sie") for word in bare)
    if is_others and {"muss", "soll", "sollte"} & set(lows) and lows[-1] in ("haben", "bekommen", "kriegen"):
        return Said("mine", "geben", {id(bare[-1])})
    return None


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
