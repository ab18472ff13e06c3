"""What a card says, and what a form wants changed in it."""

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day of the calendar; the year may be unknown."""

    year: int | None
    month: int
    day: int


@dataclass(slots=True)
class Labelled:
    """A phone, mail or site. `line` is its place in the card's content lines; None for one that is new."""

    value: str
    label: str = ""
    line: int | None = None
    preferred: bool = False


@dataclass(slots=True)
class Address:
    label: str = ""
    po_box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    line: int | None = None

    @property
    def parts(self) -> list[str]:
        """The seven components in the order of RFC 6350, section 6.3.1."""
        return [
            self.po_box,
            self.extended,
            self.street,
            self.city,
            self.region,
            self.postal_code,
            self.country,
        ]


@dataclass(slots=True)
class LabelledDate:
    date: PartialDate
    label: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Related:
    kind: str
    name: str


@dataclass(slots=True)
class CardFields:
    uid: str = ""
    version: str = "3.0"
    kind: str = "individual"
    display_name: str = ""
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    phones: list[Labelled] = field(default_factory=list)
    emails: list[Labelled] = field(default_factory=list)
    sites: list[Labelled] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    birthday: PartialDate | None = None
    dates: list[LabelledDate] = field(default_factory=list)
    note: str = ""
    categories: list[str] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    rev: str = ""
    photo: "Photo | None" = None


@dataclass(frozen=True, slots=True)
class Photo:
    """An embedded picture, not yet decoded. `verbatim` is its content line."""

    verbatim: bytes
    value: str


class Untouched(Enum):
    """A field that the form did not ask about."""

    UNTOUCHED = "untouched"


UNTOUCHED = Untouched.UNTOUCHED


@dataclass(slots=True)
class Changes:
    """What a form wants to be so. UNTOUCHED leaves a field alone; lists are the whole list as it should be."""

    name: tuple[str, str, str, str, str] | Untouched = UNTOUCHED
    """prefix, given, additional, family, suffix"""
    nickname: str | Untouched = UNTOUCHED
    organisation: str | Untouched = UNTOUCHED
    department: str | Untouched = UNTOUCHED
    title: str | Untouched = UNTOUCHED
    phones: list[Labelled] | Untouched = UNTOUCHED
    emails: list[Labelled] | Untouched = UNTOUCHED
    sites: list[Labelled] | Untouched = UNTOUCHED
    addresses: list[Address] | Untouched = UNTOUCHED
    birthday: PartialDate | Untouched | None = UNTOUCHED
    dates: list[LabelledDate] | Untouched = UNTOUCHED
    note: str | Untouched = UNTOUCHED
    categories: list[str] | Untouched = UNTOUCHED
    photo: bytes | Untouched | None = UNTOUCHED
    """JPEG bytes, or None to remove the photo"""
