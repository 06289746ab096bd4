"""The stand-in for the card processor, for every test of a page that is paid by card."""

from collections.abc import Iterator
from typing import Any

import pytest

from shop.gateways import stripe as card
from tests.pages.stand_in import StandIn, running
from tests.pages.world import GATEWAYS


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """Run one stand-in for the tests of a module."""
    with running(tmp_path_factory.mktemp("bank")) as made:
        yield made


@pytest.fixture
def bank(process: StandIn, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """Give an empty stand-in that keeps its notices back; the shop is paid by it, and asks what is valid."""
    process.order("forget")
    process.order("fail", place="hook", kind="hold")
    monkeypatch.setattr(card, "SECONDS", 0.5)
    monkeypatch.setattr("stripe.HTTPClient._sleep_time_seconds", lambda *_, **__: 0)
    settings.SHOP = {"GATEWAYS": GATEWAYS | {"card": process.options()}}
    yield process
    assert [row["problems"] for row in process.log() if row["problems"]] == []
