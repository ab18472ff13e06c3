"""Raw cards and their history: what a phone, a file or the web page gave, byte for byte."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.community.models import Member
from hanse.kit.ids import uuid7


class BookQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "BookQuerySet":
        return self.filter(member=member)


class Book(models.Model):
    """One address book of a member. `last_seq` counts every change of a card; `epoch` makes older counts void."""

    class PhoneChoice(models.TextChoices):
        ALL = "all", _("everybody")
        LABELS = "labels", _("the people on some lists")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="books")
    slug = models.SlugField(max_length=50, default="people")
    props = models.JSONField(default=dict, blank=True)
    last_seq = models.BigIntegerField(default=0)
    pruned_seq = models.BigIntegerField(default=0)
    epoch = models.UUIDField(default=uuid7)
    phone_choice = models.CharField(
        _("who goes to the phone"), max_length=6, choices=PhoneChoice, default=PhoneChoice.ALL
    )
    phone_labels = models.ManyToManyField("people.Label", related_name="+", blank=True)
    search_seq = models.BigIntegerField(
        default=0, help_text="rises with every change of the member's search texts"
    )

    objects = BookQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "slug"], name="book_slug_once_per_member")]

    def __str__(self) -> str:
        return self.slug


class CardQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "CardQuerySet":
        return self.filter(book__member=member)

    def on_phones(self) -> "CardQuerySet":
        """Those that a phone is shown."""
        return self.filter(deleted=False, on_phone=True)

    def touched_since(self, seq: int) -> "CardQuerySet":
        """What a phone that knows the book up to `seq` must hear of, tombstones included."""
        return self.filter(Q(seq__gt=seq) | Q(on_phone_seq__gt=seq))


class Card(models.Model):
    """One vCard as it came. A deleted card stays as a tombstone without content, for phones that sync later.

    A card in the trash is deleted for every phone; its content waits with its contact for thirty days.
    """

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
    on_phone = models.BooleanField(default=True)
    on_phone_seq = models.BigIntegerField(
        default=0, help_text="the book's count when it was last put on the phones or taken off"
    )

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "href"], name="card_href_once_per_book"),
            models.UniqueConstraint(
                fields=["book", "uid"], condition=Q(deleted=False) & ~Q(uid=""), name="card_uid_once_per_book"
            ),
        ]
        indexes = [
            models.Index(fields=["book", "seq"], name="card_by_seq"),
            models.Index(fields=["book", "on_phone_seq"], name="card_by_on_phone_seq"),
        ]

    def __str__(self) -> str:
        return self.href


class CardHistory(models.Model):
    """What a card was before it was overwritten: the way back when a phone goes wild.

    Without content it says that the card was deleted at that time.
    """

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
