"""X-ANDROID-CUSTOM: the rows of Android's contacts table that vCard has no name for."""

from hanse.people.vcard.dates import read_date
from hanse.people.vcard.escaping import components
from hanse.people.vcard.fields import CardFields, LabelledDate, Related
from hanse.people.vcard.lines import Line

_PREFIX = "vnd.android.cursor.item/"
# ContactsContract.CommonDataKinds.Event and Relation, TYPE_* constants.
_EVENTS = {"1": "anniversary", "2": "other", "3": "birthday"}
_RELATIONS = {
    "1": "assistant", "2": "brother", "3": "child", "4": "domestic partner", "5": "father", "6": "friend",
    "7": "manager", "8": "mother", "9": "parent", "10": "partner", "11": "referred by", "12": "relative",
    "13": "sister", "14": "spouse",
}  # fmt: skip


def read_custom(card: CardFields, line: Line, index: int) -> None:
    """Take nickname, event or relation from one row; other rows stay in the card alone."""
    kind, value, number, label, *_rest = components(line.value, 17)
    match kind.removeprefix(_PREFIX):
        case "nickname":
            card.nickname = card.nickname or value
        case "contact_event" if day := read_date(value):
            name = label or _EVENTS.get(number, "")
            if name == "birthday":
                card.birthday = card.birthday or day
            else:
                card.dates.append(LabelledDate(day, name, index))
        case "relation" if value:
            card.related.append(Related(label or _RELATIONS.get(number, ""), value))
