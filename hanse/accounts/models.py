from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.kit.ids import uuid7


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """Create a user; without a password she signs in by passkey or one-time link only."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. A mail address is welcome and never needed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(_("sign-in name"), max_length=150, unique=True)
    email = models.EmailField(_("mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    theme = models.CharField(
        _("colours"), max_length=5, blank=True, choices=[("light", _("day")), ("dark", _("night"))]
    )
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.username


class OneTimeLinkQuerySet(models.QuerySet):
    def usable(self, *, now: datetime) -> "OneTimeLinkQuerySet":
        return self.filter(used_at=None, expires_at__gt=now)


class OneTimeLink(models.Model):
    """A link that signs one person in once; without a user it lets the first person found the Kontor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="one_time_links"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="link_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"one-time link until {self.expires_at:%Y-%m-%d %H:%M}"


class AppPasswordQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "AppPasswordQuerySet":
        return self.filter(user=user)

    def valid(self) -> "AppPasswordQuerySet":
        return self.filter(revoked_at=None, user__is_active=True)


class AppPassword(models.Model):
    """What one phone or program signs in with, and nothing else; made here, shown once, taken back any time."""

    class Scope(models.TextChoices):
        READ = "ro", _("reads only")
        WRITE = "rw", _("reads and writes")

    class Device(models.TextChoices):
        IPHONE = "iphone", _("iPhone, iPad or Mac")
        ANDROID = "android", _("Android")
        THUNDERBIRD = "thunderbird", "Thunderbird"
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="app_passwords")
    name = models.CharField(_("what you call it"), max_length=80)
    device = models.CharField(_("device"), max_length=11, choices=Device, default=Device.OTHER)
    token_sha256 = models.CharField(max_length=64, unique=True)
    scope = models.CharField(_("what it may do"), max_length=2, choices=Scope, default=Scope.WRITE)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AppPasswordQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def author(self) -> str:
        """How cards remember who wrote them."""
        return f"dav:{self.pk.hex}"

    @property
    def may_write(self) -> bool:
        return self.scope == self.Scope.WRITE


class Draft(models.Model):
    """What is half-written in the form of one page."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300)
    body = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="draft_once_per_page")]

    def __str__(self) -> str:
        return self.path


class KeptBody(models.Model):
    """A form that arrived after its session had run out: sealed with a key that only the sender's browser has."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_bodies")
    path = models.CharField(max_length=300)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
