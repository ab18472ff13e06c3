"""What to call a device, from what its browser says of itself."""

import re

# The first that fits counts: every browser also claims to be an older one.
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Firefox|FxiOS", "Firefox"),
    ("Edg(?:e|A|iOS)?/", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(user_agent: str) -> str:
    """Return a short name such as "Firefox, Android"; empty if nothing is known (RFC 9110, section 10.1.5)."""
    found = (
        next((name for sign, name in each if re.search(sign, user_agent)), "")
        for each in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(filter(None, found))
