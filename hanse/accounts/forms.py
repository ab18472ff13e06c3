from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, SetPasswordForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hanse.accounts.models import User
from hanse.kit.forms import AS_TYPED


def _in_our_words(form: forms.Form, **labels: str) -> None:
    """Give allauth's fields our labels and class; a hint inside a field is gone when one needs it."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["class"] = "field__input"


class SignInForm(LoginForm):
    """allauth's form in our words; the fields carry our class."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        _in_our_words(self, login=_("Your sign-in name"), password=_("Password"))
        self.fields["login"].widget.attrs |= AS_TYPED | {"autocomplete": "username webauthn"}


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": _("The password until now"), "password1": _("The new one")}
        _in_our_words(self, password2=_("The new one once more"), **labels)
        self.fields["password1"].help_text = _("At least ten characters, and nothing anybody would guess.")


class FirstPasswordForm(SetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, password1=_("Password"), password2=_("Once more"))
        self.fields["password1"].help_text = _("At least ten characters, and nothing anybody would guess.")


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, password=_("Password"))


class RecoveryCodeAgainForm(CodeAgainForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, code=_("One of your recovery codes"))
        self.fields["code"].widget.attrs |= AS_TYPED


class RecoveryCodesForm(GenerateRecoveryCodesForm):
    """For everybody: who has only a password can forget it as well as lose a device."""

    def clean(self) -> dict:
        return self.cleaned_data


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
            field.widget.attrs |= AS_TYPED | {"class": "field__input"}
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["code"].widget.attrs["autocomplete"] = "one-time-code"

    def clean_username(self) -> str:
        """A phone begins every word with a capital."""
        return self.cleaned_data["username"].lower()


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
