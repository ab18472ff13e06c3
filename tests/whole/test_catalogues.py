"""No text stays untranslated, and nothing is addressed as *Sie*."""

import re

import pytest
from babel.messages.pofile import read_po

from hanse.kit.gathering import LANGUAGES, gather, rooms
from hanse.kit.messages import HOUSE

ROOMS = list(rooms())
HOLES = re.compile(r"%\(\w+\)s|%\(\w+\)d|%s|</?\w+>")


def written(room, language):
    path = room / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return {}
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    return {(message.context, message.id): message for message in catalogue if message.id}


def strings(message):
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_text_is_translated(room, language):
    there = written(room, language)
    wanted = {(message.context, message.id) for message in gather(room) if message.id}
    missing = {key for key in wanted if key not in there or there[key].fuzzy or not all(strings(there[key]))}
    assert missing == set(), "run bin/messages, then translate"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_translation_keeps_what_is_filled_in(room):
    for (_, text), message in written(room, "de").items():
        originals = text if isinstance(text, tuple | list) else (text,)
        for original, said in zip(originals, strings(message), strict=True):
            wanted, kept = set(HOLES.findall(original)), set(HOLES.findall(said))
            # A singular may say "one" in a word; nothing may be filled in that is not there.
            assert kept <= wanted | set(HOLES.findall(originals[-1]))
            assert kept == wanted or len(originals) == 2, original


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_german_says_du(room):
    for message in written(room, "de").values():
        for said in strings(message):
            assert not re.search(r"\b(Ihre[nmrs]?|Ihnen)\b(?! Geschichte)", said), said
            assert not re.search(r"\b(Bitte |bitte |[a-zäöü]+en )Sie\b", said), said


def test_templates_leave_no_bare_words():
    """Words in a template that no tag translates would be the same in both languages."""
    bare = []
    for path in sorted(HOUSE.glob("*/templates/**/*.html")):
        text = path.read_text()
        for pattern in (
            r"{%\s*blocktrans(late)?\b.*?{%\s*endblocktrans(late)?\s*%}",
            r"{%\s*comment.*?endcomment\s*%}",
            r"{#.*?#}",
            r"{%\s*block \w*class\b.*?{%\s*endblock.*?%}",
            r"{%.*?%}",
            r"{{.*?}}",
            r"<!--.*?-->",
            r"<script.*?</script>",
            r"<[^>]*>",
            r"&\w+;",
        ):
            text = re.sub(pattern, " ", text, flags=re.DOTALL)
        bare += [(path.name, word) for word in re.findall(r"[^\W\d_]{3,}", text) if word != "Hanse"]
    assert bare == []


def test_the_same_words_are_said_alike_in_every_room():
    """Django reads all catalogues as one: of two translations one would be lost."""
    said = {}
    for room in ROOMS:
        for key, message in written(room, "de").items():
            assert said.setdefault(key, message.string) == message.string, (room.name, key)
