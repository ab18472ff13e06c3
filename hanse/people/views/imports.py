"""Bringing an address book: choose a file, look, choose whom, wait or leave, take back."""

from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.kit.http import page, toast, whole_number
from hanse.people.actions import importing
from hanse.people.errors import FileRefused
from hanse.people.forms.columns import columns_from, table_of
from hanse.people.models import Import, ImportEntry
from hanse.people.queries.imports import counts, groups
from hanse.people.tasks import read_import, run_import

_SHOWN = 200
_UNCLEAR = 20


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            return redirect("people:import", pk=_opened(request).pk)
        except ValidationError as error:
            problem = error.messages[0]
    imports = Import.objects.visible_to(request.user.member).order_by("-created_at")[:30]
    return page(
        request,
        "people/imports/index.html",
        {"imports": imports, "problem": problem},
        status=422 if problem else 200,
    )


@transaction.atomic
def _opened(request: HttpRequest) -> Import:
    """The same file sent twice leads to the import that is there already."""
    upload = request.FILES.get("file")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if whole_number(length, otherwise=importing.LARGEST + 1) > importing.LARGEST:
        raise FileRefused("too_large")
    if upload is None:
        raise ValidationError(_("Choose a file first."))
    batch, is_new = importing.open_import_once(
        member=request.user.member, file_name=upload.name, chunks=upload.chunks(), now=timezone.now()
    )
    if is_new and batch.state == Import.State.READING:
        read_import.enqueue(str(batch.pk))
    return batch


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    batch = _batch(request, pk)
    found = counts(batch)
    entries = batch.entries.exclude(verdict=ImportEntry.Verdict.UNREADABLE).order_by("index")
    context = {
        "batch": batch,
        "entries": entries[:_SHOWN] if batch.state == Import.State.PREVIEW else [],
        "is_long": batch.total > _SHOWN,
        "unclear": batch.entries.filter(verdict=ImportEntry.Verdict.UNCLEAR).order_by("index")[:_UNCLEAR],
        "unreadable": batch.entries.filter(verdict=ImportEntry.Verdict.UNREADABLE).order_by("index")[:_SHOWN],
        "counts": found,
        "groups": groups(found),
        "chosen": batch.entries.filter(chosen=True).count(),
        "label": _label(batch),
        "table": table_of(batch) if batch.state == Import.State.MAPPING else None,
    }
    return page(request, "people/imports/show.html", context, fragment="state")


def _label(batch: Import) -> str:
    source = {
        "vcard": _("Phone"),
        "linkedin_csv": "LinkedIn",
        "google_csv": "Google",
        "monica_json": "Monica",
    }
    month = date_format(timezone.localdate(), "F Y")
    return f"{source.get(batch.format) or Path(batch.file_name).stem[:50]}, {month}"


@require_POST
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the columns of a table mean."""
    with transaction.atomic():
        batch = _held(request, pk)
        before = batch.state
        batch = importing.name_columns(
            batch=batch, columns=columns_from(batch, request.POST), now=timezone.now()
        )
        if before == Import.State.MAPPING and batch.state == Import.State.READING:
            read_import.enqueue(str(batch.pk))
    return redirect("people:import", pk=pk)


@require_POST
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    with transaction.atomic():
        batch = _held(request, pk)
        before = batch.state
        indexes = verdicts = None
        if request.POST.get("picked") == "one by one":
            indexes = {whole_number(one, otherwise=-1) for one in request.POST.getlist("take")}
        elif "picked" in request.POST:
            verdicts = set(request.POST.getlist("verdict"))
        label = request.POST.get("label", "")
        batch = importing.choose(batch=batch, indexes=indexes, verdicts=verdicts, label_name=label)
        if before == Import.State.PREVIEW and batch.state == Import.State.RUNNING:
            run_import.enqueue(str(batch.pk))
    return redirect("people:import", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    importing.drop(batch=_batch(request, pk))
    toast(request, _("Nothing was taken in."))
    return redirect("people:imports")


@require_POST
def go_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a failed import again."""
    with transaction.atomic():
        batch = _held(request, pk)
        before = batch.state
        batch = importing.go_on(batch=batch)
        if before == Import.State.FAILED:
            work = run_import if batch.state == Import.State.RUNNING else read_import
            work.enqueue(str(batch.pk))
    return redirect("people:import", pk=pk)


@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        stayed = importing.undo(batch=_batch(request, pk), now=timezone.now())
    except ValidationError as error:
        toast(request, error.messages[0])
    else:
        toast(
            request,
            _("Taken back. Whoever you have written something to since then has stayed.")
            if stayed
            else _("Taken back."),
        )
    return redirect("people:import", pk=pk)


@require_safe
def unreadable(request: HttpRequest, pk: UUID) -> HttpResponse:
    content = importing.unreadable(_batch(request, pk))
    return HttpResponse(
        content,
        content_type="text/vcard",
        headers={"Content-Disposition": 'attachment; filename="nicht-gelesen.vcf"'},
    )


def _batch(request: HttpRequest, pk: UUID) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user.member), pk=pk)


def _held(request: HttpRequest, pk: UUID) -> Import:
    """The import, locked: of two clicks the second waits and sees what the first has done."""
    return get_object_or_404(Import.objects.visible_to(request.user.member).select_for_update(), pk=pk)
