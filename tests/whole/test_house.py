"""Rules that every room keeps."""

import ast
import io
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from hanse.privacy.registry import NOT_PERSONAL, REGISTRY

HOUSE = Path(__file__).resolve().parents[2]
VIEWS = sorted([*HOUSE.glob("hanse/*/views.py"), *HOUSE.glob("hanse/*/views/*.py")])
TEMPLATES = sorted(HOUSE.glob("hanse/*/templates/**/*.html"))
ROOMS = [config.label for config in apps.get_app_configs() if config.name.startswith("hanse.")]

# Rows of the one who asks, of nobody in particular, or looked for before anybody is signed in.
READS_WITHOUT_VISIBLE_TO = {
    "Authenticator": "user=request.user, or the recovery of a sign-in name",
    "UserSession": "user=request.user",
    "User": "the recovery of a sign-in name",
    "Draft": "user=request.user",
    "Kontor": "whether there is one",
}
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
          "set", "add", "remove", "clear"}  # fmt: skip
# Things with the same verbs that are no rows.
NO_ROWS = {"session", "response", "headers", "cookies", "form", "messages", "found", "seen"}


def calls(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(HOUSE / "hanse")))
def test_a_view_finds_rows_through_visible_to(path):
    for node in ast.walk(ast.parse(path.read_text())):
        is_manager = (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "objects"
        )
        if is_manager and node.attr != "visible_to":
            model = ast.unparse(node.value.value)
            assert model in READS_WITHOUT_VISIBLE_TO, f"{model}.objects.{node.attr} in line {node.lineno}"


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(HOUSE / "hanse")))
def test_a_view_never_writes(path):
    imported = {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and ".actions" in f"{node.module}."
        for alias in node.names
    }
    for node in calls(path):
        owner = ast.unparse(node.func.value)
        if node.func.attr in WRITES and owner.split(".")[-1].split("(")[0] not in NO_ROWS | imported | {
            "actions"
        }:
            pytest.fail(f"{ast.unparse(node)} in line {node.lineno}: let an action do it")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_script_and_no_style_stands_in_a_page(path):
    text = re.sub(r"{%.*?%}|{#.*?#}", "", path.read_text())
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag, tag


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_asks_another_house(path):
    for address in re.findall(r"(?:src|href|action)=\"(https?://[^\"]*)", path.read_text()):
        pytest.fail(address)


class TestDatabase:
    def test_no_migration_is_missing(self, db):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    def test_keys_are_never_reused(self):
        for room in ROOMS:
            for model in apps.get_app_config(room).get_models():
                key = model._meta.pk
                while key.remote_field:
                    key = key.target_field
                assert isinstance(key, models.BigAutoField | models.UUIDField), model

    def test_migrations_are_short_and_can_be_taken_up_again(self, db):
        for (app, name), migration in MigrationLoader(None).disk_migrations.items():
            if app not in ROOMS:
                continue
            kinds = {type(operation) for operation in migration.operations}
            data = kinds & {migrations.RunPython, migrations.RunSQL}
            assert not data or kinds == data, f"{app}.{name}: data and schema change in steps of their own"
            for operation in migration.operations:
                if isinstance(operation, migrations.AddField):
                    is_checked = type(operation.field).__name__.startswith("Positive")
                    assert not is_checked, f"{app}.{name}: a check on a new column is a step of its own"
                assert not isinstance(operation, migrations.AlterModelTable | migrations.RenameModel)

    @pytest.mark.django_db(transaction=True)
    def test_no_migration_says_what_a_cluster_forbids(self):
        forbidden = re.compile(
            r"\b(CREATE TRIGGER|RENAME CONSTRAINT|MERGE INTO|ADD GENERATED|SET GENERATED|DROP IDENTITY)\b",
            re.I,
        )
        if connection.vendor == "postgresql":
            forbidden = re.compile(forbidden.pattern + r"|INITIALLY DEFERRED", re.I)
        for app, name in MigrationLoader(None).disk_migrations:
            if app in ROOMS:
                out = io.StringIO()
                call_command("sqlmigrate", app, name, stdout=out)
                assert not forbidden.search(out.getvalue()), f"{app}.{name}"

    def test_every_column_is_classified(self):
        for model in apps.get_models(include_auto_created=True):
            label = model._meta.label
            if label in NOT_PERSONAL:
                continue
            columns = {one.name for one in model._meta.get_fields() if one.concrete}
            assert label in REGISTRY, f"{label}: say in hanse/privacy/registry.py what it holds"
            assert REGISTRY[label].columns == columns, label

    def test_nothing_is_classified_that_is_not_there(self):
        there = {model._meta.label for model in apps.get_models(include_auto_created=True)}
        assert {*REGISTRY, *NOT_PERSONAL} == there


class TestRepository:
    @pytest.fixture(scope="class")
    def files(self):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, check=False).stdout
        if not listed:
            pytest.skip("not a clone")
        return [HOUSE / name for name in listed.decode().split("\0") if name and (HOUSE / name).exists()]

    def test_no_address_of_an_index_and_no_path_of_a_machine_stands_in_it(self, files):
        signs = re.compile("|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "/ro" + "ot/", "/wo" + "rk/")))  # fmt: skip
        for path in files:
            if path.suffix in (".webp", ".png", ".woff2", ".vcf"):
                continue
            assert not signs.search(path.read_text(errors="replace")), path

    def test_pins_and_lock_say_the_same(self):
        settings = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["uv"]
        pinned = {line.split(";")[0].strip() for line in settings["constraint-dependencies"]}
        locked = set(
            re.findall(r"^([a-z0-9][\w.-]*==[^\s;\\]+)", (HOUSE / "requirements.lock").read_text(), re.M)
        )
        assert pinned == locked
