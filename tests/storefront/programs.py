"""Programs of the shop, run on a database and on files of their own; databases of a test, beside its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def run(url: str, var: Path, *command: str) -> subprocess.CompletedProcess:
    """Run a program of the shop on a database and on files of its own."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "FILES_IN": str(var),
        "DJANGO_SETTINGS_MODULE": "tests.storefront.settings_of_a_machine",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    return subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


def run_in_turn(url: str, var: Path, *commands: list[str]) -> list[subprocess.CompletedProcess]:
    """Run commands of ``manage.py`` as ``run`` does, in one process; what ends that is raised."""
    done = run(url, var, "-m", "tests.storefront.in_turn", json.dumps(commands))
    assert done.returncode == 0, done.stderr[-3000:]
    return [subprocess.CompletedProcess(commands, *ended) for ended in json.loads(done.stdout)]


@contextmanager
def database(name: str, template: str | None = None) -> Iterator[str]:
    """Make a database of PostgreSQL, as below, for the time of the block, and yield its address."""
    if connection.vendor != "postgresql":
        pytest.fail("set DATABASE_URL")
    yield make_database(name, template)
    with _server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{_whole(name)}" WITH (FORCE)')


def make_database(name: str, template: str | None = None) -> str:
    """Make a database beside that of the tests, in place of one of its name, and return its address.

    It is empty, or what the template is.
    """
    own = connection.settings_dict
    with _server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{_whole(name)}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{_whole(name)}" TEMPLATE "{template or "template1"}"')
    secret = f":{own['PASSWORD']}" if own["PASSWORD"] else ""
    return f"postgres://{own['USER']}{secret}@{own['HOST']}:{own['PORT']}/{_whole(name)}"


def template() -> str | None:
    """Return the name of a migrated database to copy, which ``make test`` has made for all."""
    name: str | None = connection.settings_dict["TEST"].get("TEMPLATE")
    return name


def _whole(name: str) -> str:
    return f"{connection.settings_dict['NAME']}_{name}"


def _server() -> psycopg.Connection:
    own = connection.settings_dict
    place = {"host": own["HOST"], "port": own["PORT"], "user": own["USER"], "password": own["PASSWORD"]}
    return psycopg.connect(dbname="postgres", autocommit=True, **place)
