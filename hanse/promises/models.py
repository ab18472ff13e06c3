from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hanse.community.models import Member
from hanse.kit.ids import uuid7
from hanse.people.models import Contact, Encounter

LAPSES_AFTER = timedelta(days=30)
REMINDS_BEFORE = timedelta(days=3)
QUIET_WITHOUT_A_DAY = timedelta(days=7)


class PromiseQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "PromiseQuerySet":
        """The member's own, without those of people in the trash."""
        return self.filter(member=member, contact__trashed_at=None)

    def open(self) -> "PromiseQuerySet":
        return self.filter(kept_on=None, released_on=None, returned_on=None, lapsed_on=None)

    def settled(self) -> "PromiseQuerySet":
        return self.exclude(kept_on=None, released_on=None, returned_on=None, lapsed_on=None)

    def soonest_first(self) -> "PromiseQuerySet":
        """Those with a day first, the earliest on top; then those without, the oldest on top."""
        return self.order_by(F("due_on").asc(nulls_last=True), "made_on", "id")

    def latest_end_first(self) -> "PromiseQuerySet":
        return self.annotate(ended=Coalesce("kept_on", "released_on", "returned_on", "lapsed_on")).order_by(
            "-ended", "-id"
        )

    def due_soon(self, *, today: date) -> "PromiseQuerySet":
        """From three days before its day until it lapses."""
        return self.open().filter(due_on__lte=today + REMINDS_BEFORE, due_on__gt=today - LAPSES_AFTER)

    def told_on(self, today: date) -> "PromiseQuerySet":
        """What Today shows: what is due soon, and what was promised this very day, whenever it is due."""
        return self.due_soon(today=today) | self.open().filter(made_on=today)

    def dayless(self, *, today: date) -> "PromiseQuerySet":
        """Without a day, and made long enough ago to be worth a quiet line."""
        return self.open().filter(due_on=None, made_on__lte=today - QUIET_WITHOUT_A_DAY)

    def past_lapsing(self, *, today: date) -> "PromiseQuerySet":
        return self.open().filter(due_on__lte=today - LAPSES_AFTER)


class Promise(models.Model):
    """What I promised a contact, or what she promised me. Seen by me alone."""

    class Direction(models.TextChoices):
        MINE = "mine", _("I promised")
        THEIRS = "theirs", _("promised to me")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="promises")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="promises")
    encounter = models.ForeignKey(
        Encounter, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    direction = models.CharField(_("who promised"), max_length=6, choices=Direction, default=Direction.MINE)
    what = models.CharField(_("what"), max_length=300, error_messages={"blank": _("Say what was promised.")})
    made_on = models.DateField(_("promised on"))
    due_on = models.DateField(_("until"), null=True, blank=True)
    kept_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    lapsed_on = models.DateField(null=True, blank=True)
    parting_word = models.CharField(_("a word to it"), max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("made_on")),
                name="promise_not_due_before_made",
                violation_error_message=_("A promise cannot fall due before it was made."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(released_on=None, returned_on=None, lapsed_on=None)
                    | Q(kept_on=None, returned_on=None, lapsed_on=None)
                    | Q(kept_on=None, released_on=None, lapsed_on=None)
                    | Q(kept_on=None, released_on=None, returned_on=None)
                ),
                name="promise_ends_once",
                violation_error_message=_("A promise ends only once."),
            ),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="promise_says_what",
                violation_error_message=_("Say what was promised."),
            ),
        ]
        indexes = [
            models.Index(fields=["member", "due_on"], name="promise_by_due"),
            models.Index(fields=["contact", "due_on"], name="promise_by_contact"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_mine(self) -> bool:
        return self.direction == self.Direction.MINE

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def ended_on(self) -> date | None:
        return self.kept_on or self.released_on or self.returned_on or self.lapsed_on

    def days_late(self, *, today: date) -> int:
        """Days past the agreed one; 0 if there is none, or it has not passed, or the promise has ended."""
        if not self.is_open or self.due_on is None:
            return 0
        return max(0, (today - self.due_on).days)

    def is_late(self, *, today: date) -> bool:
        return self.days_late(today=today) > 0


class Renegotiation(models.Model):
    """A promise got a new day."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="renegotiations")
    on = models.DateField()
    from_due = models.DateField(null=True)
    to_due = models.DateField(null=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.from_due} → {self.to_due}"
