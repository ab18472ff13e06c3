"""How often somebody may be wrong, counted in the cache that all workers share."""

import hashlib

from django.core.cache import cache

PER_ADDRESS = 30
PER_NAME = 10
WITHIN = 300
"""seconds"""


def may_try(what: str, address: str, name: str) -> bool:
    """Count one wrong try of this address and of this name; whether it was still one of the allowed ones."""
    counts = [_count(f"{what}:a:{address}") <= PER_ADDRESS, _count(f"{what}:n:{name.casefold()}") <= PER_NAME]
    return all(counts)


def _count(key: str) -> int:
    hashed = hashlib.sha256(key.encode()).hexdigest()
    if cache.add(hashed, 1, WITHIN):
        return 1
    try:
        return cache.incr(hashed)
    except ValueError:  # it expired between the two
        return 1
