"""Every screen of the portal is audited, or somebody has said why not."""

import base64
import importlib
from pathlib import Path
from types import ModuleType

import pytest
from django.urls import resolve

from tests.pages.addresses import our_addresses

TOOLS = Path(__file__).resolve().parents[2] / "tools"
SOME_ROW = {
    "order": "AB-1",
    "product": "1",
    "payout": "P1",
    "ask": "1",
    "stand": "1",
    "visit": "1",
    "import": "1",
    **dict.fromkeys(("need", "talk", "purchase", "meeting", "project"), "abc"),
}


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOLS))
    return importlib.import_module("audited")


def named(audited: ModuleType) -> set[str]:
    of_a_row = (path.format(**SOME_ROW) for path in (*audited.OF_HERS, *audited.AGENT))
    paths = [*audited.DOOR, *audited.PORTAL, *of_a_row]
    return {resolve(f"/fr/{path.partition('?')[0]}").view_name for path in paths}


def of_the_portal() -> set[str]:
    return {address.name for address in our_addresses() if address.route.startswith("portal/")}


def test_every_screen_of_the_portal_is_audited_or_excused(audited):
    assert of_the_portal() - named(audited) - set(audited.UNAUDITED) == set()


def test_nothing_is_excused_that_is_audited_or_is_not_there(audited):
    assert set(audited.UNAUDITED) & named(audited) == set()
    assert set(audited.UNAUDITED) - of_the_portal() == set()
    assert all(audited.UNAUDITED.values())


def test_every_row_of_a_screen_is_looked_for_in_a_list(audited):
    for path in audited.OF_HERS:
        assert path.format(**dict.fromkeys(audited.LISTED, "1")), path


def test_the_code_of_an_authenticator_is_that_of_the_standard(audited, monkeypatch):
    secret = base64.b32encode(b"12345678901234567890").decode()  # RFC 6238, appendix B
    for second, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        monkeypatch.setattr(audited.time, "time", lambda at=second: at)
        assert audited.code_of(secret) == code
