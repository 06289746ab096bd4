"""A backup: the database and the files of one moment in one folder, with a list of what is in it."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from storefront.moving.files import ALIASES, names_in

LIST = "manifest.json"


class BackupError(Exception):
    """The backup, or what it is to be put into, is not as it should be."""


def write_backup(folder: Path) -> dict[str, Any]:
    """Write a backup into a new folder and return its list. The shop may run on.

    The database is copied first: a file is there before the row that names it. Raises ``BackupError`` for a
    folder with something in it, ``subprocess.CalledProcessError``.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    os.chmod(folder, 0o700)
    database = folder / _name()
    _dump(database)
    for alias in ALIASES:
        for name in names_in(storages[alias]):
            path = folder / alias / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with storages[alias].open(name) as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy)
    listed = {"at": timezone.now().isoformat(), "kind": connection.vendor, "files": dict(_digests(folder))}
    (folder / LIST).write_text(json.dumps(listed, indent=1, ensure_ascii=False))
    return listed


def read_backup(folder: Path) -> int:
    """Put a backup into an empty database and empty stores of files; return how many files there are.

    Raises ``BackupError`` when something is missing or changed, or when there is something already.
    """
    listed = json.loads((folder / LIST).read_text())
    if listed["kind"] != connection.vendor:
        raise BackupError(f"this is a backup of {listed['kind']}")
    if dict(_digests(folder)) != listed["files"]:
        raise BackupError("something in the backup is missing or was changed")
    if connection.introspection.table_names():
        raise BackupError("the database is not empty")
    _load(folder / _name())
    count = 0
    for alias in ALIASES:
        for path in sorted(path for path in (folder / alias).rglob("*") if path.is_file()):
            name = path.relative_to(folder / alias).as_posix()
            if not storages[alias].exists(name):
                with path.open("rb") as file:
                    storages[alias].save(name, File(file))
            count += 1
    return count


def _name() -> str:
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def _dump(path: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)  # a consistent copy, whoever writes meanwhile
        return
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def _load(path: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            copy.backup(connection.connection)
        return
    own = str(connection.settings_dict["NAME"])
    _postgresql(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={own}", str(path)
    )


def _postgresql(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on our database; its password never stands in a command line."""
    own = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = os.environ | {name: str(own[key]) for name, key in names.items() if own.get(key)}
    command = [shutil.which(program) or program, *arguments]
    subprocess.run(command, env=environment, check=True)  # noqa: S603  our own arguments


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != LIST:
            with path.open("rb") as file:
                yield path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()
