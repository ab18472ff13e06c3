"""Work that takes longer than a page may: fetch by id, call the action."""

from django.tasks import task
from django.utils import timezone

from hanse.people.actions import importing
from hanse.people.models import Import


@task
def read_import(import_id: str) -> None:
    importing.read_file(batch=Import.objects.get(pk=import_id))


@task
def run_import(import_id: str) -> None:
    now = timezone.now()
    importing.take_in(batch=Import.objects.get(pk=import_id), now=now, today=timezone.localdate(now))
