"""What people are to each other, and what that makes the other one. Kinds are English words, said on the page."""

_PAIRS = (
    ("parent", "child"),
    ("stepparent", "stepchild"),
    ("grandparent", "grandchild"),
    ("uncle or aunt", "nephew or niece"),
    ("godparent", "godchild"),
    ("boss", "employee"),
    ("mentor", "mentee"),
    ("beloved", "admirer"),
)
_MUTUAL = (
    "spouse", "partner", "date", "lover", "ex-partner", "ex-husband", "sibling", "cousin", "friend", "best friend",
    "colleague", "relative",
)  # fmt: skip
INVERSE = dict(_PAIRS) | {other: one for one, other in _PAIRS} | {kind: kind for kind in _MUTUAL}
_SAME = {
    "mother": "parent", "father": "parent", "mutter": "parent", "vater": "parent",
    "son": "child", "daughter": "child", "sohn": "child", "tochter": "child", "kind": "child",
    "brother": "sibling", "sister": "sibling", "bruder": "sibling", "schwester": "sibling",
    "husband": "spouse", "wife": "spouse", "ehemann": "spouse", "ehefrau": "spouse", "ehepartner": "spouse",
    "domestic partner": "partner", "manager": "boss", "freund": "friend", "freundin": "friend",
    # Monica's names.
    "uncle": "uncle or aunt", "nephew": "nephew or niece", "godfather": "godparent", "godson": "godchild",
    "bestfriend": "best friend", "subordinate": "employee", "protege": "mentee", "ex": "ex-partner",
    "ex_husband": "ex-husband", "inlovewith": "beloved", "lovedby": "admirer",
}  # fmt: skip


def kind_of(word: str) -> str:
    """Return the kind that a word of a program means; any other word stays as it is."""
    word = word.strip().lower()
    return _SAME.get(word, word)


def inverse(kind: str) -> str:
    """Return what the other one is; empty if nobody knows."""
    return INVERSE.get(kind, "")
