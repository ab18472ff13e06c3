from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "hanse.promises"

    def ready(self) -> None:
        # Models can be imported only now that every app is there.
        from hanse.people.actions.search import SOURCES  # noqa: PLC0415
        from hanse.promises.queries import texts  # noqa: PLC0415

        SOURCES.append(texts)
