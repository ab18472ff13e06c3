from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from hanse.accounts.models import User
from hanse.kit.forms import AS_TYPED
from hanse.kit.text import clean


class ClaimForm(forms.Form):
    name = forms.CharField(
        label=_("What are you called?"),
        max_length=150,
        help_text=_("First and last name, as you like it."),
        error_messages={"required": _("Write down what you are called.")},
    )
    username = forms.CharField(
        label=_("Your sign-in name"),
        max_length=60,
        help_text=_("One word in small letters, for example katrin."),
        error_messages={"required": _("Choose a name to sign in with.")},
        validators=[
            RegexValidator(r"^[A-Za-z0-9._@+-]+$", _("Use small letters, digits, dot and dash only."))
        ],
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput(render_value=True),
        help_text=_(
            "At least ten characters. Leave it empty if you want a passkey instead: the next page makes it."
        ),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, autocomplete in (("name", "name"), ("username", "username"), ("password", "new-password")):
            self.fields[name].widget.attrs.update({"class": "field__input", "autocomplete": autocomplete})
        self.fields["username"].widget.attrs |= AS_TYPED

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Write a name that can be seen."))
        return name

    def clean_username(self) -> str:
        """A phone begins every word with a capital."""
        return self.cleaned_data["username"].lower()

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, User(username=self.cleaned_data.get("username", "")))
        return password
