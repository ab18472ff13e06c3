"""What a file tells of a person beyond her card: written where the book is silent, added where it speaks."""

from datetime import date, datetime
from uuid import UUID

from hanse.kit.text import clean
from hanse.people.actions.importing.keys import RowKeys
from hanse.people.formats.arriving import ArrivingNote, Record
from hanse.people.models import Contact, Note

# Texts of which both may be kept, one under the other.
_GROWING = ("met_how", "story", "offers", "seeks")
_TOGETHER = {"met_on": ("met_on", "met_precision"), "source": ("source", "source_on")}
_FOLLOWERS = {follower for _lead, *followers in _TOGETHER.values() for follower in followers}
_SHORT = {"met_where": 200}
_SILENT = dict.fromkeys((*_GROWING, "met_where"), "")


def write(
    contact: Contact, record: Record, *, keys: RowKeys, is_new: bool, now: datetime, today: date
) -> dict[str, object]:
    """Write columns and notes; return how the columns were and which notes are new, for the way back."""
    made: dict[str, object] = {}
    if columns := _fill(contact, record.own, is_new=is_new, today=today):
        made["columns"] = columns
    if notes := write_notes([(contact, note) for note in record.notes], keys=keys, now=now):
        made["notes"] = [str(note.pk) for note in notes]
    return made


def write_notes(pairs: list[tuple[Contact, ArrivingNote]], *, keys: RowKeys, now: datetime) -> list[Note]:
    """Write the notes that are not there yet."""
    if not pairs:
        return []
    keys.look_up(Note, [note.key for _contact, note in pairs])
    wanted = {keys.of(note.key): (contact, note) for contact, note in pairs if clean(note.text)}
    there = set(Note.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    return Note.objects.bulk_create(
        Note(pk=pk, contact=contact, on=note.on, text=clean(note.text), created_at=now)
        for pk, (contact, note) in wanted.items()
        if pk not in there
    )


def _fill(contact: Contact, own: dict[str, object], *, is_new: bool, today: date) -> dict[str, list]:
    """Set what is silent, let texts grow; return what changed, by column, before and after."""
    before = {name: getattr(contact, name) for name in own}
    for name, value in own.items():
        if name in _FOLLOWERS or value in (None, ""):
            continue
        if isinstance(value, str):
            value = clean(value)[: _SHORT.get(name)]
        there = getattr(contact, name)
        if is_new or there in (None, ""):
            for one in _TOGETHER.get(name, (name,)):
                setattr(contact, one, value if one == name else own.get(one, ""))
        elif name in _GROWING and value not in there:
            setattr(contact, name, grown(there, value))
    columns = changed(contact, before)
    if columns:
        contact.rhythm_since = contact.rhythm_since or (today if contact.own_rhythm_days else None)
        contact.save(update_fields=[*columns, "rhythm_since"])
    return columns


def grown(there: str, text: str) -> str:
    """Return both texts, one under the other."""
    return f"{there}\n\n{text}" if there else text


def changed(contact: Contact, before: dict[str, object]) -> dict[str, list]:
    """Return what changed, by column, before and after, as it can be kept in JSON."""
    return {
        name: [_plain(was), _plain(now)]
        for name, was in before.items()
        if was != (now := getattr(contact, name))
    }


def put_back(contact: Contact, columns: dict[str, list]) -> None:
    """Give columns their values of before, those that nobody changed since."""
    back = {name: was for name, (was, wrote) in columns.items() if _plain(getattr(contact, name)) == wrote}
    if back:
        Contact.objects.filter(pk=contact.pk).update(**back)
        contact.refresh_from_db()


def is_untouched(contact: Contact, columns: dict[str, list]) -> bool:
    """Whether her columns say only what the file wrote."""
    wrote = {name: after for name, (_before, after) in columns.items()}
    return all(
        _plain(getattr(contact, name)) == wrote.get(name, _SILENT.get(name))
        for name in (*_GROWING, "met_where", "met_on", "own_rhythm_days")
    )


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
