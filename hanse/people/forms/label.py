"""A list's name and how often its people are looked after."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.kit.templatetags.kit import rhythm
from hanse.kit.text import clean
from hanse.people.forms.contact import RHYTHMS


class LabelForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    rhythm_days = forms.TypedChoiceField(
        label=gettext_lazy("How often would you like to be in touch?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("For everybody on this list who has no rhythm of her own."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = sorted({*RHYTHMS, self.initial.get("rhythm_days") or RHYTHMS[0]})
        self.fields["rhythm_days"].choices = [
            ("", _("no rhythm")),
            *((days, rhythm(days)) for days in offered),
        ]

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Give the list a name."))
        return name
