from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.community.models import Member
from hanse.kit.ids import uuid7
from hanse.kit.partial import Precision
from hanse.people.models.contact import Contact


class EncounterQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "EncounterQuerySet":
        return self.filter(member=member)

    def latest_first(self) -> "EncounterQuerySet":
        return self.order_by("-on", "-created_at", "-id")

    def with_people(self) -> "EncounterQuerySet":
        """Fetch whom each was with, by name."""
        return self.prefetch_related(models.Prefetch("contacts", Contact.objects.by_name()))


class Encounter(models.Model):
    """One time of meeting, calling or writing, with one or many contacts."""

    class Kind(models.TextChoices):
        MET = "met", _("met")
        CALL = "call", _("on the phone")
        MESSAGE = "message", _("a message")
        LETTER = "letter", _("a letter")

    class Initiative(models.TextChoices):
        """Who reached out."""

        UNKNOWN = "", _("not said")
        ME = "me", _("I did")
        THEM = "them", _("the other did")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="encounters")
    contacts = models.ManyToManyField(Contact, related_name="encounters")
    kind = models.CharField(_("how"), max_length=7, choices=Kind, default=Kind.MET)
    on = models.DateField(_("when"))
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    place = models.CharField(_("where"), max_length=200, blank=True)
    topic = models.CharField(_("what it was about"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    initiative = models.CharField(_("who reached out"), max_length=4, choices=Initiative, blank=True)
    created_at = models.DateTimeField()

    objects = EncounterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-on"], name="encounter_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"

    def is_in_future(self, *, today: date) -> bool:
        return self.on > today
