"""What may be typed about a promise, and in which words it is refused."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.community.models import Member
from hanse.kit.forms import DayField, suggested_by
from hanse.kit.text import clean
from hanse.people.models import Contact
from hanse.people.queries.naming import meant_by
from hanse.promises.models import Promise


class PromiseForm(forms.Form):
    """What was promised, by whom, until when."""

    direction = forms.ChoiceField(
        label=gettext_lazy("Who promised?"),
        choices=Promise.Direction.choices,
        initial=Promise.Direction.MINE,
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label=gettext_lazy("What?"),
        max_length=300,
        help_text=gettext_lazy("For example: send the address of the dye works"),
        error_messages={"required": gettext_lazy("Say what was promised.")},
    )
    due_on = DayField(
        label=gettext_lazy("Until when?"), required=False, help_text=gettext_lazy("It may stay empty.")
    )

    def clean_what(self) -> str:
        return clean(self.cleaned_data["what"])


class NewPromiseForm(PromiseForm):
    """A promise with somebody who is named in words, unless the page knows her already."""

    who = forms.CharField(
        label=gettext_lazy("With whom?"),
        max_length=400,
        error_messages={"required": gettext_lazy("Name the person.")},
        widget=forms.TextInput(attrs=suggested_by("people:names")),
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label=gettext_lazy("Whom do you mean?"),
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ["who", "contact", "direction", "what", "due_on"]

    def __init__(self, *args, member: Member, contact: Contact | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.known = member, contact
        if contact:
            del self.fields["who"], self.fields["contact"]
            return
        named = meant_by(member=member, name=clean(self.data.get("who", "")))
        self.fields["contact"].queryset = Contact.objects.filter(pk__in=[one.pk for one in named])
        if len(named) < 2:
            self.fields["contact"].widget = forms.HiddenInput()

    def clean(self) -> dict:
        values = super().clean()
        if self.known:
            values["contact"] = self.known
        elif values.get("who") and not values.get("contact"):
            values["contact"] = self._only(meant_by(member=self.member, name=clean(values["who"])))
        return values

    def _only(self, named: list[Contact]) -> Contact:
        if not named:
            raise ValidationError({"who": _("Nobody in your book has this name. Write her down first.")})
        if len(named) > 1:
            raise ValidationError({"contact": _("There are several of that name. Choose one.")})
        return named[0]


class NewDayForm(forms.Form):
    due_on = DayField(
        label=gettext_lazy("Until when?"), error_messages={"required": gettext_lazy("Choose a day.")}
    )


class GiveBackForm(forms.Form):
    word = forms.CharField(
        label=gettext_lazy("A word to it, if you like"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only you see it. You tell the other person yourself."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def handy_days(*, today: date) -> list[date]:
    """Return days that are often agreed on: tomorrow, in a week, in two weeks, in a month."""
    return [date.fromordinal(today.toordinal() + days) for days in (1, 7, 14, 30)]
