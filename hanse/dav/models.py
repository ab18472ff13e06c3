"""Secret addresses of calendars, for programs that cannot sign in."""

from django.db import models

from hanse.community.models import Member
from hanse.kit.ids import uuid7


class CalendarAddressQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "CalendarAddressQuerySet":
        return self.filter(member=member)


class CalendarAddress(models.Model):
    """Whoever knows the address reads that calendar, until it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="calendar_addresses")
    slug = models.SlugField(max_length=40)
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "slug"], name="calendar_address_once_per_calendar")
        ]

    def __str__(self) -> str:
        return self.slug
