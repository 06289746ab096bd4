"""Every dialect that we bring keeps the contract."""

import pytest
from django.core.checks import run_checks

from shop.conf import FEEDS
from shop.feeds.registry import UnknownDialectError, all_dialects, dialect
from shop.testing.feed_contract import FeedContract


@pytest.fixture(params=list(FEEDS))
def named(request):
    return request.param


class TestOurs(FeedContract):
    @pytest.fixture(autouse=True)
    def _of(self, named):
        self.named = named
        # A workbook and an archive are compressed in larger pieces.
        self.most_held = 3_000 if dialect(named).suffix in ("xlsx", "zip") else 1_000

    def dialect(self):
        return dialect(self.named)


def test_a_dialect_that_nobody_set_up_is_refused():
    with pytest.raises(UnknownDialectError):
        dialect("nothing")


def test_a_dialect_that_is_not_there_is_named_at_the_start(settings):
    settings.SHOP = {**settings.SHOP, "FEEDS": {"own": {"BACKEND": "shop.feeds.nowhere.Nothing"}}}
    found = [each for each in run_checks(tags=["shop"]) if each.id == "shop.E001"]
    assert len(found) == 1
    assert "SHOP['FEEDS']['own']" in found[0].msg


def test_a_project_brings_its_own(settings):
    own = {"BACKEND": "shop.feeds.line_sheet.LineSheetCsv"}
    settings.SHOP = {**settings.SHOP, "FEEDS": {"own": own}}
    assert list(all_dialects()) == ["own"]
