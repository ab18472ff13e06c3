"""What a phone number or address is for: types of the card, or a label of one's own."""

import re
from functools import lru_cache

from hanse.people.vcard.lines import Line

KNOWN = ("home", "work", "cell", "fax", "pager", "main", "other", "school", "video")
_WRAPPED = re.compile(r"_\$!<(.*)>!\$_$")
_SAME = {"mobile": "cell", "iphone": "cell", "private": "home", "business": "work", "homepage": "homepage"}


def label_of(line: Line, group_labels: dict[str, str]) -> str:
    """Return the label of a line: the group's X-ABLabel, Android's own, else its types (known ones, in lower case)."""
    if line.group and (own := group_labels.get(line.group.lower())):
        return own
    if custom := line.param("X-CUSTOM"):
        return custom
    return _said(line.types())


@lru_cache(maxsize=256)
def _said(types: tuple[str, ...]) -> str:
    return " ".join(known for one in types if (known := _SAME.get(one, one)) in KNOWN)


def unwrapped(label: str) -> str:
    """Return Apple's `_$!<Home>!$_` as home; a label of one's own stays as it is."""
    match = _WRAPPED.match(label)
    if not match:
        return label
    plain = match[1].lower()
    return _SAME.get(plain, plain)


def is_known(label: str) -> bool:
    """Whether the label can be said in types alone."""
    return all(word in KNOWN for word in label.split())
