"""What every view of this room begins with: the row that this member may see, or 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hanse.people.models import Contact, Encounter, Label, Note, Relation


def contact_of(request: HttpRequest, pk: UUID) -> Contact:
    people = Contact.objects.visible_to(request.user.member).select_related(
        "card", "met_through", "last_encounter"
    )
    return get_object_or_404(people, pk=pk)


def encounter_of(request: HttpRequest, pk: UUID) -> Encounter:
    return get_object_or_404(Encounter.objects.visible_to(request.user.member), pk=pk)


def note_of(request: HttpRequest, pk: UUID) -> Note:
    return get_object_or_404(Note.objects.visible_to(request.user.member).select_related("contact"), pk=pk)


def label_of(request: HttpRequest, pk: UUID) -> Label:
    return get_object_or_404(Label.objects.visible_to(request.user.member), pk=pk)


def relation_of(request: HttpRequest, pk: int) -> Relation:
    return get_object_or_404(
        Relation.objects.visible_to(request.user.member).select_related("contact"), pk=pk
    )
