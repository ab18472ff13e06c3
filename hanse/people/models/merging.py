"""Two contacts that are one person, or two people who look like one: what was found, decided, and the way back."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hanse.community.models import Member
from hanse.kit.ids import uuid7
from hanse.people.models.contact import Contact


class OfMemberQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "OfMemberQuerySet":
        return self.filter(member=member)


class MergeQuerySet(OfMemberQuerySet):
    def standing(self) -> "MergeQuerySet":
        """Those that were not taken back."""
        return self.filter(undone_at=None)

    def latest_first(self) -> "MergeQuerySet":
        return self.order_by("-at", "-id")


class Merge(models.Model):
    """`gone` was laid upon `kept`. Everything needed to part them again is in here; afterwards it is wiped."""

    class How(models.TextChoices):
        EXACT = "exact", _("by itself, because nothing spoke against it")
        MEMBER = "member", _("by you")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merges")
    gone_key = models.UUIDField(help_text="key of the contact that is gone; it comes back with it")
    gone_name = models.CharField(max_length=400)
    gone_uid = models.CharField(max_length=255, blank=True)
    gone_href = models.CharField(max_length=255)
    gone_raw = models.BinaryField()
    gone_own = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder, help_text="its columns beyond the card"
    )
    kept_raw = models.BinaryField(help_text="the card as it was before")
    kept_etag = models.CharField(max_length=64, help_text="of the card as it was after")
    kept_own = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder, help_text="columns that changed: before and after"
    )
    moved = models.JSONField(default=dict, help_text="keys of the rows that moved, by what they are")
    choices = models.JSONField(
        default=list, help_text="fields whose value was taken from the one that is gone"
    )
    how = models.CharField(max_length=6, choices=How)
    reasons = models.JSONField(default=list, help_text="codes of `people.doubles`")
    score = models.FloatField(null=True, help_text="natural logarithm of odds; none where it was exact")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at"], name="merge_latest"),
            models.Index(fields=["member", "gone_uid"], name="merge_by_gone_uid"),
        ]

    def __str__(self) -> str:
        return self.gone_name


class Apart(models.Model):
    """Two people, whatever their cards say. Remembered for good; `one` has the smaller key."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="aparts")
    one = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = OfMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="apart_smaller_key_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"


class DoubleSearch(models.Model):
    """The last search of a member's book for doubles, one row each."""

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="double_search"
    )
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING)
    total = models.IntegerField(default=0, help_text="people in the book")
    progress = models.IntegerField(default=0, help_text="of the total")
    merged = models.IntegerField(default=0, help_text="how many were merged by themselves")
    started_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = OfMemberQuerySet.as_manager()

    def __str__(self) -> str:
        return self.state

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING


class Suspicion(models.Model):
    """Two contacts that a search thinks may be one person; `one` has the smaller key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="suspicions")
    one = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    put_off_at = models.DateTimeField(null=True, help_text="when the member said: later")

    objects = OfMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="suspicion_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="suspicion_smaller_key_first"),
        ]
        indexes = [models.Index(fields=["member", "put_off_at", "-score"], name="suspicion_likeliest")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"
