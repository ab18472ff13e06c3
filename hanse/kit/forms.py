"""How forms are drawn: label, hint, then the error beside the field."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

# What a date picker sends, and what a German or an English hand types where there is none.
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d %B %Y", "%d/%m/%Y"]

# For names and codes of which a phone must not make words.
AS_TYPED = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


def suggested_by(name: str) -> dict[str, object]:
    """Return what makes a field ask the address of that name, while one types, for what may be meant."""
    return {
        "list": "suggestions",
        "autocomplete": "off",
        "hx-get": reverse_lazy(name),
        "hx-trigger": "input changed delay:150ms",
        "hx-target": "#suggestions",
    }


class Renderer(TemplatesSetting):
    form_template_name = "kit/form.html"
    field_template_name = "kit/field.html"


class DayField(forms.DateField):
    """A day, chosen with the picker of the phone."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": gettext_lazy("There is no such day. Write it like 3.12.2026.")}

    def __init__(self, **kwargs) -> None:
        super().__init__(input_formats=DAY_FORMATS, **kwargs)
