"""Keys that say nothing about how many rows there are."""

import secrets
import time
import uuid
from datetime import UTC, datetime


def uuid7() -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, 74 random bits."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def moment_of(key: uuid.UUID) -> datetime:
    """Return when a UUID version 7 was made."""
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC)
