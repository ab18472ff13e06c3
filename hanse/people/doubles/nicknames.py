"""Which given names are one name: Kathi is a Katharina, Sepp a Josef, Gosia a Małgorzata."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from hanse.kit.text import folded


@cache
def groups() -> dict[str, frozenset[int]]:
    """Return for each folded name the groups it belongs to; two names of one group may be one person's."""
    found: dict[str, set[int]] = defaultdict(set)
    text = Path(__file__).with_name("nicknames.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        if not line.startswith("#"):
            for name in line.split():
                found[bare(name)].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def bare(name: str) -> str:
    """Return a name folded and without hyphens, as `groups` knows it."""
    return "".join(filter(str.isalpha, folded(name)))


def groups_of(name: str) -> frozenset[int]:
    return groups().get(name, frozenset())
