"""Who is one person twice? A pure engine: cards in, exact doubles and suggestions with reasons out; no Django.

*Exact* is the same name and the same mail or number, and nothing that speaks against it; such may be merged
without asking. A *suggestion* is a sum of evidence for and against, weighed by how rare in this book a name or
value is (Fellegi and Sunter, A Theory for Record Linkage, 1969). Two by two is never compared: only who shares a
number, a mail, or something of the name is looked at (`blocking`).
"""

from hanse.people.doubles.finding import Exact, Findings, Index, Suggestion, find
from hanse.people.doubles.profiles import Profile, profile_of

__all__ = ["Exact", "Findings", "Index", "Profile", "Suggestion", "find", "profile_of"]
