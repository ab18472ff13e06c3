"""What a number or address is for, in the words of the programs; known ones become those of the card."""

_KNOWN = {
    "home": "home", "privat": "home", "private": "home", "zuhause": "home", "personal": "home", "persönlich": "home",
    "work": "work", "business": "work", "arbeit": "work", "geschäftlich": "work", "dienstlich": "work", "büro": "work",
    "office": "work", "firma": "work", "beruflich": "work",
    "mobile": "cell", "cell": "cell", "handy": "cell", "mobil": "cell", "mobiltelefon": "cell", "natel": "cell",
    "main": "main", "hauptnummer": "main", "zentrale": "main",
    "fax": "fax", "telefax": "fax", "home fax": "home fax", "work fax": "work fax", "business fax": "work fax",
    "fax privat": "home fax", "fax geschäftlich": "work fax", "fax arbeit": "work fax",
    "pager": "pager", "other": "other", "weitere": "other", "sonstige": "other", "andere": "other",
    "school": "school", "schule": "school",
    "anniversary": "anniversary", "jahrestag": "anniversary", "hochzeitstag": "anniversary",
    "homepage": "homepage", "home page": "homepage", "website": "homepage", "webseite": "homepage",
}  # fmt: skip


def card_label(label: str) -> str:
    """Return the card's own word for a label; one's own stays as it is, without Google's star."""
    label = label.strip().removeprefix("*").strip()
    return _KNOWN.get(label.casefold(), label)
