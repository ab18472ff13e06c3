from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "hanse.people"

    def ready(self) -> None:
        # Models can be imported only now that every app is there.
        from hanse.kit.erasures import REPLAY  # noqa: PLC0415
        from hanse.people import erasing  # noqa: PLC0415

        REPLAY["people.Card"] = erasing.cards
        REPLAY["people.Encounter"] = erasing.encounters
        REPLAY["people.Label"] = erasing.labels
        REPLAY["people.Note"] = erasing.notes
        REPLAY["people.Relation"] = erasing.relations
        from hanse.kit.calendars import CALENDARS, Calendar  # noqa: PLC0415
        from hanse.people.calendars import birthdays, in_touch  # noqa: PLC0415

        CALENDARS.append(Calendar("birthdays", _("Birthdays"), birthdays))
        CALENDARS.append(Calendar("in-touch", _("Staying in touch"), in_touch))
