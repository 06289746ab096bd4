"""Races need rows that every connection sees, so they are committed and swept away afterwards."""

from dataclasses import dataclass

import pytest
from django.db import connection


@dataclass(frozen=True)
class Crowd:
    """How many buyers want how many pieces: a real crowd on PostgreSQL, what SQLite is for on SQLite."""

    buyers: int
    pieces: int


@pytest.fixture(autouse=True)
def _committed(transactional_db: None) -> None:
    """Commit, into a database that more than one thread can open."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.fail("threads need a file: set TEST_DATABASE_FILE, or DATABASE_URL for PostgreSQL")


@pytest.fixture
def crowd() -> Crowd:
    """Return the crowd for this database."""
    return Crowd(200, 50) if connection.vendor == "postgresql" else Crowd(20, 5)


@pytest.fixture
def is_postgresql() -> bool:
    """Say whether rows are locked one by one; SQLite lets one writer in at a time."""
    return connection.vendor == "postgresql"
