from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hanse.accounts.models import User


class SignInForm(LoginForm):
    """allauth's form in our words; the fields carry our class."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Your sign-in name")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "field__input"
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class PasskeyForm(AddWebAuthnForm):
    """A key that opens the door by itself: it lives on the device and asks for finger, face or PIN."""

    # allauth's script looks whether this box is checked.
    passwordless = forms.BooleanField(
        initial=True,
        widget=forms.CheckboxInput(attrs={"hidden": True, "aria-hidden": "true", "tabindex": "-1"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What do you call this device?")
        self.fields["name"].max_length = 100
        self.fields["name"].widget.attrs["class"] = "field__input"


class RecoveryForm(forms.Form):
    username = forms.CharField(label=_("Your sign-in name"), max_length=150)
    code = forms.CharField(label=_("One of your recovery codes"), max_length=40)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "field__input"
        self.fields["code"].widget.attrs["autocomplete"] = "one-time-code"


class PreferencesForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("as in the browser")), *settings.LANGUAGES]
    )
    theme = forms.ChoiceField(
        label=_("Colours"),
        required=False,
        choices=[("", _("as on the device")), ("light", _("by day")), ("dark", _("by night"))],
    )

    class Meta:
        model = User
        fields = ["language", "theme"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "field__input"
