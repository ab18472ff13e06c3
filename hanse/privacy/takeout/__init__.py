"""Everything of one member in one ZIP, for other programs and for another Kontor.

`people.vcf` holds the cards byte for byte, `hanse.json` all that stands beside them and where in `people.vcf` each
card lies; a published JSON Schema says how it is built. `people.csv` and `dates.ics` say parts of it once more, for
spreadsheets and calendars. `people.formats.takeout` reads it back.
"""

from hanse.privacy.takeout.zipping import takeout

__all__ = ["takeout"]
