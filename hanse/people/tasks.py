"""Work that takes longer than a page may: fetch by id, call the action."""

import logging

from django.tasks import task
from django.utils import timezone

from hanse.community.models import Member
from hanse.people.actions import doubling, importing
from hanse.people.formats import NotReadable
from hanse.people.models import Import

logger = logging.getLogger(__name__)


@task
def read_import(import_id: str) -> None:
    batch = Import.objects.get(pk=import_id)
    try:
        importing.read_file(batch=batch, now=timezone.now())
    except NotReadable as error:
        importing.fail(batch=batch, problem=error.code)
    except Exception:
        logger.exception("import %s could not be read", import_id)
        importing.fail(batch=batch)


@task
def run_import(import_id: str) -> None:
    now = timezone.now()
    batch = Import.objects.get(pk=import_id)
    try:
        importing.take_in(batch=batch, now=now, today=timezone.localdate(now))
    except Exception:
        logger.exception("import %s stopped half-way", import_id)
        importing.fail(batch=batch)


@task
def look_for_doubles(member_id: str) -> None:
    member = Member.objects.get(pk=member_id)
    try:
        doubling.look(member=member, now=timezone.now())
    except Exception:
        logger.exception("the search for doubles of member %s stopped half-way", member_id)
        doubling.fail(member=member)
