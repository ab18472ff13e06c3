"""A list's name and how often its people are looked after."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.kit.text import clean

_LONGEST_RHYTHM = 3650
_REFUSED = gettext_lazy("Write a number of days from 1 to 3650, or leave it empty.")


class LabelForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    rhythm_days = forms.IntegerField(
        label=gettext_lazy("How often, in days?"),
        required=False,
        help_text=gettext_lazy("For everybody on this list who has no rhythm of her own. It may stay empty."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        validators=[MinValueValidator(1, _REFUSED), MaxValueValidator(_LONGEST_RHYTHM, _REFUSED)],
        error_messages={"invalid": _REFUSED},
    )

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Give the list a name."))
        return name
