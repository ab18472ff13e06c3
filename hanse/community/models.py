from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.kit.ids import uuid7

LONGEST_NAME = 100
"""letters of what a Kontor is called"""


class Kontor(models.Model):
    """This installation's community: one row, made when the first person claims it."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_kontor_only")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person with an account in this Kontor."""

    class Role(models.TextChoices):
        OPERATOR = "operator", _("operator")
        HOST = "host", _("host")
        MEMBER = "member", _("member")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member")
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split()[0]
