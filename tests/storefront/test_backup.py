"""A backup of a running shop comes back whole: the database and the files, proven by ``reconcile``."""

import json
import os
import shutil
import subprocess
import sys
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


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request, tmp_path, django_db_setup, django_db_blocker):
    """Return the addresses of two empty databases."""
    if request.param == "sqlite":
        yield [f"sqlite:///{tmp_path / name}.sqlite3" for name in ("old", "new")]
        return
    if connection.vendor != "postgresql":
        pytest.fail("set DATABASE_URL")
    own = connection.settings_dict
    server = {"host": own["HOST"], "port": own["PORT"], "user": own["USER"], "password": own["PASSWORD"]}
    names = [f"{own['NAME']}_{name}" for name in ("backed_up", "restored")]
    secret = f":{own['PASSWORD']}" if own["PASSWORD"] else ""
    with django_db_blocker.unblock(), psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        for name in names:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{name}"')
        yield [f"postgres://{own['USER']}{secret}@{own['HOST']}:{own['PORT']}/{name}" for name in names]
        for name in names:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_what_comes_back_agrees(databases, tmp_path):
    old, new = databases
    sold = run(old, tmp_path / "old", "-m", "tests.storefront.a_running_shop", str(tmp_path / "old"))
    assert sold.returncode == 0, sold.stderr[-3000:]
    backup = tmp_path / "backup"
    made = run(old, tmp_path / "old", "manage.py", "backup", str(backup))
    assert made.returncode == 0, made.stderr[-3000:]
    assert backup.stat().st_mode & 0o077 == 0, "nobody else reads it"
    listed = json.loads((backup / "manifest.json").read_text())["files"]
    assert {"default/images/rug.png", "private/proofs/slip.pdf"} <= set(listed)
    assert run(old, tmp_path / "old", "manage.py", "backup", str(backup)).returncode, "never over another one"

    broken = tmp_path / "broken"
    shutil.copytree(backup, broken)
    (broken / "default/images/rug.png").write_bytes(b"other")
    refused = run(new, tmp_path / "new", "manage.py", "restore", str(broken))
    assert refused.returncode
    assert "was changed" in refused.stderr

    restored = run(new, tmp_path / "new", "manage.py", "restore", str(backup))
    assert restored.returncode == 0, restored.stderr[-3000:]
    assert "reconcile is clean" in restored.stdout
    assert (tmp_path / "new/private/cases/é.pdf").exists()
    again = run(new, tmp_path / "new", "manage.py", "restore", str(backup))
    assert "not empty" in again.stderr
