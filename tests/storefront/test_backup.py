"""A backup of a running shop comes back whole: the database and the files, proven by ``reconcile``."""

import json
import shutil

import pytest

from tests.storefront.programs import database, run, run_in_turn, template


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request, tmp_path, django_db_setup, django_db_blocker):
    """Return the addresses of a running shop, whose files are in ``old``, and of an empty database."""
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("sold"), tmp_path / "old")
        yield [f"sqlite:///{tmp_path / name}" for name in ("old/db.sqlite3", "new.sqlite3")]
        return
    with django_db_blocker.unblock(), database("backed_up", template()) as old, database("restored") as new:
        sold = run(old, tmp_path / "old", "-m", "tests.storefront.a_running_shop", str(tmp_path / "old"))
        assert sold.returncode == 0, sold.stderr[-3000:]
        yield [old, new]


def test_what_comes_back_agrees(databases, tmp_path):
    old, new = databases
    backup = tmp_path / "backup"
    write = ["backup", str(backup)]
    made, over_it = run_in_turn(old, tmp_path / "old", write, write)
    assert made.returncode == 0, made.stderr[-3000:]
    assert backup.stat().st_mode & 0o077 == 0, "nobody else reads it"
    listed = json.loads((backup / "manifest.json").read_text())["files"]
    assert {"default/images/rug.png", "private/proofs/slip.pdf"} <= set(listed)
    assert over_it.returncode, "never over another one"

    broken = tmp_path / "broken"
    shutil.copytree(backup, broken)
    (broken / "default/images/rug.png").write_bytes(b"other")
    refused, restored, again = run_in_turn(
        new, tmp_path / "new", *(["restore", str(folder)] for folder in (broken, backup, backup))
    )
    assert refused.returncode
    assert "was changed" in refused.stderr
    assert restored.returncode == 0, restored.stderr[-3000:]
    assert "reconcile is clean" in restored.stdout
    assert (tmp_path / "new/private/cases/é.pdf").exists()
    assert "not empty" in again.stderr
