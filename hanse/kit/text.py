"""Typed text: cleaned of what nobody typed on purpose, folded so that it can be compared."""

import re
import unicodedata

# Everything that writes invisibly or turns the direction of reading, save line feed and tab; and halves of a
# character (surrogates), which JSON and odd charsets let through and no database takes.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
# Letters that no decomposition takes apart; most texts have none, and to translate a text is slow.
_STROKES = re.compile("[\u0142\xf8\xe6\u0131\u0111]")
_UMLAUT_PAIRS = re.compile("ae|oe|ue")
_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    """Return the text without control and bidi characters, with plain line ends, composed (NFC)."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()


def plain(text: str) -> str:
    """Return the text in lower case without accents, for sorting: Ä stands beside A, ß beside ss (DIN 5007-1)."""
    if text.isascii():
        return text.lower()
    text = text.casefold()
    if _STROKES.search(text):
        text = text.translate({0x142: "l", 0xF8: "o", 0xE6: "ae", 0x131: "i", 0x111: "d"})
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text))


def folded(text: str) -> str:
    """Return the text for searching: Müller, Mueller and Muller become the same."""
    return _UMLAUT_PAIRS.sub(lambda pair: pair[0][0], plain(text))


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return _WORD.findall(folded(text))
