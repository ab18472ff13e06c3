"""Every column that holds something about a person (Article 30 GDPR), and every column that does not."""

from dataclasses import dataclass, field
from enum import StrEnum


class Category(StrEnum):
    IDENTITY = "identity"
    """names, sign-in names, photographs"""
    REACH = "reach"
    """numbers, mail and postal addresses, sites"""
    LIFE = "life"
    """birthdays, stories, what was talked about, who knows whom"""
    TRUST = "trust"
    """promises"""
    ACCESS = "access"
    """passwords, keys, sessions, addresses on the net"""
    TEXT = "text"
    """whatever somebody wrote, for a while"""


class Purpose(StrEnum):
    OWN_NETWORK = "a member keeps her own network"
    SIGNING_IN = "a member signs in, and nobody else does"
    NOTHING_LOST = "nothing that was written or brought is lost"
    STAYS_DELETED = "what was deleted stays deleted, also after a backup is put back"
    KONTOR = "members of a Kontor know one another by name"


class Retention(StrEnum):
    UNTIL_DELETED = "until the member deletes it or leaves"
    SESSION = "until sign-out, at most 60 days"
    HALF_AN_HOUR = "30 minutes"
    MONTH = "30 days"
    ALWAYS = "always"
    WEEK = "7 days after it was done"


@dataclass(frozen=True)
class Held:
    """One table: its personal columns by category, and those that only make it work."""

    purpose: Purpose
    retention: Retention
    personal: dict[Category, str]
    """names of columns, parted by blanks"""
    technical: str = "id"
    fields: dict[str, Category] = field(init=False)

    def __post_init__(self) -> None:
        named = {name: category for category, names in self.personal.items() for name in names.split()}
        object.__setattr__(self, "fields", named)

    @property
    def columns(self) -> set[str]:
        return {*self.fields, *self.technical.split()}


def _own(personal: dict[Category, str], technical: str) -> Held:
    return Held(Purpose.OWN_NETWORK, Retention.UNTIL_DELETED, personal, technical)


_ID, _REACH, _LIFE, _TRUST, _ACCESS, _TEXT = Category

REGISTRY: dict[str, Held] = {
    "accounts.User": Held(
        Purpose.SIGNING_IN,
        Retention.UNTIL_DELETED,
        {_ID: "username", _REACH: "email", _ACCESS: "password last_login date_joined"},
        "id language theme is_active",
    ),
    "accounts.OneTimeLink": Held(
        Purpose.SIGNING_IN,
        Retention.HALF_AN_HOUR,
        {_ACCESS: "token_sha256 user"},
        "id created_at expires_at used_at",
    ),
    "accounts.AppPassword": Held(
        Purpose.SIGNING_IN,
        Retention.UNTIL_DELETED,
        {_ACCESS: "token_sha256 last_used_at", _TEXT: "name"},
        "id user device scope created_at revoked_at",
    ),
    "accounts.Draft": Held(Purpose.NOTHING_LOST, Retention.MONTH, {_TEXT: "body path"}, "id user saved_at"),
    "accounts.KeptBody": Held(
        Purpose.NOTHING_LOST, Retention.HALF_AN_HOUR, {_TEXT: "sealed path"}, "id user kept_at"
    ),
    "account.EmailAddress": Held(
        Purpose.SIGNING_IN, Retention.UNTIL_DELETED, {_REACH: "email"}, "id user verified primary"
    ),
    "account.EmailConfirmation": Held(
        Purpose.SIGNING_IN, Retention.UNTIL_DELETED, {_ACCESS: "key"}, "id email_address created sent"
    ),
    "mfa.Authenticator": Held(
        Purpose.SIGNING_IN, Retention.UNTIL_DELETED, {_ACCESS: "data last_used_at"}, "id user type created_at"
    ),
    "usersessions.UserSession": Held(
        Purpose.SIGNING_IN,
        Retention.SESSION,
        {_ACCESS: "ip user_agent last_seen_at session_key data"},
        "id user created_at",
    ),
    "sessions.Session": Held(
        Purpose.SIGNING_IN, Retention.SESSION, {_ACCESS: "session_key session_data"}, "expire_date"
    ),
    "community.Member": Held(
        Purpose.KONTOR, Retention.UNTIL_DELETED, {_ID: "name"}, "id user role joined_at"
    ),
    "home.WaitingLine": Held(
        Purpose.NOTHING_LOST, Retention.MONTH, {_TEXT: "line"}, "id member key captured_at dropped_at"
    ),
    "home.Remembered": Held(
        Purpose.NOTHING_LOST, Retention.MONTH, {_TEXT: "made"}, "id member key at taken_back_at"
    ),
    "dav.CalendarAddress": Held(
        Purpose.OWN_NETWORK, Retention.UNTIL_DELETED, {_ACCESS: "token_sha256"}, "id member slug created_at"
    ),
    "people.Book_phone_labels": _own({_LIFE: "label"}, "id book"),
    "people.Card": _own(
        {_ID: "raw", _REACH: "uid"},
        "id book href vcard_version etag seq deleted changed_at changed_by on_phone on_phone_seq",
    ),
    "people.CardHistory": _own({_ID: "raw"}, "id card seq etag author at"),
    "people.Contact": _own(
        {
            _ID: "display_name sort_key prefix given additional family suffix nickname photo_digest",
            _LIFE: "organisation department job_title birthday_year birthday_month birthday_day card_note "
            "last_encounter last_encounter_on turns due_day rhythm_days own_rhythm_days rhythm_since resting_since "
            "put_off_until met_on met_precision met_where met_how met_through story offers seeks standing source "
            "source_on",
        },
        "id member card kind created_at revision on_phone from_phone_at trashed_at",
    ),
    "people.ContactPhone": _own({_REACH: "value e164 label"}, "id contact position"),
    "people.ContactEmail": _own({_REACH: "value folded label"}, "id contact position"),
    "people.ContactSite": _own({_REACH: "value label"}, "id contact position"),
    "people.ContactAddress": _own(
        {_REACH: "label po_box extended street postal_code city region country"}, "id contact position"
    ),
    "people.ContactDate": _own({_LIFE: "label year month day"}, "id contact position"),
    "people.Label": _own({_LIFE: "name sort_key"}, "id member rhythm_days"),
    "people.Contact_labels": _own({_LIFE: "label"}, "id contact"),
    "people.Note": _own({_LIFE: "text on"}, "id contact created_at"),
    "people.Relation": _own({_LIFE: "other kind"}, "id contact"),
    "people.Encounter": _own(
        {_LIFE: "kind on precision place topic note initiative"}, "id member created_at"
    ),
    "people.Encounter_contacts": _own({_LIFE: "encounter"}, "id contact"),
    "people.SearchText": _own({_LIFE: "names text"}, "contact member seq"),
    "people.Import": Held(
        Purpose.NOTHING_LOST,
        Retention.UNTIL_DELETED,
        {_TEXT: "file_name"},
        "id member file_sha256 format columns remarks made state total progress problem label created_at "
        "done_at undone_at",
    ),
    "people.ImportEntry": Held(
        Purpose.NOTHING_LOST,
        Retention.UNTIL_DELETED,
        {_ID: "name raw", _REACH: "key", _LIFE: "made"},
        "id batch index line verdict chosen problem digest reason contact card_seq created_contact",
    ),
    "people.ColumnMap": Held(
        Purpose.NOTHING_LOST,
        Retention.UNTIL_DELETED,
        {_TEXT: "columns"},
        "id member header_sha256 saved_at",
    ),
    "people.Merge": Held(
        Purpose.NOTHING_LOST,
        Retention.UNTIL_DELETED,
        {_ID: "gone_name gone_raw kept_raw", _REACH: "gone_uid", _LIFE: "gone_own kept_own moved"},
        "id member kept gone_key gone_href kept_etag choices how reasons score at undone_at",
    ),
    "people.Apart": _own({_LIFE: "one other"}, "id member at"),
    "people.DoubleSearch": _own({}, "member state total progress merged started_at done_at"),
    "people.Suspicion": _own({_LIFE: "one other score reasons"}, "id member put_off_at"),
    "kit.Erasure": Held(Purpose.STAYS_DELETED, Retention.ALWAYS, {}, "id label key in_file"),
    "promises.Promise": _own(
        {_TRUST: "direction what made_on due_on kept_on released_on returned_on lapsed_on parting_word"},
        "id member contact encounter created_at",
    ),
    "promises.Renegotiation": _own({_TRUST: "on from_due to_due"}, "id promise"),
    "django_tasks_database.DBTaskResult": Held(
        Purpose.NOTHING_LOST,
        Retention.WEEK,
        {_TEXT: "traceback return_value"},
        "id status enqueued_at started_at finished_at args_kwargs priority task_path worker_ids queue_name "
        "backend_name run_after exception_class_path",
    ),
}

NOT_PERSONAL = {
    "people.Book",
    "community.Kontor",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
    "contenttypes.ContentType",
}
"""Tables that say nothing about a person."""
