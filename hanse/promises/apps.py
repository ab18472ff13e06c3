from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromisesConfig(AppConfig):
    name = "hanse.promises"

    def ready(self) -> None:
        # Models can be imported only now that every app is there.
        from hanse.kit.calendars import CALENDARS, Calendar  # noqa: PLC0415
        from hanse.kit.erasures import REPLAY  # noqa: PLC0415
        from hanse.people.actions.search import SOURCES  # noqa: PLC0415
        from hanse.people.attachments import ATTACHMENTS  # noqa: PLC0415
        from hanse.people.panels import BRIEF_PANELS, PANELS  # noqa: PLC0415
        from hanse.promises.attached import PromisesOfContact, delete_again  # noqa: PLC0415
        from hanse.promises.calendars import due  # noqa: PLC0415
        from hanse.promises.panels import before_meeting, on_her_page  # noqa: PLC0415
        from hanse.promises.queries import texts  # noqa: PLC0415

        CALENDARS.append(Calendar("promises", _("Promises"), due))
        SOURCES.append(texts)
        PANELS.append(on_her_page)
        BRIEF_PANELS.append(before_meeting)
        ATTACHMENTS.append(PromisesOfContact())
        REPLAY["promises.Promise"] = delete_again
