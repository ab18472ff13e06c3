"""Where allauth asks us: no mail, no open sign-up, a passkey or a password is enough."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from hanse.accounts.devices import device_name


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """Nothing stands between the password and the door; whoever wants more uses a passkey alone."""
        return []

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A Kontor may have no mail server; nothing of signing in depends on one."""

    def send_notification_mail(self, *args, **kwargs) -> None:
        """See `send_mail`."""

    def add_message(self, request: HttpRequest, level: int, *args, **kwargs) -> None:
        """The pages say themselves what happened, in our words."""


class MFAAdapter(DefaultMFAAdapter):
    """Seeds of recovery codes lie in the database sealed with a key that is not in it."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type) -> str:
        """Propose what the device says of itself."""
        request = context.request
        return device_name(request.headers.get("user-agent", "")) or "Passkey"

    def _get_site_name(self) -> str:
        return "Hanse"


def _seal() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"mfa:{settings.SECRET_KEY}".encode()).digest()))
