"""What was lived with a contact: encounters, promises, and all that becomes a dated note so that nothing is lost."""

from collections.abc import Iterator, Mapping
from datetime import date

from hanse.people.formats import words
from hanse.people.formats.arriving import ArrivingEncounter
from hanse.people.formats.monica.values import (
    day,
    items,
    properties,
    special_date,
    text,
    truth,
    uuids,
    written_on,
)
from hanse.people.formats.words import Said, said_day

_EVERY = {"week": words.WEEKLY, "month": words.MONTHLY, "year": words.YEARLY, "day": words.DAILY}
_GIFTS = {"idea": words.GIFT_IDEA, "offered": words.GIFT_GIVEN, "received": words.GIFT_RECEIVED}
Told = tuple[str, date | None, str]
"""uuid (or the kind, where there is none), day, text"""


def notes_of(contact: dict, *, name_of_document: Mapping[str, str], said: Said) -> Iterator[Told]:
    told = properties(contact)
    wrote = day(contact.get("created_at"))
    for note in items(contact, "note"):
        yield _key(note, "note"), written_on(note), text(properties(note).get("body"))
    for kind, tell in _TELLERS.items():
        for item in items(contact, kind):
            yield _key(item, kind), *tell(item, said)
    yield from ((_key(one, "reminder"), *_reminder(one, said)) for one in _reminders(contact))
    if last := day(told.get("last_talked_to")):
        yield "last_talked_to", last, said(words.LAST_TALKED).replace("{day}", said_day(last, said))
    if food := text(told.get("food_preferences")):
        yield "food", wrote, said(words.FOOD).replace("{what}", food)
    died, _year = special_date(told.get("deceased_date"))
    if died and died.year:
        on = date(died.year, died.month, died.day)
        yield "died", on, said(words.DIED_ON).replace("{day}", said_day(on, said))
    elif truth(told.get("is_dead")):
        yield "died", wrote, said(words.DIED)
    for uuid in filter(name_of_document.get, uuids(contact, "document")):
        yield uuid, wrote, said(words.DOCUMENT).replace("{what}", name_of_document[uuid])


def encounters_of(
    contact: dict, person: str, *, way_of: Mapping[str, str], said: Said
) -> Iterator[ArrivingEncounter]:
    """Yield calls and conversations; `way_of` names the kind of a contact field."""
    for call in items(contact, "call"):
        told = properties(call)
        if on := written_on(call, "called_at"):
            by = {True: "them", False: "me"}.get(told.get("contact_called"), "")
            note = "\n".join(filter(None, [text(told.get("content")), _feelings(told)]))
            yield ArrivingEncounter(_key(call, "call"), [person], on, kind="call", note=note, initiative=by)
    for conversation in items(contact, "conversation"):
        if on := written_on(conversation, "happened_at"):
            yield _conversation(conversation, person, on, way_of, said)


def activity(value: dict, *, people: list[str], type_name: str) -> ArrivingEncounter | None:
    told = properties(value)
    if (on := written_on(value, "happened_at")) is None:
        return None
    note = "\n".join(filter(None, [text(told.get("description")), type_name, _feelings(told)]))
    topic = text(told.get("summary"))
    if len(topic) > 300:
        topic, note = topic[:299] + "…", f"{topic}\n{note}".strip()
    return ArrivingEncounter(f"monica:{text(value.get('uuid'))}", people, on, topic=topic, note=note)


def promises_of(contact: dict, person: str) -> Iterator[dict]:
    """Yield tasks as promises of mine, in the form of the room above that keeps them."""
    for task in items(contact, "task"):
        told = properties(task)
        what = ": ".join(filter(None, [text(told.get("title")), text(told.get("description"))]))
        made, kept = day(task.get("created_at")), None
        if truth(told.get("completed")):
            kept = day(told.get("completed_at")) or day(task.get("updated_at")) or made
        if what and (made := min(filter(None, (made, kept)), default=None)):
            row = {"key": _key(task, "task"), "person": person, "direction": "mine", "what": what}
            yield row | {"made_on": made.isoformat(), "kept_on": kept.isoformat() if kept else None}


def _conversation(
    item: dict, person: str, on: date, way_of: Mapping[str, str], said: Said
) -> ArrivingEncounter:
    told = properties(item)
    messages = told.get("messages")
    lines, first = [], ""
    for message in messages if isinstance(messages, list) else []:
        by_me = truth(properties(message).get("written_by_me"))
        first = first or ("me" if by_me else "them")
        who = said(words.I_WROTE if by_me else words.THEY_WROTE)
        lines.append(who.replace("{text}", text(properties(message).get("content"))))
    way = way_of.get(text(told.get("contact_field_type")), "")
    way = "" if way.lower() in ("phone", "email") else way
    return ArrivingEncounter(
        _key(item, "conversation"),
        [person],
        on,
        kind="message",
        topic=way,
        note="\n".join(lines),
        initiative=first,
    )


def _feelings(told: dict) -> str:
    names = [one.get("name") if isinstance(one, dict) else one for one in told.get("emotions") or [] if one]
    return ", ".join(filter(None, map(text, names)))


def _gift(item: dict, said: Said) -> tuple[date | None, str]:
    told = properties(item)
    parts = [text(told.get(name)) for name in ("name", "comment", "amount", "url")]
    what = ", ".join(part for part in parts if part)
    form = _GIFTS.get(text(told.get("status")), words.GIFT)
    return written_on(item, "date"), said(form).replace("{what}", what)


def _debt(item: dict, said: Said) -> tuple[date | None, str]:
    told = properties(item)
    amount = " ".join(filter(None, [text(told.get("amount")), text(told.get("currency"))]))
    what = ", ".join(filter(None, [amount, text(told.get("reason"))]))
    if text(told.get("status")) in ("complete", "completed"):
        what = f"{what} ({said(words.SETTLED)})"
    form = words.I_OWE if truth(told.get("in_debt")) else words.OWES_ME
    return written_on(item), said(form).replace("{what}", what)


def _pet(item: dict, said: Said) -> tuple[date | None, str]:
    told = properties(item)
    category = told.get("category")
    kind = text(category.get("name") if isinstance(category, dict) else category)
    name = text(told.get("name"))
    what = f"{name} ({kind})" if name and kind else name or kind
    return written_on(item), said(words.PET).replace("{what}", what)


def _life_event(item: dict, _said: Said) -> tuple[date | None, str]:
    told = properties(item)
    return written_on(item, "happened_at"), "\n".join(
        filter(None, [text(told.get("name")), text(told.get("note"))])
    )


def _reminders(contact: dict) -> Iterator[dict]:
    """Yield reminders but for those that say only that it is her birthday, which Hanse knows by itself."""
    birthday, _year = special_date(properties(contact).get("birthdate"))
    for one in items(contact, "reminder"):
        on = day(properties(one).get("initial_date"))
        title = text(properties(one).get("title")).lower()
        is_birthday = birthday and on and (on.month, on.day) == (birthday.month, birthday.day)
        if not (is_birthday and any(word in title for word in ("birthday", "geburtstag"))):
            yield one


def _reminder(item: dict, said: Said) -> tuple[date | None, str]:
    told = properties(item)
    what = ": ".join(filter(None, [text(told.get("title")), text(told.get("description"))]))
    if (on := day(told.get("initial_date"))) is None:
        return written_on(item), what
    number, every = told.get("frequency_number"), _EVERY.get(text(told.get("frequency_type")))
    form = said(every if every else words.REMINDER)
    form = form.replace("{number}", text(number) or "1").replace("{day}", said_day(on, said))
    return written_on(item) or on, form.replace("{what}", what)


_TELLERS = {"gift": _gift, "debt": _debt, "pet": _pet, "life_event": _life_event}


def _key(item: dict, kind: str) -> str:
    return text(item.get("uuid")) or kind
