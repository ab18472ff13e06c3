"""Noting encounters and notes, correcting them, taking them back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanse.accounts.actions import discard_draft
from hanse.kit.http import page, safe_next, toast
from hanse.people.actions import contacts as notes
from hanse.people.actions import encounters as actions
from hanse.people.forms.encounter import EncounterForm, NoteForm
from hanse.people.models import Encounter
from hanse.people.views.finding import contact_of, encounter_of, note_of


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    now = timezone.now()
    today = timezone.localdate(now)
    initial = {"kind": Encounter.Kind.MET, "on": today, "precision": "day"}
    form = EncounterForm(request.POST or None, initial=initial, member=request.user.member, today=today)
    if request.method == "POST" and form.is_valid():
        people = list({one.pk: one for one in [contact, *form.cleaned_data["others"]]}.values())
        encounter = actions.record_encounter_once(
            member=request.user.member, contacts=people, today=today, now=now, **form.told()
        )
        discard_draft(user=request.user, path=request.path)
        toast(
            request, _("Encounter noted."), undo_url=reverse("people:delete_encounter", args=[encounter.pk])
        )
        return redirect("people:show", pk=pk)
    context = {"form": form, "contact": contact}
    return page(request, "people/encounter.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    encounter = encounter_of(request, pk)
    today = timezone.localdate()
    people = list(encounter.contacts.by_name())
    names = ("kind", "on", "precision", "place", "topic", "note", "initiative")
    initial = {name: getattr(encounter, name) for name in names}
    form = EncounterForm(
        request.POST or None, initial=initial, member=request.user.member, today=today, there=people
    )
    if request.method == "POST" and form.is_valid():
        actions.change_encounter(
            encounter=encounter, contacts=form.cleaned_data["others"], today=today, **form.told()
        )
        discard_draft(user=request.user, path=request.path)
        toast(request, _("Saved."))
        return redirect(
            safe_next(request, otherwise=reverse("people:show", args=[form.cleaned_data["others"][0].pk]))
        )
    context = {"form": form, "encounter": encounter, "contact": people[0] if people else None}
    return page(request, "people/encounter.html", context, status=422 if form.errors else 200)


@require_POST
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    encounter = encounter_of(request, pk)
    first = encounter.contacts.first()
    actions.delete_encounter(encounter=encounter)
    toast(request, _("Taken back."))
    return redirect(reverse("people:show", args=[first.pk]) if first else reverse("people:index"))


@require_http_methods(["GET", "HEAD", "POST"])
def new_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    contact = contact_of(request, pk)
    now = timezone.now()
    form = NoteForm(request.POST or None, initial={"on": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        notes.add_note_once(contact=contact, now=now, **form.cleaned_data)
        discard_draft(user=request.user, path=request.path)
        toast(request, _("Note kept."))
        return redirect("people:show", pk=pk)
    return page(
        request, "people/note.html", {"form": form, "contact": contact}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    note = note_of(request, pk)
    form = NoteForm(request.POST or None, initial={"text": note.text, "on": note.on})
    if request.method == "POST" and form.is_valid():
        notes.change_note(note=note, **form.cleaned_data)
        discard_draft(user=request.user, path=request.path)
        toast(request, _("Saved."))
        return redirect("people:show", pk=note.contact_id)
    context = {"form": form, "contact": note.contact, "note": note}
    return page(request, "people/note.html", context, status=422 if form.errors else 200)


@require_POST
def delete_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    note = note_of(request, pk)
    notes.delete_note(note=note)
    toast(request, _("Taken back."))
    return redirect("people:show", pk=note.contact_id)
