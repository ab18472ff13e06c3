"""Where one thought ends and the next begins, also in a line without commas."""

from hanse.home.capture.verbs import EN_THIRD, EXTRA_FIRST, finite_forms
from hanse.home.capture.words import Word

_ENDS = set(".,;:!?()–—|/")
_SUBJECTS = {
    "er",
    "sie",
    "ich",
    "he",
    "she",
    "i",
    "they",
    "wir",
    "we",
    "i'll",
    "he'll",
    "she'll",
    "they'll",
    "ihr",
}
_LINKS = {"und", "u", "and", "aber", "but", "dann", "then", "dass", "daß", "that", "weil", "because"}
MODALS_MINE = {
    "muss",
    "muß",
    "soll",
    "will",
    "werde",
    "möchte",
    "sollte",
    "müsste",
    "wollte",
    "kann",
    "darf",
    "must",
    "should",
    "need",
    "want",
    "gonna",
    "have",
}
MODALS_THEIRS = {
    "muss",
    "soll",
    "will",
    "wird",
    "möchte",
    "kann",
    "wollte",
    "würde",
    "sollte",
    "würd",
    "wills",
}


def clauses(words: list[Word]) -> list[tuple[int, int]]:
    """Return (start, end) of each clause as places in `words`."""
    starts = [0]
    for place in range(1, len(words)):
        if _begins(words, place):
            starts.append(place)
    bounds = [
        (start, end) for start, end in zip(starts, [*starts[1:], len(words)], strict=True) if end > start
    ]
    return [(start, end) for start, end in bounds if any(not word.is_mark for word in words[start:end])]


def _begins(words: list[Word], place: int) -> bool:
    word, before = words[place], words[place - 1]
    if before.is_mark and before.text in _ENDS and before.used != "day":
        return True
    if before.text == "-" and before.is_mark:
        return True
    follower = words[place + 1] if place + 1 < len(words) else None
    if word.low in _LINKS and follower is not None:
        return follower.low in _SUBJECTS or (_is_finite(follower) and follower.used == "")
    if word.low in _SUBJECTS and follower is not None and before.low not in _LINKS:
        return _is_finite(follower) or word.low.endswith("'ll")
    return False


def _is_finite(word: Word) -> bool:
    first, third = finite_forms()
    low = word.low
    return (
        low in MODALS_MINE
        or low in MODALS_THEIRS
        or low in first
        or low in third
        or low in EXTRA_FIRST
        or low in EN_THIRD
    )
