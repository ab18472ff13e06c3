"""Raw cards and their history: what a phone, a file or the web page gave, byte for byte."""

from django.db import models
from django.db.models import Q

from hanse.community.models import Member
from hanse.kit.ids import uuid7


class Book(models.Model):
    """One address book of a member. `last_seq` counts every change of a card; `epoch` makes older counts void."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="books")
    slug = models.SlugField(max_length=50, default="people")
    props = models.JSONField(default=dict, blank=True)
    last_seq = models.BigIntegerField(default=0)
    pruned_seq = models.BigIntegerField(default=0)
    epoch = models.UUIDField(default=uuid7)
    search_seq = models.BigIntegerField(
        default=0, help_text="rises with every change of the member's search texts"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "slug"], name="book_slug_once_per_member")]

    def __str__(self) -> str:
        return self.slug


class Card(models.Model):
    """One vCard as it came. A deleted card stays as a tombstone without content, for phones that sync later."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="cards")
    href = models.CharField(max_length=255)
    uid = models.CharField(max_length=255, blank=True)
    raw = models.BinaryField()
    vcard_version = models.CharField(max_length=3)
    etag = models.CharField(max_length=64)
    seq = models.BigIntegerField()
    deleted = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "href"], name="card_href_once_per_book"),
            models.UniqueConstraint(
                fields=["book", "uid"], condition=Q(deleted=False) & ~Q(uid=""), name="card_uid_once_per_book"
            ),
        ]
        indexes = [models.Index(fields=["book", "seq"], name="card_by_seq")]

    def __str__(self) -> str:
        return self.href


class CardHistory(models.Model):
    """What a card was before it was overwritten: the way back when a phone goes wild."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="history")
    seq = models.BigIntegerField()
    raw = models.BinaryField()
    etag = models.CharField(max_length=64)
    author = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "seq"], name="card_history_once_per_seq")]

    def __str__(self) -> str:
        return f"{self.card_id} at {self.seq}"
