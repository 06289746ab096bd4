"""Surroundings that every test has: its own folders, no network, one language to begin with."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation

OWN = ("127.", "::1", "localhost", "/")


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """Start in the storefront's language, and leave none behind."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def _own_files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Write uploads where this test alone finds them."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Forget what another test has cached."""
    cache.clear()
    yield
    cache.clear()


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
