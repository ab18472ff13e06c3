from django.apps import AppConfig


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
