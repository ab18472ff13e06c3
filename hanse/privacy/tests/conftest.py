import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation
from postgres_server import binaries

from conftest import NOW, TODAY
from hanse.kit.database import pointed_at
from hanse.people.actions.contacts import add_note, create_contact, relate
from hanse.people.actions.encounters import record_encounter
from hanse.people.actions.importing import open_import
from hanse.promises.actions import make_promise, renegotiate


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def data(settings, tmp_path):
    """A data folder of its own, and where its backups go."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.BACKUPS = tmp_path / "backups"
    settings.PG_DUMP = str(binaries() / "pg_dump")
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR


@pytest.fixture
def book(katrin, data):
    """A little of everything that Katrin may keep."""
    given = {"member": katrin, "now": NOW}
    dora = create_contact(name="Dora Kunz", label_names=["Markt"], story="Näht Seidenes.", **given)
    bo = create_contact(name="Bo Lindner", met_through=dora, **given)
    add_note(contact=dora, text="Mag Quitten", on=TODAY, now=NOW)
    relate(contact=dora, other=bo, kind="Schwester")
    met = record_encounter(contacts=[dora, bo], on=TODAY, today=TODAY, topic="Seide", **given)
    promise = make_promise(
        contact=dora, what="Link schicken", made_on=TODAY, today=TODAY, due_on=TODAY, encounter=met, **given
    )
    renegotiate(promise=promise, due_on=TODAY.replace(day=20), today=TODAY)
    batch = open_import(file_name="x.vcf", chunks=[b"BEGIN:VCARD\r\nFN:Anna\r\nEND:VCARD\r\n"], **given)
    return {"dora": dora, "bo": bo, "encounter": met, "promise": promise, "batch": batch}


@pytest.fixture
def empty_place(settings, tmp_path):
    """Where nothing is yet: another data folder and another database of the same kind, for as long as it is used."""

    @contextmanager
    def place(name="elsewhere"):
        settings.DATA_DIR = tmp_path / name
        settings.MEDIA_ROOT = settings.DATA_DIR / "media"
        if connection.vendor == "sqlite":
            with pointed_at(NAME=str(settings.DATA_DIR / "hanse.sqlite3")):
                yield settings.DATA_DIR
            return
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        with pointed_at(NAME=name):
            yield settings.DATA_DIR

    return place


def everything_in(folder: Path) -> set[str]:
    return {
        os.path.relpath(Path(root, name), folder)
        for root, _folders, names in os.walk(folder)
        for name in names
    }
