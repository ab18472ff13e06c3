"""Django's settings, all read from the environment; docs/settings.md lists each name (a test compares)."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from platformdirs import user_data_path

from hanse.kit.database import database_from_url

BASE_DIR = Path(__file__).resolve().parent

DATA_DIR = Path(os.environ.get("HANSE_DATA") or user_data_path("hanse"))
HOST = os.environ.get("HANSE_HOST") or "127.0.0.1"
PORT = int(os.environ.get("HANSE_PORT") or 8000)
BASE_URL = (os.environ.get("HANSE_URL") or f"http://localhost:{PORT}").rstrip("/")
IS_DEMO = os.environ.get("HANSE_DEMO") == "1"
HTTPS = BASE_URL.startswith("https://")


def secret_key(folder: Path) -> str:
    """Return the signing key: from HANSE_SECRET_KEY, else from a file made on the first start, kept outside the database."""
    if key := os.environ.get("HANSE_SECRET_KEY"):
        return key
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


SECRET_KEY = secret_key(DATA_DIR)
DEBUG = os.environ.get("HANSE_DEBUG") == "1"
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "localhost", "localhost"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "hanse.home",
    "hanse.dav",
    "hanse.privacy",
    "hanse.promises",
    "hanse.people",
    "hanse.community",
    "hanse.accounts",
    "hanse.kit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "hanse.kit.middleware.OnlyUtf8",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "hanse.accounts.middleware.OwnLanguage",
    "hanse.accounts.middleware.QuietHeaders",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hanse.accounts.middleware.SeenNowAndThen",
    "hanse.accounts.middleware.ClosedHouse",
]

ROOT_URLCONF = "hanse.urls"
WSGI_APPLICATION = "hanse.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hanse.kit.context.house",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "hanse.kit.templatetags.kit",
            ],
        },
    }
]
FORM_RENDERER = "hanse.kit.forms.Renderer"

DATABASES = {
    "default": database_from_url(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR}/hanse.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kit_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["hanse.accounts.hashers.ModestArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "hanse.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "hanse.accounts.forms.SignInForm",
    "change_password": "hanse.accounts.forms.NewPasswordForm",
    "set_password": "hanse.accounts.forms.FirstPasswordForm",
    "reauthenticate": "hanse.accounts.forms.PasswordAgainForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# With https somebody stands in front; without this all visitors would share her address, and its limits.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "hanse.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "hanse.accounts.forms.PasskeyForm",
    "generate_recovery_codes": "hanse.accounts.forms.RecoveryCodesForm",
    "reauthenticate": "hanse.accounts.forms.RecoveryCodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = True
CSRF_FAILURE_VIEW = "hanse.accounts.views.stale_page"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "cli" / "locale"]
TIME_ZONE = os.environ.get("HANSE_TIME_ZONE") or "Europe/Berlin"
USE_TZ = True
PHONE_REGION = os.environ.get("HANSE_PHONE_REGION") or "DE"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hanse.kit.storage.Storage"},
}
MEDIA_ROOT = DATA_DIR / "media"
BACKUPS = Path(os.environ.get("HANSE_BACKUPS") or DATA_DIR / "backups")
BACKUP_RECIPIENT = os.environ.get("HANSE_BACKUP_RECIPIENT") or ""
BACKUP_KEEP = os.environ.get("HANSE_BACKUP_KEEP") or "7 4 6"
PG_DUMP = os.environ.get("HANSE_PG_DUMP") or "pg_dump"
FILE_UPLOAD_HANDLERS = [
    "hanse.kit.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 24 * 3600
CSRF_COOKIE_AGE = None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
