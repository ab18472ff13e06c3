from django.db import models

from hanse.kit.ids import uuid7


class Erasure(models.Model):
    """A row that was deleted for good: its model and key, nothing of what it said. The key's time is when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    label = models.CharField(max_length=100)
    key = models.CharField(max_length=40)
    in_file = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="erasure_not_yet_in_file", condition=models.Q(in_file=False))
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.key}"
