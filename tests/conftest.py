"""Surroundings that every test has: its own folders, no network, one language to begin with.

What keeps all of them affordable (``make test`` says how much of a processor each stage uses, and names the
slowest tests):

- Rows that the tests of a module share are made once, see ``made_once.py``; but not thousands of them. Within
  one transaction on PostgreSQL, each write that counts an edition looks through all counts before it.
- A rule about every file is a test for each folder and names the files: a test costs some milliseconds before
  it looks at anything.
- A migration of several steps takes them by ``producers.migrating.at_once``: four databases are migrated.
"""

import gc
import socket
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client, TestCase, TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from producers.testing.databases import empty
from storefront.second_factor import has_second_factor, needs_second_factor
from tests.made_once import MadeOnce, around_a_module, forget_what_was_cached

OWN = ("127.", "::1", "localhost", "/")

# How fast the machine is at the moment is no property of what is tested.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Leave what is loaded out of the search for garbage: it was a seventh of the tests' work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """Start in the storefront's language, and leave none behind."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def _own_files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Write uploads where this test alone finds them."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MadeOnce]:
    """Give a module what makes rows and files once for all of its tests; see ``tests/made_once.py``."""
    with around_a_module(django_db_blocker.unblock, tmp_path_factory.mktemp("once")) as once:
        yield once


@pytest.fixture(autouse=True)
def _whoever_is_signed_in_by_force_has_her_second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing in by form asks for it where it is needed; ``force_login`` stands for having passed that."""
    sign_in = Client.force_login

    def sign_in_with_second_factor(self: Client, user: object, backend: str | None = None) -> None:
        known = get_user_model().objects.get(pk=user.pk)
        if needs_second_factor(known) and not has_second_factor(known):
            TOTP.activate(known, generate_totp_secret())
        sign_in(self, user, backend)

    monkeypatch.setattr(Client, "force_login", sign_in_with_second_factor)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Forget what another test has cached; its numbers of editions are rolled back with its rows."""
    forget_what_was_cached()
    yield
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _tables_that_only_grow_can_be_emptied() -> Iterator[None]:
    """Let tests that commit clean up after themselves, which triggers refuse."""
    roll_back = TestCase._fixture_teardown

    def forget_and_roll_back(self: TestCase) -> None:
        forget_what_was_cached()  # an example of a property is one of many in its test
        roll_back(self)

    def lift_and_empty(self: TransactionTestCase) -> None:
        forget_what_was_cached()
        assert not connection.in_atomic_block, "a module that makes its rows once has no test that commits"
        empty(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_and_empty)
        patch.setattr(TestCase, "_fixture_teardown", forget_and_roll_back)
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def refuse_others(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if not str(host).startswith(OWN):
            raise ConnectionRefusedError(f"a test asked for {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse_others)
