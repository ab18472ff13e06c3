"""The same person changed in two places at once: what each place changed is kept, and where both did, one is chosen.

A *told* form is its values by field, as text that a hidden input can carry: `base` is what stood in it when it was
opened, `there` what stands in the book now, `typed` what was sent.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from hanse.people.forms.contact import WholeContact

LISTS = ("phones", "emails", "sites", "addresses")
_NOT_TOLD = ("photo", "without_photo")
_PLACE = "line"
"""where an item stands in its card: no part of what it says"""

Told = dict[str, object]


@dataclass(frozen=True)
class Choice:
    """One field that both places changed."""

    name: str
    label: str
    there: str
    typed: str


@dataclass(frozen=True)
class Merged:
    values: Told
    choices: list[Choice]
    joined: list[str]
    """labels of the fields that were changed in the book alone, and come along"""


def told(whole: WholeContact) -> Told:
    """Return what stands in a form: what was sent, where something was, else what it begins with."""
    fields = {field.name: _text(field.value()) for field in whole.form if field.name not in _NOT_TOLD}
    lists = {name: _items(getattr(whole, name)) for name in LISTS}
    return fields | lists


def packed(values: Told) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Told:
    """Read what `packed` wrote; anything else is an empty form."""
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(values, dict):
        return {}
    return {name: _list(value) if name in LISTS else _text(value) for name, value in values.items()}


def merge(base: Told, there: Told, typed: Told, whole: WholeContact) -> Merged:
    values, choices, joined = {}, [], []
    for name, mine in typed.items():
        was, now = base.get(name, [] if name in LISTS else ""), there[name]
        if name in LISTS:
            mine = _placed(mine, was, now)
        label = _label(name, whole)
        if _said(mine) == _said(now) or _said(mine) == _said(was):
            values[name] = now
            joined += [label] if _said(now) != _said(was) and _said(mine) != _said(now) else []
        else:
            values[name] = mine
            if _said(now) != _said(was):
                choices.append(Choice(name, label, _shown(now), _shown(mine)))
    return Merged(values, choices, joined)


def chosen(values: Told, there: Told, picked: Mapping[str, str]) -> Told:
    """Return the values with those of the book where that was picked (`keep.NAME` is "there")."""
    return {
        name: there.get(name, mine) if picked.get(f"keep.{name}") == "there" else mine
        for name, mine in values.items()
    }


def as_data(values: Told) -> MultiValueDict:
    """Return the values as if they had been typed into the form."""
    data = MultiValueDict()
    for name, value in values.items():
        if name not in LISTS:
            data[name] = value
            continue
        data[f"{name}-TOTAL_FORMS"] = data[f"{name}-INITIAL_FORMS"] = str(len(value))
        for number, item in enumerate(value):
            for key, part in item.items():
                data[f"{name}-{number}-{key}"] = part
    return data


def _list(value: object) -> list[dict[str, str]]:
    items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    return [{key: _text(part) for key, part in item.items()} for item in items]


def _items(formset) -> list[dict[str, str]]:
    rows = [{field.name: _text(field.value()) for field in form} for form in formset.forms]
    return [row for row in rows if any(part for key, part in row.items() if key not in (_PLACE, "label"))]


def _placed(mine: list[dict], was: list[dict], now: list[dict]) -> list[dict]:
    """Let each item point to where it stands in the card now; one that is not there any more counts as new."""
    places = {_key(item): item.get(_PLACE, "") for item in now}
    moved = {item.get(_PLACE): places.get(_key(item)) for item in was}
    if len(was) == len(now):
        # What no longer reads the same stands where it stood among the others.
        moved |= {
            old.get(_PLACE): new.get(_PLACE)
            for old, new in zip(was, now, strict=True)
            if not moved[old.get(_PLACE)]
        }
    return [item | {_PLACE: moved.get(item.get(_PLACE)) or ""} for item in mine]


def _key(item: dict) -> str:
    return json.dumps(_said([item]))


def _said(value: object) -> object:
    if isinstance(value, list):
        return [{key: part for key, part in item.items() if key != _PLACE and part} for item in value]
    return _text(value).replace("\r\n", "\n").strip()


def _shown(value: object) -> str:
    if not isinstance(value, list):
        return _text(value) or "–"
    rows = (", ".join(part for key, part in item.items() if key != _PLACE and part) for item in value)
    return "\n".join(rows) or "–"


def _label(name: str, whole: WholeContact) -> str:
    said = {"phones": _("Phone"), "emails": _("Mail"), "sites": _("Site"), "addresses": _("Addresses")}
    if name in said:
        return said[name]
    label = str(whole.form.fields[name].label) if name in whole.form.fields else name
    return f"{_('Birthday')}: {label}" if name.startswith("birthday_") else label


def _text(value: object) -> str:
    return "" if value is None else str(value)
