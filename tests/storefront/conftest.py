"""Surroundings of tests that look through every stored file."""

import shutil
from pathlib import Path

import pytest

from shop.conf import private_storage


@pytest.fixture
def own_papers() -> None:
    """Start without papers of other tests in the private storage."""
    shutil.rmtree(Path(private_storage().location), ignore_errors=True)
