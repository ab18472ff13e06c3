"""Naming a device, choosing who goes to the phones, naming an hour to go back to."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.accounts.models import AppPassword
from hanse.community.models import Member
from hanse.kit.forms import DayField
from hanse.people.actions.trash import TRASH_LASTS
from hanse.people.models import Book, Label

_EVENING = time(18)


class DeviceForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What do you call this device?"),
        max_length=80,
        help_text=gettext_lazy("For example: my phone, laptop in the workshop"),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What may it do?"),
        choices=[
            (AppPassword.Scope.WRITE, gettext_lazy("read and write")),
            (AppPassword.Scope.READ, gettext_lazy("only read")),
        ],
        initial=AppPassword.Scope.WRITE,
        widget=forms.RadioSelect,
    )


class WhoForm(forms.Form):
    choice = forms.ChoiceField(
        label=gettext_lazy("Everybody, or some?"),
        choices=Book.PhoneChoice.choices,
        widget=forms.RadioSelect,
    )
    labels = forms.ModelMultipleChoiceField(
        label=gettext_lazy("These lists"),
        queryset=Label.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only counts with “the people on some lists”."),
    )

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].queryset = Label.objects.visible_to(member)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("choice") == Book.PhoneChoice.LABELS and not data.get("labels"):
            self.add_error("labels", _("Choose at least one list, or let everybody go."))
        return data


class HourForm(forms.Form):
    """An hour of the last thirty days; further back nothing is sure to be there."""

    day = DayField(label=gettext_lazy("Which day?"))
    hour = forms.TimeField(
        label=gettext_lazy("What time?"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Write the time like 18:00.")},
    )

    def __init__(self, *args, now: datetime, **kwargs) -> None:
        self.now = now
        yesterday = timezone.localdate(now) - timedelta(days=1)
        super().__init__(*args, initial={"day": yesterday, "hour": _EVENING}, **kwargs)

    def clean(self) -> dict:
        data = super().clean()
        if "day" in data and "hour" in data:
            data["to"] = timezone.make_aware(datetime.combine(data["day"], data["hour"]))
            if not self.now - TRASH_LASTS <= data["to"] < self.now:
                raise ValidationError(_("Name an hour of the last thirty days."))
        return data
