"""What rooms above add to a person's page without this room knowing them.

A room appends one function in its AppConfig.ready: contact and today in, template and context out.
"""

from collections.abc import Callable
from datetime import date

from hanse.people.models import Contact

Panel = tuple[str, dict[str, object]]

PANELS: list[Callable[[Contact, date], Panel]] = []
BRIEF_PANELS: list[Callable[[Contact, date], Panel]] = []
