"""The card and what is Hanse's own, as one form."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hanse.community.models import Member
from hanse.kit.forms import DayField, suggested_by
from hanse.kit.partial import Precision, first_day
from hanse.kit.text import clean
from hanse.people import vcard
from hanse.people.forms.naming import the_one_meant
from hanse.people.models import MOST_PARTS, Contact
from hanse.people.photos import ACCEPTED, NotAPicture, shrunk

_LABELS = [
    ("", pgettext_lazy("label of a number", "–")),
    ("cell", pgettext_lazy("label of a number", "mobile")),
    ("home", pgettext_lazy("label of a number", "private")),
    ("work", pgettext_lazy("label of a number", "work")),
    ("fax", pgettext_lazy("label of a number", "fax")),
    ("other", pgettext_lazy("label of a number", "other")),
]
_OWN = ("met_where", "met_how", "story", "offers", "seeks", "standing", "source", "source_on", "on_phone")


class CleanTextMixin:
    """Takes control and bidi characters out of every text."""

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = clean(value)
        return data


class LabelledForm(CleanTextMixin, forms.Form):
    value = forms.CharField(required=False, max_length=300)
    label = forms.ChoiceField(required=False, choices=_LABELS)
    line = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = self.initial.get("label", "") or self.data.get(self.add_prefix("label"), "")
        if own and own not in dict(_LABELS):
            self.fields["label"].choices = [*_LABELS, (own, own)]

    def item(self) -> vcard.Labelled | None:
        data = self.cleaned_data
        return vcard.Labelled(data["value"], data["label"], data["line"]) if data.get("value") else None


class AddressForm(LabelledForm):
    value = None
    street = forms.CharField(label=gettext_lazy("Street"), required=False, max_length=300)
    postal_code = forms.CharField(label=gettext_lazy("Postcode"), required=False, max_length=40)
    city = forms.CharField(label=gettext_lazy("Town"), required=False, max_length=200)
    country = forms.CharField(label=gettext_lazy("Country"), required=False, max_length=200)
    po_box = forms.CharField(required=False, widget=forms.HiddenInput)
    extended = forms.CharField(required=False, widget=forms.HiddenInput)
    region = forms.CharField(required=False, widget=forms.HiddenInput)

    def item(self) -> vcard.Address | None:
        address = vcard.Address(**self.cleaned_data)
        return address if any(address.parts) else None


def _several(form: type[forms.Form]) -> type[forms.BaseFormSet]:
    return formset_factory(form, extra=1, max_num=MOST_PARTS, absolute_max=2 * MOST_PARTS)


Labelleds, Addresses = _several(LabelledForm), _several(AddressForm)


class ContactForm(CleanTextMixin, forms.Form):
    given = forms.CharField(label=gettext_lazy("First name"), required=False, max_length=200)
    family = forms.CharField(label=gettext_lazy("Last name"), required=False, max_length=200)
    prefix = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=100)
    additional = forms.CharField(label=gettext_lazy("More first names"), required=False, max_length=200)
    suffix = forms.CharField(label=gettext_lazy("After the name"), required=False, max_length=100)
    nickname = forms.CharField(label=gettext_lazy("Pet name"), required=False, max_length=200)
    organisation = forms.CharField(label=gettext_lazy("Firm or association"), required=False, max_length=300)
    department = forms.CharField(label=gettext_lazy("Department"), required=False, max_length=300)
    title = forms.CharField(
        label=gettext_lazy("What she does"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For example: potter"),
    )
    birthday_day = forms.IntegerField(label=gettext_lazy("Day"), required=False, min_value=1, max_value=31)
    birthday_month = forms.IntegerField(
        label=gettext_lazy("Month"), required=False, min_value=1, max_value=12
    )
    birthday_year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        min_value=1850,
        max_value=2200,
        help_text=gettext_lazy("may stay empty"),
    )
    note = forms.CharField(
        label=gettext_lazy("Note in the address book"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It travels with the card to your phone."),
    )
    photo = forms.FileField(
        label=gettext_lazy("Photograph"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    without_photo = forms.BooleanField(label=gettext_lazy("Take the photograph away"), required=False)

    met_year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=1900, max_value=2200)
    met_month = forms.IntegerField(label=gettext_lazy("Month"), required=False, min_value=1, max_value=12)
    met_day = forms.IntegerField(label=gettext_lazy("Day"), required=False, min_value=1, max_value=31)
    met_where = forms.CharField(label=gettext_lazy("Where did you meet?"), required=False, max_length=200)
    met_through = forms.CharField(
        label=gettext_lazy("Through whom?"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Somebody from your book"),
        widget=forms.TextInput(attrs=suggested_by("people:names")),
    )
    met_how = forms.CharField(
        label=gettext_lazy("How was it?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    story = forms.CharField(
        label=gettext_lazy("Her story"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    offers = forms.CharField(
        label=gettext_lazy("What she offers"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seeks = forms.CharField(
        label=gettext_lazy("What she looks for"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    labels = forms.CharField(
        label=gettext_lazy("Lists"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Separated by commas"),
    )
    standing = forms.ChoiceField(label=gettext_lazy("Private or business?"), choices=Contact.Standing.choices)
    source = forms.ChoiceField(
        label=gettext_lazy("Where do her data come from?"), required=False, choices=Contact.Source.choices
    )
    source_on = DayField(label=gettext_lazy("Since when?"), required=False)
    on_phone = forms.ChoiceField(
        label=gettext_lazy("Does her card go to your phone?"),
        required=False,
        choices=Contact.OnPhone.choices,
        help_text=gettext_lazy("Whoever rests is not on the phone."),
    )

    def __init__(self, *args, member: Member, today: date, contact: Contact | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.today, self.contact = member, today, contact

    def clean_photo(self) -> bytes | None:
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        try:
            return shrunk(upload)
        except NotAPicture as problem:
            raise ValidationError(str(problem)) from problem

    def clean_met_through(self) -> Contact | None:
        name = clean(self.cleaned_data["met_through"])
        if not name:
            return None
        meant = [self.contact.met_through] if self.contact and self.contact.met_through else []
        found = the_one_meant(member=self.member, name=name, meant=meant)
        if found == self.contact:
            raise ValidationError(_("Nobody meets somebody through herself. Name another person."))
        return found

    def clean(self) -> dict:
        data = super().clean()
        self._check_name(data)
        self._check_birthday(data)
        self._check_met(data)
        return data

    def _check_name(self, data: dict) -> None:
        if not any(data.get(name) for name in ("given", "family", "nickname", "organisation")):
            self.add_error("given", _("A name is needed. One is enough."))

    def _check_birthday(self, data: dict) -> None:
        year, month, day = (data.get(f"birthday_{part}") for part in ("year", "month", "day"))
        data["birthday"] = None
        if month is None and day is None and year is None:
            return
        if month is None or day is None:
            if not self.errors:
                self.add_error("birthday_day", _("Give day and month, or leave all empty."))
            return
        try:
            exact = date(year or 2000, month, day)
        except ValueError:
            self.add_error("birthday_day", _("There is no such day in the calendar."))
            return
        if year and exact > self.today:
            self.add_error("birthday_year", _("That day is still to come."))
        data["birthday"] = vcard.PartialDate(year, month, day)

    def _check_met(self, data: dict) -> None:
        year, month, day = (data.get(f"met_{part}") for part in ("year", "month", "day"))
        data["met_on"], data["met_precision"] = None, ""
        if year is None:
            if month or day:
                self.add_error("met_year", _("Give at least the year."))
            return
        try:
            data["met_on"], data["met_precision"] = first_day(year, month, day if month else None)
        except ValueError:
            self.add_error("met_day", _("There is no such day in the calendar."))
            return
        if data["met_on"] > self.today:
            self.add_error("met_year", _("That day is still to come."))

    def own(self) -> dict[str, object]:
        """Return Hanse's own columns."""
        data = self.cleaned_data
        return {name: data[name] for name in _OWN} | {
            "met_on": data["met_on"],
            "met_precision": data["met_precision"],
            "met_through": data["met_through"],
        }

    def label_names(self) -> list[str]:
        return [name for name in self.cleaned_data["labels"].split(",") if name.strip()]


class WholeContact:
    """The form and its four lists: phones, mails, sites, addresses."""

    def __init__(
        self, data=None, files=None, *, member: Member, today: date, contact: Contact | None = None
    ) -> None:
        card = vcard.read(bytes(contact.card.raw)) if contact else vcard.CardFields()
        self.card = card
        initial = _initial(contact, card) if contact else {"standing": Contact.Standing.PRIVATE}
        self.form = ContactForm(data, files, initial=initial, member=member, today=today, contact=contact)
        self.phones = Labelleds(data, prefix="phones", initial=_shown(card.phones, _labelled))
        self.emails = Labelleds(data, prefix="emails", initial=_shown(card.emails, _labelled))
        self.sites = Labelleds(data, prefix="sites", initial=_shown(card.sites, _labelled))
        self.addresses = Addresses(data, prefix="addresses", initial=_shown(card.addresses, _addressed))

    def is_valid(self) -> bool:
        """Whether all can be saved as it stands. Every part is asked, so that every error is shown at once."""
        answers = [part.is_valid() for part in self._parts]
        return all(answers)

    @property
    def has_errors(self) -> bool:
        return self.form.is_bound and not self.is_valid()

    @property
    def _parts(self) -> tuple:
        return self.form, self.phones, self.emails, self.sites, self.addresses

    def changes(self) -> vcard.Changes:
        """Return what the card should say; a day of the card that is nonsense stays unless a day was typed."""
        data = self.form.cleaned_data
        return vcard.Changes(
            name=tuple(data[name] for name in ("prefix", "given", "additional", "family", "suffix")),
            nickname=data["nickname"],
            organisation=data["organisation"],
            department=data["department"],
            title=data["title"],
            note=data["note"] if data["note"] != clean(self.card.note) else vcard.UNTOUCHED,
            phones=_items(self.phones, self.card.phones),
            emails=_items(self.emails, self.card.emails),
            sites=_items(self.sites, self.card.sites),
            addresses=_items(self.addresses, self.card.addresses),
            birthday=data["birthday"],
            photo=self._photo(data),
        )

    def _photo(self, data: dict) -> object:
        if data["without_photo"]:
            return None
        return data["photo"] or vcard.UNTOUCHED


def _shown(there: list, fields_of: Callable[..., dict[str, object]]) -> list[dict[str, object]]:
    return [fields_of(one) for one in there[:MOST_PARTS]]


def _items(formset, there: list) -> list:
    """Return what was typed, and behind it what the card has beyond what was shown."""
    typed = [item for form in formset.forms if hasattr(form, "cleaned_data") and (item := form.item())]
    return typed + there[MOST_PARTS:]


def _labelled(one: vcard.Labelled) -> dict[str, object]:
    return {"value": one.value, "label": one.label, "line": one.line}


def _addressed(one: vcard.Address) -> dict[str, object]:
    names = ("label", "line", "po_box", "extended", "street", "postal_code", "city", "region", "country")
    return {name: getattr(one, name) for name in names}


def _initial(contact: Contact, card: vcard.CardFields) -> dict[str, object]:
    day = contact.met_on
    names = (
        "prefix",
        "given",
        "additional",
        "family",
        "suffix",
        "nickname",
        "organisation",
        "department",
        "title",
        "note",
    )
    return (
        {name: getattr(card, name) for name in names}
        | {name: getattr(contact, name) for name in _OWN}
        | {f"birthday_{part}": getattr(contact, f"birthday_{part}") for part in ("year", "month", "day")}
        | {
            "met_year": day.year if day else None,
            "met_month": day.month if day and contact.met_precision != Precision.YEAR else None,
            "met_day": day.day if day and contact.met_precision == Precision.DAY else None,
            "met_through": contact.met_through.display_name if contact.met_through else "",
            "labels": ", ".join(label.name for label in contact.labels.all()),
        }
    )


RHYTHMS = (7, 14, 21, 30, 42, 60, 90, 180, 365)
