"""The JSON that Monica 4 exports (`version` 1.0-preview.1), read contact by contact, also where the file was cut off.

`parts` finds what is in the file, `kin` who belongs to whom, `cards` writes a contact's card, `life` what was
lived with her, `reader` puts a reading together.
"""

from hanse.people.formats.monica.reader import read_monica

__all__ = ["read_monica"]
