"""A quote that is accepted twice, or while it expires, is one thing. The control shows the race."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.utils import timezone

from shop.actions.trade_quotes import decline_quote, expire_quotes
from shop.domain.errors import RefusedError, Why
from shop.models import Order, TradeQuote
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.trade import a_quote, accepted
from tests.races.together import at_once, failures

ACCOUNTS = {"MAD": {"holder": "Centre", "bank": "Banque", "rib": "007 780 0001234567890123 45"}}


@pytest.fixture(autouse=True)
def _gateways(settings):
    way = {"BACKEND": "shop.gateways.transfer.Transfer", "OPTIONS": {"accounts": ACCOUNTS}}
    settings.SHOP = {"GATEWAYS": {"transfer": way}}


def a_sent_quote() -> TradeQuote:
    a_market()
    a_fee_rule()
    return a_quote(a_variant(a_product(), stock=1))


def test_the_race_is_real_without_the_guard():
    """Look whether it is open, then write: everybody believes to have been the first."""
    quote, won, looked = a_sent_quote(), [], Barrier(4)

    def look_then_write() -> None:
        seen = TradeQuote.objects.get(pk=quote.pk)
        looked.wait(60)
        if seen.status == "sent":
            TradeQuote.objects.filter(pk=quote.pk).update(status="declined")
            won.append(1)

    assert not failures(at_once([look_then_write] * 4))
    assert len(won) > 1


def test_accepted_at_once_by_many_it_is_one_order():
    quote = a_sent_quote()
    results = at_once([lambda: accepted(TradeQuote.objects.get(pk=quote.pk))] * 6)
    assert not failures(results)
    assert len({order.pk for order in results}) == 1
    assert Order.objects.count() == 1
    assert not list(differences())


def test_it_is_accepted_or_expires_never_both():
    for _ in range(4):
        quote = a_sent_quote()
        after = timezone.now() + timedelta(days=15)
        before = Order.objects.count()
        results = at_once([lambda quote=quote: accepted(quote), lambda after=after: expire_quotes(now=after)])
        refused = failures(results)
        quote.refresh_from_db()
        orders = Order.objects.count() - before
        assert (quote.status, orders) in [("accepted", 1), ("expired", 0)]
        assert [one.code for one in refused if isinstance(one, RefusedError)] == (
            [Why.QUOTE_OVER] if quote.status == "expired" else []
        )


def test_it_is_accepted_or_declined_never_both():
    for _ in range(4):
        quote = a_sent_quote()
        before = Order.objects.count()
        results = at_once([lambda quote=quote: accepted(quote), lambda quote=quote: decline_quote(quote)])
        assert [one.code for one in failures(results)] == [Why.QUOTE_OVER]
        quote.refresh_from_db()
        assert (quote.status, Order.objects.count() - before) in [("accepted", 1), ("declined", 0)]
