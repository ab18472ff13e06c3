"""A contact, what is derived from her card, and what is Hanse's own."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hanse.community.models import Member
from hanse.kit.ids import uuid7
from hanse.kit.partial import Precision
from hanse.people.models.book import Card

MOST_PARTS = 40
"""phones, mails and so on that are shown of one card; what is beyond stays in the card alone"""


class LabelQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "LabelQuerySet":
        return self.filter(member=member)


class Label(models.Model):
    """A member's own grouping of contacts; may carry a rhythm for all who bear it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(_("name"), max_length=80)
    sort_key = models.CharField(max_length=80)
    rhythm_days = models.PositiveSmallIntegerField(_("rhythm in days"), null=True, blank=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["member", "sort_key"], name="label_once_per_member")]

    def __str__(self) -> str:
        return self.name


class ContactQuerySet(models.QuerySet):
    def visible_to(self, member: Member) -> "ContactQuerySet":
        return self.filter(member=member)

    def trashed(self) -> "ContactQuerySet":
        return self.filter(trashed_at__isnull=False)

    def people(self) -> "ContactQuerySet":
        """Without the group cards that phones keep beside people."""
        return self.exclude(kind=Contact.Kind.GROUP)

    def awake(self) -> "ContactQuerySet":
        return self.filter(resting_since=None)

    def resting(self) -> "ContactQuerySet":
        return self.filter(resting_since__isnull=False)

    def by_name(self) -> "ContactQuerySet":
        return self.order_by("sort_key", "id")

    def first_keys(self, count: int) -> list[UUID]:
        """Return the keys of the first rows: a database sorts those far faster than whole rows."""
        return list(self.values_list("pk", flat=True)[:count])

    def in_order(self, keys: Sequence[UUID]) -> list["Contact"]:
        """Return the contacts of these keys, in the order of the keys."""
        found = {contact.pk: contact for contact in self.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

    def due(self, *, today: date) -> "ContactQuerySet":
        """Those whose rhythm has run out and who were not put off past today."""
        return (
            self.people()
            .awake()
            .filter(due_day__lte=today.toordinal())
            .filter(Q(put_off_until=None) | Q(put_off_until__lte=today))
        )

    def most_overdue_first(self, *, today: date) -> "ContactQuerySet":
        """Order by days overdue ÷ rhythm."""
        overdue = (today.toordinal() - F("due_day") + 1) * 1.0 / F("rhythm_days")
        return self.annotate(overdue=models.ExpressionWrapper(overdue, models.FloatField())).order_by(
            "-overdue", "id"
        )

    def long_unseen(self, *, before: date) -> "ContactQuerySet":
        return self.filter(last_encounter_on__lt=before)


class KeptManager(models.Manager.from_queryset(ContactQuerySet)):
    """Everybody but those in the trash: whoever lies there is seen by nothing that does not ask for it."""

    def get_queryset(self) -> ContactQuerySet:
        return super().get_queryset().filter(trashed_at=None)


class Contact(models.Model):
    """A person in a member's private address book, with or without an account."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("person")
        ORG = "org", _("organisation")
        GROUP = "group", _("group card")

    class Standing(models.TextChoices):
        PRIVATE = "private", _("private")
        BUSINESS = "business", _("business")

    class Source(models.TextChoices):
        UNKNOWN = "", _("not said")
        SELF = "self", _("she gave it to me herself")
        CARD = "card", _("from her business card")
        RECOMMENDED = "recommended", _("recommended by somebody")
        PUBLIC = "public", _("from a public page")
        IMPORT = "import", _("from an address book I brought along")
        PHONE = "phone", _("from my phone")

    class OnPhone(models.TextChoices):
        """Whether her card goes to the phone; whoever rests does not."""

        AS_CHOSEN = "", _("as I chose for everybody")
        ALWAYS = "always", _("always")
        NEVER = "never", _("never")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="contact")

    # Derived from the card by `people.actions.cards.derive`; never written by anything else.
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.INDIVIDUAL)
    display_name = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=400)
    prefix = models.CharField(max_length=100, blank=True)
    given = models.CharField(max_length=200, blank=True)
    additional = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    nickname = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    department = models.CharField(max_length=300, blank=True)
    job_title = models.CharField(max_length=300, blank=True)
    birthday_year = models.SmallIntegerField(null=True)
    birthday_month = models.SmallIntegerField(null=True)
    birthday_day = models.SmallIntegerField(null=True)
    card_note = models.TextField(blank=True)
    photo_digest = models.CharField(max_length=64, blank=True)

    # Derived from encounters and rhythm by `people.actions.encounters.refresh_due`.
    last_encounter = models.ForeignKey(
        "people.Encounter", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_encounter_on = models.DateField(null=True)
    turns = models.SmallIntegerField(
        default=0, help_text="how often the other reached out in a row; negative: how often I did"
    )
    due_day = models.IntegerField(null=True, help_text="date.toordinal() of the day the rhythm runs out")
    rhythm_days = models.PositiveSmallIntegerField(
        null=True, help_text="own rhythm, else the shortest of the labels"
    )

    # Hanse's own.
    own_rhythm_days = models.PositiveSmallIntegerField(_("rhythm in days"), null=True, blank=True)
    rhythm_since = models.DateField(null=True, blank=True)
    resting_since = models.DateField(null=True, blank=True)
    put_off_until = models.DateField(null=True, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    met_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    met_where = models.CharField(_("met where"), max_length=200, blank=True)
    met_how = models.TextField(_("how we met"), blank=True)
    met_through = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="led_to",
        verbose_name=_("met through"),
    )
    story = models.TextField(_("her story"), blank=True)
    offers = models.TextField(_("what she offers"), blank=True)
    seeks = models.TextField(_("what she looks for"), blank=True)
    standing = models.CharField(
        _("private or business"), max_length=8, choices=Standing, default=Standing.PRIVATE
    )
    source = models.CharField(_("where her data come from"), max_length=11, choices=Source, blank=True)
    source_on = models.DateField(_("since"), null=True, blank=True)
    labels = models.ManyToManyField(Label, related_name="contacts", blank=True)
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(
        default=1, help_text="rises with every edit; an older page may not overwrite"
    )

    on_phone = models.CharField(_("on the phone"), max_length=6, choices=OnPhone, blank=True)
    from_phone_at = models.DateTimeField(
        null=True, help_text="when a phone wrote her down, until it is said where we met"
    )
    trashed_at = models.DateTimeField(null=True)

    objects = KeptManager()
    everybody = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(display_name=""), name="contact_has_a_name"),
            models.CheckConstraint(condition=~Q(met_through=F("id")), name="contact_not_met_through_herself"),
            models.CheckConstraint(
                condition=Q(met_on=None, met_precision="") | Q(met_on__isnull=False) & ~Q(met_precision=""),
                name="contact_met_on_has_precision",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "sort_key", "id"], name="contact_by_name"),
            models.Index(fields=["member", "due_day"], name="contact_by_due_day"),
            models.Index(fields=["member", "last_encounter_on"], name="contact_by_last_encounter"),
            models.Index(fields=["member", "birthday_month", "birthday_day"], name="contact_by_birthday"),
            models.Index(fields=["member", "created_at"], name="contact_by_creation"),
            models.Index(fields=["member", "turns"], name="contact_by_turns"),
            models.Index(
                fields=["member", "from_phone_at"],
                condition=Q(from_phone_at__isnull=False),
                name="contact_new_from_phone",
            ),
            models.Index(
                fields=["member", "trashed_at"],
                condition=Q(trashed_at__isnull=False),
                name="contact_in_the_trash",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def first_name(self) -> str:
        return self.given or self.nickname or self.display_name

    @property
    def initials(self) -> str:
        """At most two letters for the round button."""
        names = [self.given, self.family] if self.given and self.family else self.display_name.split()
        letters = [name[0] for name in names if name and name[0].isalpha()]
        return (letters[0] + letters[-1] if len(letters) > 1 else "".join(letters) or "·").upper()

    @property
    def is_resting(self) -> bool:
        return self.resting_since is not None

    @property
    def due_on(self) -> date | None:
        return date.fromordinal(self.due_day) if self.due_day else None


class ContactPhone(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="phones")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=300)
    e164 = models.CharField(max_length=20, blank=True, db_index=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.value


class ContactEmail(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="emails")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=320)
    folded = models.CharField(max_length=320, db_index=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.value


class ContactAddress(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="addresses")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100, blank=True)
    po_box = models.CharField(max_length=200, blank=True)
    extended = models.CharField(max_length=300, blank=True)
    street = models.CharField(max_length=300, blank=True)
    postal_code = models.CharField(max_length=40, blank=True)
    city = models.CharField(max_length=200, blank=True, db_index=True)
    region = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.one_line

    @property
    def one_line(self) -> str:
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        parts = (self.po_box, self.extended, self.street, town, self.region, self.country)
        return ", ".join(part.replace("\n", ", ") for part in parts if part)


class ContactSite(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="sites")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=2000)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.value


class ContactDate(models.Model):
    """An anniversary or another day of the card, with or without its year."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="dates")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100, blank=True)
    year = models.SmallIntegerField(null=True)
    month = models.SmallIntegerField(null=True)
    day = models.SmallIntegerField(null=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.label} {self.year or ''}-{self.month or ''}-{self.day or ''}"


class OfContactQuerySet(models.QuerySet):
    """Rows that hang on one contact are seen by whoever sees her."""

    def visible_to(self, member: Member) -> "OfContactQuerySet":
        return self.filter(contact__member=member)


class Note(models.Model):
    """Something worth keeping about a contact that was no encounter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField(_("day"))
    text = models.TextField(_("note"))
    created_at = models.DateTimeField()

    objects = OfContactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["contact", "on"], name="note_by_day")]

    def __str__(self) -> str:
        return self.text[:60]


class RelationQuerySet(OfContactQuerySet):
    def of(self, contact: Contact) -> "RelationQuerySet":
        """Both ways: whose relation she is, and who is hers; whoever lies in the trash is left out."""
        both = self.filter(Q(contact=contact) | Q(other=contact))
        return both.filter(contact__trashed_at=None, other__trashed_at=None).select_related(
            "contact", "other"
        )


class Relation(models.Model):
    """`contact` is the `kind` of `other`: Lotte is the sister of Anna."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="relations_to")
    kind = models.CharField(_("relation"), max_length=60)

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "other", "kind"], name="relation_once"),
            models.CheckConstraint(condition=~Q(contact=F("other")), name="relation_not_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.kind} {self.other_id}"


class SearchText(models.Model):
    """Every folded word of everything written about one contact; rewritten by `people.actions.search.index`."""

    contact = models.OneToOneField(
        Contact, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    names = models.TextField()
    text = models.TextField()
    seq = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["member", "seq"], name="search_text_by_seq")]

    def __str__(self) -> str:
        return self.names
