"""A record that was laid upon somebody of the book while it came in: the same merge as any other, with the same way back."""

from datetime import datetime
from uuid import UUID

from hanse.kit.ids import uuid7
from hanse.people import vcard
from hanse.people.actions import cards, moving
from hanse.people.actions.importing.keys import RowKeys
from hanse.people.formats.arriving import Record
from hanse.people.models import Contact, ImportEntry, Merge


def folded(
    contact: Contact,
    record: Record,
    entry: ImportEntry,
    *,
    raws: tuple[bytes, bytes],
    made: dict,
    keys: RowKeys,
    now: datetime,
) -> Merge:
    """Return the merge, not yet saved; `raws` are the card before and after, `made` what the record wrote."""
    before, after = raws
    fields = vcard.read(record.raw)
    notes = [str(keys.of(note.key)) for note in record.notes]
    return Merge(
        id=uuid7(),
        member_id=contact.member_id,
        kept=contact,
        gone_key=uuid7(),
        gone_name=fields.display_name[:400],
        gone_uid=fields.uid[:255],
        gone_href=f"{uuid7()}.vcf",
        gone_raw=record.raw,
        gone_own=moving.as_json(record.own),
        kept_raw=before,
        kept_etag=cards.etag_of(after),
        kept_own=made.get("columns", {}),
        moved={
            "entries": [entry.pk],
            "notes": notes,
            "labels": [[pk, False] for pk in made.get("labels", [])],
        },
        how=Merge.How.EXACT,
        reasons=[entry.reason],
        at=now,
    )


def hang_on(
    merges: dict[str, str], *, encounters: dict[str, list[UUID]], attached: dict[str, dict[str, list[str]]]
) -> None:
    """Note on each merge what else came with its record: `merges` by key of the record."""
    found = Merge.objects.in_bulk([UUID(pk) for pk in merges.values()])
    for key, pk in merges.items():
        if merge := found.get(UUID(pk)):
            if key in encounters:
                merge.moved["encounters"] = [[str(one), False] for one in encounters[key]]
            for name, rows in attached.items():
                if key in rows:
                    merge.moved[f"of {name}"] = rows[key]
    Merge.objects.bulk_update(found.values(), ["moved"], batch_size=200)
