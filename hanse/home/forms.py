"""What was understood of a line, as fields that can be corrected or dropped one by one."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.home.actions.waiting import LONGEST_LINE
from hanse.home.recognising import meant_by
from hanse.kit.forms import DayField
from hanse.kit.text import clean
from hanse.people.models import Contact, Encounter
from hanse.promises.models import Promise

NEW, DROPPED = "new", "dropped"
EVERYBODY = ""
NO_ENCOUNTER = ""


class EncounterForm(forms.Form):
    """How, when, where, what about; and what is kept as the note."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=[*Encounter.Kind.choices, (NO_ENCOUNTER, gettext_lazy("not at all"))],
        widget=forms.RadioSelect,
        required=False,
    )
    on = DayField(label=gettext_lazy("When?"), error_messages={"required": gettext_lazy("Choose a day.")})
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=200, required=False)
    topic = forms.CharField(label=gettext_lazy("What was it about?"), max_length=300, required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PersonForm(forms.Form):
    """One name of the line: who it is. Without a choice the name decides, if it can mean only one."""

    heard = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    who = forms.ChoiceField(label=gettext_lazy("Who is it?"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=400, required=False)

    def __init__(self, *args, familiar: list[Contact], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = meant_by(self.spoken, familiar) if self.spoken else []
        self.by_id = {str(one.pk): one for one in familiar}
        if isinstance(chosen := self["who"].value(), str) and chosen in self.by_id:
            self.candidates = list(dict.fromkeys([self.by_id[chosen], *self.candidates]))
        self.fields["who"].choices = [
            *((str(one.pk), self._described(one)) for one in self.candidates),
            (NEW, _("Somebody new")),
            (DROPPED, _("Leave out")),
        ]

    @property
    def spoken(self) -> str:
        return clean(self["name"].value() or self["heard"].value() or "")

    @property
    def is_blank(self) -> bool:
        """Nobody was understood here: the free place for one more."""
        return not self.spoken and not self["who"].value()

    @property
    def is_present(self) -> bool:
        return not self.is_blank and not self.is_dropped

    @property
    def shown_name(self) -> str:
        return self.contact.display_name if self.contact else self.spoken

    @property
    def is_dropped(self) -> bool:
        return self["who"].value() == DROPPED

    @property
    def contact(self) -> Contact | None:
        """Whom the choice names, or the only one whom the name can mean."""
        chosen = self["who"].value()
        if chosen in (NEW, DROPPED):
            return None
        if chosen:
            return self.by_id.get(chosen)
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def is_open_question(self) -> bool:
        return not self["who"].value() and len(self.candidates) > 1

    def clean(self) -> dict:
        values = super().clean()
        if self.is_open_question:
            self.add_error("who", ValidationError(_("There are several of that name. Choose one.")))
        if values.get("who") == NEW and not self.spoken:
            self.add_error("name", ValidationError(_("Name the person.")))
        return values

    def _described(self, contact: Contact) -> str:
        more = contact.organisation or contact.met_where or contact.nickname
        return f"{contact.display_name} · {more}" if more else contact.display_name


class PromisedForm(forms.Form):
    """One promise of the line."""

    what = forms.CharField(label=gettext_lazy("What?"), max_length=300, required=False)
    direction = forms.ChoiceField(
        label=gettext_lazy("Who promised?"), choices=Promise.Direction.choices, widget=forms.RadioSelect
    )
    due_on = DayField(label=gettext_lazy("Until when?"), required=False)
    whom = forms.ChoiceField(label=gettext_lazy("With whom?"), required=False)

    def __init__(self, *args, names: dict[int, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        several = [(str(place), name) for place, name in names.items()]
        self.fields["whom"].choices = [(EVERYBODY, _("everybody who was there")), *several]
        if len(names) < 2:
            del self.fields["whom"]

    @property
    def is_mine(self) -> bool:
        return self["direction"].value() != Promise.Direction.THEIRS


class LabelForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("List"), max_length=80, required=False)


def formset(form: type[forms.Form]) -> type[BaseFormSet]:
    return formset_factory(form, extra=0, max_num=30, absolute_max=60)


PersonForms, PromisedForms, LabelForms = formset(PersonForm), formset(PromisedForm), formset(LabelForm)
