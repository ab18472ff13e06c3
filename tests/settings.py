"""The house's settings, made fast and forgetful for tests."""

from hanse.settings import *  # noqa: F403
from hanse.settings import DATABASES, TEMPLATES

SECRET_KEY = "only for tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
ACCOUNT_RATE_LIMITS = False
DATABASES["default"].pop("CONN_MAX_AGE", None)


class _Unknown(str):
    """A template that asks for what is not there fails, where Django would print nothing."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise ValueError(f"unknown template variable {name}")

    def __contains__(self, text: object) -> bool:
        return text == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Unknown("%s")
