"""What the capture line leaves behind: lines that wait for a yes, and what came of each confirmed one."""

from datetime import date

from django.db import models
from django.utils import timezone

from hanse.community.models import Member
from hanse.kit.ids import uuid7


class RememberedQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "RememberedQuerySet":
        return self.filter(member=member)


class Remembered(models.Model):
    """A one-time key that was used, and the ids of what was made by it: sent twice, saved once; the way back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    made = models.JSONField(default=dict)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = RememberedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="remembered_once_per_key")]

    def __str__(self) -> str:
        return self.key


class WaitingLineQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "WaitingLineQuerySet":
        return self.filter(member=member)

    def waiting(self) -> "WaitingLineQuerySet":
        return self.filter(dropped_at=None).order_by("captured_at", "id")


class WaitingLine(models.Model):
    """A line written without reception, kept as it came until its writer says yes or drops it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="waiting_lines")
    key = models.CharField(max_length=64)
    line = models.TextField()
    captured_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    objects = WaitingLineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="waiting_line_once_per_key")]

    def __str__(self) -> str:
        return self.line[:60]

    @property
    def captured_on(self) -> date:
        return timezone.localdate(self.captured_at)
