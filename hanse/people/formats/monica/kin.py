"""Who belongs to whom. Monica writes most relationships twice, once from each side; here each is kept once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from hanse.people.formats.arriving import ArrivingRelation
from hanse.people.formats.kin import inverse, kind_of
from hanse.people.formats.monica.values import properties, text


class Kin:
    """`relations` and `said` (of kinds nobody knows the other side of) by uuid of a contact."""

    def __init__(self, relationships: Iterable[dict | None], *, partial: Mapping[str, str]) -> None:
        """`partial` are the names of those whom Monica knows only as a relation."""
        self.relations: dict[str, list[ArrivingRelation]] = defaultdict(list)
        self.said: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.told: set[str] = set()
        """uuids of the partial ones that stand beside somebody"""
        self._seen: set[tuple[str, str, str]] = set()
        for one in relationships:
            told = properties(one)
            # On the page of `contact_is` Monica shows `of_contact` as the type: the mother of Lena is her "parent".
            whose, who = text(told.get("contact_is")), text(told.get("of_contact"))
            kind = kind_of(text(told.get("type")))
            if whose and who and kind and whose != who:
                self._take(who, kind, whose, partial)

    def _take(self, who: str, kind: str, whose: str, partial: Mapping[str, str]) -> None:
        if (who, kind, whose) in self._seen or (whose, inverse(kind), who) in self._seen:
            return
        self._seen.add((who, kind, whose))
        self.told |= {who, whose} & partial.keys()
        if who not in partial:
            other = partial.get(whose) or f"monica:{whose}"
            self.relations[who].append(ArrivingRelation(kind, other))
        elif whose not in partial and (other_side := inverse(kind)):
            self.relations[whose].append(ArrivingRelation(other_side, partial[who]))
        elif whose not in partial:
            self.said[whose].append((kind, partial[who]))
