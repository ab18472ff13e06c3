"""One time of meeting, calling or writing."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.community.models import Member
from hanse.kit.forms import DayField, suggested_by
from hanse.kit.partial import Precision, first_day
from hanse.kit.text import clean
from hanse.people.forms.naming import the_one_meant
from hanse.people.models import Contact, Encounter

_HOW_EXACT = [
    (Precision.DAY, gettext_lazy("on that day")),
    (Precision.MONTH, gettext_lazy("some time in that month")),
    (Precision.YEAR, gettext_lazy("some time in that year")),
]


class EncounterForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("How?"), choices=Encounter.Kind.choices, widget=forms.RadioSelect
    )
    on = DayField(label=gettext_lazy("When?"))
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly do you know?"), choices=_HOW_EXACT, required=False
    )
    place = forms.CharField(label=gettext_lazy("Where?"), required=False, max_length=200)
    topic = forms.CharField(label=gettext_lazy("What was it about?"), required=False, max_length=300)
    note = forms.CharField(
        label=gettext_lazy("What do you want to remember?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    initiative = forms.ChoiceField(
        label=gettext_lazy("Who reached out?"), required=False, choices=Encounter.Initiative.choices
    )
    others = forms.CharField(
        label=gettext_lazy("Who else was there?"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("Names from your book, separated by commas"),
        widget=forms.TextInput(attrs=suggested_by("people:names")),
    )

    def __init__(self, *args, member: Member, today: date, there: Iterable[Contact] = (), **kwargs) -> None:
        """`there` are the people of an encounter that is being corrected; `others` names them at first."""
        super().__init__(*args, **kwargs)
        self.member, self.today, self.there = member, today, list(there)
        if self.there:
            self.initial["others"] = ", ".join(one.display_name for one in self.there)
            self.fields["others"].required = True

    def clean_others(self) -> list[Contact]:
        parts = [part for one in self.cleaned_data["others"].split(",") if (part := clean(one))]
        found = [one for one in self.there if _taken_out(parts, one.display_name)]
        found += [the_one_meant(member=self.member, name=name) for name in dict.fromkeys(parts)]
        if not found and self.fields["others"].required:
            raise ValidationError(_("Name at least one person."))
        return found

    def clean(self) -> dict:
        data = super().clean()
        day, precision = data.get("on"), data.get("precision") or Precision.DAY
        if day is None:
            return data
        if day > self.today:
            self.add_error("on", _("That day is still to come. Note it when you have met."))
        known = {Precision.YEAR: (day.year,), Precision.MONTH: (day.year, day.month)}
        data["on"], data["precision"] = first_day(*known.get(precision, (day.year, day.month, day.day)))
        for name in ("place", "topic", "note"):
            data[name] = clean(data.get(name, ""))
        return data

    def told(self) -> dict[str, object]:
        names = ("kind", "on", "precision", "place", "topic", "note", "initiative")
        return {name: self.cleaned_data[name] for name in names}


def _taken_out(parts: list[str], name: str) -> bool:
    """Take a name, which may hold commas itself, out of the parts of what was typed; returns whether it stood there."""
    own = [clean(part).casefold() for part in name.split(",")]
    for at in range(len(parts)):
        if [part.casefold() for part in parts[at : at + len(own)]] == own:
            del parts[at : at + len(own)]
            return True
    return False


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What do you want to remember?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    on = DayField(label=gettext_lazy("Day"))

    def clean_text(self) -> str:
        text = clean(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Write a few words."))
        return text


class RelationForm(forms.Form):
    kind = forms.CharField(
        label=gettext_lazy("She is the"), max_length=60, help_text=gettext_lazy("For example: sister")
    )
    other = forms.CharField(
        label=gettext_lazy("of"),
        max_length=400,
        help_text=gettext_lazy("Somebody from your book"),
        widget=forms.TextInput(attrs=suggested_by("people:names")),
    )

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_other(self) -> Contact:
        return the_one_meant(member=self.member, name=clean(self.cleaned_data["other"]))
