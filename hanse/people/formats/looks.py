"""How a value looks: a mail, a phone, a page of the web, a name."""

import re

# A mail begins where no letter of one stands before it: else long text would be searched from every letter.
MAIL = re.compile(
    r"(?<![^\s@<>,;:/()\[\]\"'])[^\s@<>,;:/()\[\]\"']+@[^\s@<>,;:/()\[\]\"']+\.[^\W\d_]{2,}", re.I
)
SITE = re.compile(
    r"https?://[^\s,;<>\"]+|www\.[^\s,;<>\"]+"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:de|com|org|net|at|ch|eu|info|io|shop|blog|art|example)(?:/[^\s,;]*)?(?![\w@.])",
    re.I,
)
_PHONE = re.compile(r"(?:\+|\(0|\(\+|0|[2-9(])[\d\s()./‑–-]{4,}\d(?:\s*(?:ext\.?|x|dw)\s*\d{1,5})?$", re.I)
_DOTTED_DAY = re.compile(r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?$|\d{4}-\d\d-\d\d$|\d{1,2}/\d{1,2}/\d{2,4}$")
_NAME = re.compile(r"[^\W\d_][^\d@:;/\\]{1,60}$")


def is_mail(text: str) -> bool:
    return bool(MAIL.fullmatch(text.strip()))


def is_site(text: str) -> bool:
    return bool(SITE.fullmatch(text.strip()))


def is_phone(text: str) -> bool:
    text = text.strip()
    figures = sum(letter.isdigit() for letter in text)
    return 6 <= figures <= 20 and bool(_PHONE.match(text)) and not is_day(text)


def is_day(text: str) -> bool:
    return bool(_DOTTED_DAY.match(text.strip()))


def is_name(text: str) -> bool:
    """Whether a text could be somebody's name: few words, no figures, begun with a letter."""
    text = text.strip()
    return bool(_NAME.match(text)) and len(text.split()) <= 6 and not text.endswith((".", "!", "?"))


def is_data(text: str) -> bool:
    """Whether a cell holds a value rather than the name of a column."""
    return is_mail(text) or is_phone(text) or is_day(text) or text.strip().lower().startswith("http")
