"""What a clause says is to be done, and what was said before it."""

from dataclasses import dataclass, field

from hanse.home.capture.clauses import Clause


@dataclass(slots=True)
class Said:
    direction: str
    infinitive: str
    skipped: set[int] = field(default_factory=set)
    """ids of the words that are verb or subject"""
    is_english: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What the clauses before leave open for the next one."""

    announced: str = ""
    """mine, theirs or agreed, where a promise was announced: "hat versprochen,", "vereinbart:" """
    before: Said | None = None
    tells_of_other: bool = False
    """whether the clause before had somebody else as its subject"""

    def after(self, clause: Clause, said: Said | None, *, announced: str) -> "Context":
        lasting = announced or ("agreed" if self.announced == "agreed" else "")
        tells = clause.has("people.acting") and clause.bare[0].used == "person" if clause.bare else False
        return Context(lasting, said, tells)
