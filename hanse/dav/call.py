"""What is known of the request that is being answered, for the parts that Radicale calls."""

import hashlib
import re
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cached_property

from django.utils import timezone

from hanse.accounts.models import AppPassword
from hanse.community.models import Member
from hanse.people.actions.from_phone import Writer
from hanse.people.models import Book
from hanse.people.vcard import CardFields

NO_UID = "no-uid"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]*")


class Wants(IntEnum):
    """How much of each card an answer needs. Radicale asks for the text even where it only prints the etag."""

    ETAGS = 0
    SIZES = 1
    TEXTS = 2
    BYTES = 3


@dataclass
class Call:
    device: AppPassword
    member: Member
    book: Book
    wants: Wants
    now: datetime
    method: str
    raw: bytes = b""
    """the card of a PUT"""
    fields: CardFields | None = None
    fault: Exception | None = None
    """of the database; Radicale makes one kind of answer of every fault"""

    @cached_property
    def principal(self) -> str:
        return principal_of(self.member)

    @property
    def writer(self) -> Writer:
        return Writer(self.device.author, self.now, timezone.localdate(self.now))


def uid_key(uid: str) -> str:
    """Return what Radicale compares instead of a UID, which may hold anything and be as long as it likes."""
    return hashlib.sha256(uid.encode()).hexdigest() if uid else NO_UID


def principal_of(member: Member) -> str:
    """Return the part of the path that is hers: her sign-in name where a path can hold it, else her key."""
    name = member.user.username
    return name if _PLAIN.fullmatch(name) else member.pk.hex


current: ContextVar[Call] = ContextVar("dav_call")
