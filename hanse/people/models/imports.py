"""One file that a member brought in: what was in it, what was taken, and the way back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.community.models import Member
from hanse.kit.ids import uuid7
from hanse.people.models.contact import Contact, Label


class ImportQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "ImportQuerySet":
        return self.filter(member=member)

    def under_way(self) -> "ImportQuerySet":
        states = Import.State
        return self.filter(state__in=[states.READING, states.MAPPING, states.PREVIEW, states.RUNNING])


class Import(models.Model):
    class State(models.TextChoices):
        READING = "reading", _("being read")
        MAPPING = "mapping", _("waiting for what its columns mean")
        PREVIEW = "preview", _("waiting for your choice")
        RUNNING = "running", _("being taken in")
        DONE = "done", _("taken in")
        FAILED = "failed", _("failed")
        UNDONE = "undone", _("taken back")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=20, default="vcard", help_text="a name of `people.formats.FORMATS`")
    columns = models.JSONField(
        null=True, blank=True, help_text="of a table: column name to field, as the member confirmed it"
    )
    remarks = models.JSONField(default=list, blank=True, help_text="codes of what the file does not tell")
    made = models.JSONField(
        default=dict, blank=True, help_text="keys of rows that are of no one person alone"
    )
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    total = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    label = models.ForeignKey(Label, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-created_at"], name="import_latest")]

    def __str__(self) -> str:
        return self.file_name


class ImportEntry(models.Model):
    """One card of the file. `raw` is kept only where it could not be read; the rest is still in the file."""

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        KNOWN = "known", _("already there")
        CHANGED = "changed", _("changed")
        UNCLEAR = "unclear", _("perhaps somebody you have")
        UNREADABLE = "unreadable", _("not readable")

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="entries")
    index = models.PositiveIntegerField(help_text="place in the file, from 0")
    line = models.PositiveIntegerField(help_text="line of BEGIN in the file, from 1")
    name = models.CharField(max_length=400, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    chosen = models.BooleanField(default=True)
    problem = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=300, blank=True, help_text="names the same record in the next file")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of all the file says of her")
    reason = models.CharField(max_length=40, blank=True, help_text="code of why it is known or unclear")
    raw = models.BinaryField(null=True)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_entries"
    )
    card_seq = models.BigIntegerField(null=True, help_text="the card's seq after this entry was taken in")
    created_contact = models.BooleanField(default=False)
    made = models.JSONField(
        default=dict, blank=True, help_text="what came with her beyond the card, and how it was before"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "index"], name="import_entry_once"),
            models.CheckConstraint(
                condition=~Q(verdict="unreadable") | Q(raw__isnull=False),
                name="import_entry_unreadable_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ColumnMap(models.Model):
    """What the columns of one kind of table mean to a member; found again by the names in its first row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="column_maps")
    header_sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "header_sha256"], name="column_map_once_per_header")
        ]

    def __str__(self) -> str:
        return self.header_sha256[:8]
