from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy


class KitConfig(AppConfig):
    name = "hanse.kit"

    def ready(self) -> None:
        """Whatever is missing in whichever form is said in our words."""
        Field.default_error_messages["required"] = gettext_lazy("This is still missing.")
