"""Where one thought ends and the next begins, also in a line without commas."""

from dataclasses import dataclass
from functools import cached_property

from hanse.home.capture.verbs import finite_forms, is_finite, is_helper, is_participle
from hanse.home.capture.words import Word, vocabulary

_WAS = vocabulary("clauses.was")
_ENDS = frozenset(".,;:!?()–—|/…")


@dataclass
class Clause:
    words: list[Word]
    start: int
    end: int
    """places in the line"""
    is_aside: bool = False
    """in brackets: who somebody is, rather than what happened"""

    @cached_property
    def bare(self) -> list[Word]:
        """Its words without marks, labels and days."""
        return [word for word in self.words if not word.is_mark and word.used not in ("day", "label")]

    @cached_property
    def lows(self) -> list[str]:
        return [word.low for word in self.bare]

    @property
    def text(self) -> str:
        return " ".join(word.low for word in self.words)

    def has(self, name: str) -> bool:
        """Whether a word of this class is said in it."""
        known = vocabulary(name)
        return any(low in known for low in self.lows)

    def holds(self, place: int) -> bool:
        return self.start <= place < self.end

    @cached_property
    def verb(self) -> Word | None:
        """The verb in the present by which it tells of somebody: "Erwin liegt", "she sells"; None where there is none."""
        for at, word in enumerate(self.bare):
            if word.used or (word.is_capital and at) or word.low in _WAS:
                continue
            if is_finite(word) or (at and _stands_behind_subject(self.bare, at)):
                return word
        return None

    @property
    def is_past(self) -> bool:
        """Whether it tells of something done: a participle, or an English past tense."""
        return bool(self.done) or self.has("verbs.english_past")

    @cached_property
    def done(self) -> list[str]:
        """Its participles; "Cem repariert mir das Rad" has none."""
        return [
            low
            for at, low in enumerate(self.lows)
            if is_participle(low) and self.bare[at].used != "person" and not self._is_present(at)
        ]

    def _is_present(self, at: int) -> bool:
        """A noun is none; a form that is both stands behind its subject, with more to come."""
        if self.bare[at].is_capital:
            return at > 0
        if self.lows[at] not in finite_forms()[1] or not at or any(is_helper(low) for low in self.lows):
            return False
        before, rest = self.bare[at - 1], self.lows[at + 1 :]
        if before.low in ("er", "sie"):
            return True
        is_subject = before.used == "person" and not (at > 1 and self.lows[at - 2] in ("mit", "m", "bei"))
        if self.lows[at] in vocabulary("people.touching_de"):
            return is_subject and rest[:1] in (["mich"], ["uns"], ["mir"])
        return is_subject and bool(rest)

    @property
    def is_subordinate(self) -> bool:
        return bool(self.lows) and self.lows[0] in vocabulary("clauses.subordinate")


def _stands_behind_subject(bare: list[Word], at: int) -> bool:
    """A verb that we do not know: behind a person or pronoun, ending as verbs do."""
    word, before = bare[at], bare[at - 1]
    is_subject = before.low in vocabulary("clauses.subjects") or (
        before.used == "person"
        and all(one.used == "person" or one.low in vocabulary("people.joined") for one in bare[:at])
    )
    is_word = word.low in vocabulary("clauses.no_verbs") or is_participle(word.low)
    return is_subject and not is_word and word.low.endswith(("t", "te", "ten", "s", "ed", "en", "ern", "eln"))


def clauses_of(words: list[Word]) -> list[Clause]:
    starts = [0, *(place for place in range(1, len(words)) if _begins(words, place))]
    found: list[Clause] = []
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        part = words[start:end]
        if any(not word.is_mark for word in part):
            is_aside = start > 0 and words[start - 1].text == "("
            found.append(Clause(part, part[0].start, part[-1].end, is_aside))
    return found


def _begins(words: list[Word], place: int) -> bool:
    word, before = words[place], words[place - 1]
    if before.is_mark and before.used != "day":
        return before.text in _ENDS or before.text == "-"
    follower = words[place + 1] if place + 1 < len(words) else None
    if follower is None or follower.is_mark:
        return False
    if word.low in ("ob", "whether", "dass", "daß", "weil", "because"):
        return True
    if word.low in vocabulary("clauses.links"):
        return follower.low in vocabulary("clauses.subjects") or (
            is_finite(follower) and follower.used == "" and not follower.is_capital
        )
    return (
        _is_subject(word, before, follower)
        or _tells_more(word, before, follower)
        or _goes_on(word, before, follower)
    )


def _is_subject(word: Word, before: Word, follower: Word) -> bool:
    """ "telefoniert er will": a pronoun with its verb begins a thought."""
    if word.low not in vocabulary("clauses.subjects") or before.low in vocabulary("clauses.links"):
        return False
    if follower.is_capital:
        return False
    return (is_finite(follower) and not is_participle(follower.low)) or word.low.endswith("'ll")


def _tells_more(word: Word, before: Word, follower: Word) -> bool:
    """ "gesessen der hat": a relative clause without a comma."""
    return (
        word.low in vocabulary("clauses.relative")
        and is_participle(before.low)
        and (is_helper(follower.low) or is_finite(follower))
        and not follower.is_capital
    )


def _goes_on(word: Word, before: Word, follower: Word) -> bool:
    """ "getroffen schicke ihr", "getroffen anke gibt": behind a participle, without a mark, a new thought."""
    if not is_participle(before.low) or (word.is_capital and word.used != "person"):
        return False
    if word.used == "person":
        return is_finite(follower) and not is_participle(follower.low)
    return word.low in finite_forms()[0] and follower.low not in ("ich", "wir")
