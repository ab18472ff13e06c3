"""What a file may be at most, and why one cannot be read. The words for the codes belong to the page."""

LARGEST = 200 * 1024 * 1024
LARGEST_TABLE = 64 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 300
MOST_EMPTY_ROWS = 1000
"""in a row; after them nothing more is looked for"""
LARGEST_CELL = 64 * 1024
LARGEST_PHOTO = 5 * 1024 * 1024
MOST_ENTRIES = 2000
"""of a ZIP"""
MOST_RATIO = 100
"""between what a ZIP holds and what it weighs"""

CODES = (
    "empty",
    "unknown",
    "cut",
    "too_large",
    "table_too_large",
    "too_many_rows",
    "too_many_columns",
    "too_many_people",
    "too_deep",
    "too_many_entries",
    "zip_bomb",
    "zip_nested",
    "zip_locked",
    "zip_without_contacts",
    "old_excel",
    "other_spreadsheet",
    "other_json",
    "monica_sql",
    "calendar",
)


class NotReadable(ValueError):
    """A whole file that cannot be taken in; `code` is one of CODES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
