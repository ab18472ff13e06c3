"""Google Contacts CSV: the header since 2024 and the one before."""

import re
from collections.abc import Iterator
from datetime import date

from hanse.people import vcard
from hanse.people.formats.arriving import Record
from hanse.people.formats.days import read_day
from hanse.people.formats.drafting import Draft, relate
from hanse.people.formats.labels import card_label
from hanse.people.formats.words import Said

_SEPARATOR = " ::: "
_NOT_LABELS = {"mycontacts", "starred", "other", "other contacts"}
_NUMBERED = re.compile(
    r"(E-mail|Phone|Address|Website|Event|Relation|Custom Field|IM|Organization) (\d+) - (.+)$"
)
_PLAIN = {
    "First Name": "given", "Given Name": "given",
    "Middle Name": "additional", "Additional Name": "additional",
    "Last Name": "family", "Family Name": "family",
    "Name Prefix": "prefix", "Name Suffix": "suffix",
    "Nickname": "nickname",
    "Organization Name": "organisation", "Organization Title": "title", "Organization Department": "department",
}  # fmt: skip
_OLD_ORGANISATION = {"Name": "organisation", "Title": "title", "Department": "department"}
_ADDRESS = {
    "Street": "street", "City": "city", "PO Box": "po_box", "Region": "region", "Postal Code": "postal_code",
    "Country": "country", "Extended Address": "extended",
}  # fmt: skip
_PHONETIC = {
    "Phonetic First Name": "X-PHONETIC-FIRST-NAME", "Given Name Yomi": "X-PHONETIC-FIRST-NAME",
    "Phonetic Middle Name": "X-PHONETIC-MIDDLE-NAME", "Additional Name Yomi": "X-PHONETIC-MIDDLE-NAME",
    "Phonetic Last Name": "X-PHONETIC-LAST-NAME", "Family Name Yomi": "X-PHONETIC-LAST-NAME",
}  # fmt: skip
_TAKEN = {"Name", "File As", "Birthday", "Notes", "Photo", "Labels", "Group Membership", "Gender"}


def is_its_header(names: set[str]) -> bool:
    if not names & {"Given Name", "First Name"}:
        return False
    has_way = any(_NUMBERED.match(name) for name in names)
    return bool(has_way and names & {"Labels", "Group Membership", "File As"}) or any(
        pair <= names
        for pair in ({"Group Membership", "Yomi Name"}, {"Organization Name", "Phonetic First Name"})
    )


def day_columns(header: list[str]) -> list[str]:
    return [name for name in header if name == "Birthday" or re.fullmatch(r"Event \d+ - Value", name)]


def writes_day_first(names: set[str]) -> bool | None:
    return None


def read_row(cells: dict[str, str], record: Record, *, today: date, day_first: bool, said: Said) -> Draft:
    draft = Draft(**{field: cells[name] for name, field in _PLAIN.items() if cells.get(name)})
    draft.call(cells.get("Name", ""))
    draft.extra += [(line, cells.get(name, "")) for name, line in _PHONETIC.items()]
    draft.birthday = read_day(cells.get("Birthday", ""), today=today, day_first=day_first)
    draft.add_note(cells.get("Notes", ""))
    for group in _groups(cells):
        _GROUPS[group["kind"]](draft, record, group, today, day_first)
    if not draft.birthday:
        draft.add_note(cells.get("Birthday", ""), "Birthday")
    if photo := cells.get("Photo", ""):
        draft.extra.append(("PHOTO;VALUE=URI", photo))
    if cells.get("File As") and not draft.has_name:
        draft.call(cells["File As"])
    record.labels = _labels(cells.get("Labels") or cells.get("Group Membership") or "")
    for name, value in cells.items():
        if name not in _PLAIN and name not in _PHONETIC and name not in _TAKEN and not _NUMBERED.match(name):
            draft.add_note(value, name)
    return draft


def _groups(cells: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield what belongs together (`Phone 1 - Label`, `Phone 1 - Value`); several values in a cell are several."""
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for name, value in cells.items():
        if value and (match := _NUMBERED.match(name)):
            part = "Label" if match[3] == "Type" else match[3]
            groups.setdefault((match[1], match[2]), {})[part] = value
    for (kind, _number), parts in groups.items():
        columns = {part: value.split(_SEPARATOR) for part, value in parts.items()}
        for place in range(max(len(values) for values in columns.values())):
            one = {
                part: (values[place] if place < len(values) else values[0] if part == "Label" else "").strip()
                for part, values in columns.items()
            }
            if any(value for part, value in one.items() if part != "Label"):
                yield {"kind": kind, **one}


def _item(kind: str):
    def take(draft: Draft, _record: Record, group: dict[str, str], *_rest) -> None:
        label = group.get("Label", "")
        draft.add(
            getattr(draft, kind), group.get("Value", ""), card_label(label), preferred=label.startswith("*")
        )

    return take


def _address(draft: Draft, _record: Record, group: dict[str, str], *_rest) -> None:
    parts = {field: group[part] for part, field in _ADDRESS.items() if group.get(part)}
    if not parts:
        parts = {"street": group.get("Formatted", "")}
    draft.addresses.append(vcard.Address(card_label(group.get("Label", "")), **parts))


def _event(draft: Draft, _record: Record, group: dict[str, str], today: date, day_first: bool) -> None:
    label = card_label(group.get("Label", ""))
    if day := read_day(group.get("Value", ""), today=today, day_first=day_first):
        draft.dates.append(vcard.LabelledDate(day, label))
    else:
        draft.add_note(group.get("Value", ""), label)


def _relation(draft: Draft, record: Record, group: dict[str, str], *_rest) -> None:
    relate(
        draft, record, group.get("Label", "").removeprefix("*").strip() or "relative", group.get("Value", "")
    )


def _custom(draft: Draft, _record: Record, group: dict[str, str], *_rest) -> None:
    draft.add_note(group.get("Value", ""), group.get("Label", "").removeprefix("*").strip())


def _messenger(draft: Draft, _record: Record, group: dict[str, str], *_rest) -> None:
    draft.add_note(group.get("Value", ""), group.get("Service") or group.get("Label", "").strip("* ") or "IM")


def _organisation(draft: Draft, _record: Record, group: dict[str, str], *_rest) -> None:
    for part, value in group.items():
        name = _OLD_ORGANISATION.get(part)
        if name and not getattr(draft, name):
            setattr(draft, name, value)
        elif part not in ("kind", "Label", "Yomi Name"):
            draft.add_note(value, part)


_GROUPS = {
    "E-mail": _item("emails"),
    "Phone": _item("phones"),
    "Website": _item("sites"),
    "Address": _address,
    "Event": _event,
    "Relation": _relation,
    "Custom Field": _custom,
    "IM": _messenger,
    "Organization": _organisation,
}


def _labels(cell: str) -> list[str]:
    names = [one.strip().removeprefix("*").strip() for one in cell.split(_SEPARATOR.strip())]
    return list(dict.fromkeys(name for name in names if name and name.lower() not in _NOT_LABELS))
