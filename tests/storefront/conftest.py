"""Surroundings of tests that look through every stored file, and a running shop to copy."""

import os
import shutil
from pathlib import Path

import pytest

from shop.conf import private_storage
from tests.storefront.programs import run


@pytest.fixture
def own_papers() -> None:
    """Start without papers of other tests in the private storage."""
    shutil.rmtree(Path(private_storage().location), ignore_errors=True)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated database in a file, to be copied: that of ``make test``, or one made here once."""
    given = os.environ.get("TEST_MIGRATED_FILE")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("migrated")
    run(
        f"sqlite:///{folder / 'db.sqlite3'}", folder, "manage.py", "migrate", "--verbosity", "0"
    ).check_returncode()
    return folder / "db.sqlite3"


@pytest.fixture(scope="session")
def sold(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the database, ``db.sqlite3``, and the files of a running shop, to be copied."""
    folder = tmp_path_factory.mktemp("shop")
    shutil.copy(migrated, folder / "db.sqlite3")
    url = f"sqlite:///{folder / 'db.sqlite3'}"
    done = run(url, folder, "-m", "tests.storefront.a_running_shop", str(folder))
    assert done.returncode == 0, done.stderr[-3000:]
    return folder
