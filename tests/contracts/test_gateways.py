import pytest
from moneyed import Money

from shop.gateways import registry
from shop.gateways import stripe as card
from shop.gateways.base import Charge, Sale, StepKind
from shop.gateways.cash_on_delivery import CashOnDelivery
from shop.gateways.transfer import Transfer
from shop.testing.contracts import GatewayContract
from tests.pages.card_processor import CARD, Processor

ACCOUNTS = {"MAD": {"holder": "Fictional centre", "bank": "", "rib": "000 000 0000000000000000 00"}}


class TestCashOnDelivery(GatewayContract):
    def gateway(self):
        return CashOnDelivery()


class TestTransfer(GatewayContract):
    def gateway(self):
        return Transfer(ACCOUNTS)


class TestStripe(GatewayContract):
    @pytest.fixture(autouse=True)
    def _processor(self, monkeypatch):
        processor = Processor()
        monkeypatch.setattr(card.stripe, "RequestsClient", lambda timeout: processor)

    def gateway(self):
        return card.Stripe(**CARD["OPTIONS"])


@pytest.mark.parametrize(
    ("delivery_country", "limit", "amount", "reason"),
    [
        ("MA", Money(10_000, "MAD"), Money(10_000, "MAD"), ""),
        ("MA", Money(10_000, "MAD"), Money("10000.01", "MAD"), "above_limit"),
        ("FR", Money(10_000, "MAD"), Money(10, "MAD"), "not_delivered_here"),
        ("", Money(10_000, "MAD"), Money(10, "MAD"), "not_delivered_here"),
        ("MA", None, Money(10, "EUR"), "not_in_this_market"),
        ("MA", Money(10_000, "MAD"), Money(10, "EUR"), "not_in_this_market"),
    ],
)
def test_cash_is_for_parcels_in_morocco_up_to_the_limit(delivery_country, limit, amount, reason):
    sale = Sale("ma", "MA", delivery_country, limit)
    assert CashOnDelivery().offers(sale, amount, []).reason == reason


def test_a_transfer_is_offered_where_there_is_an_account_in_the_currency():
    sale = Sale("eu", "FR", "MA")
    assert Transfer(ACCOUNTS).offers(sale, Money(1, "MAD"), []).is_offered
    assert Transfer(ACCOUNTS).offers(sale, Money(1, "EUR"), []).reason == "no_account"


def test_a_transfer_tells_its_reference_in_groups_and_leaves_out_what_is_empty():
    step = Transfer(ACCOUNTS, is_fictional=True).start(
        Charge("RF024829173651", "482-917-3651", Money(180, "MAD"), "fr"), ""
    )
    assert step.kind is StepKind.INSTRUCT
    assert step.is_fictional
    assert [(line.code, line.value) for line in step.instructions] == [
        ("reference", "RF02 4829 1736 51"),
        ("holder", "Fictional centre"),
        ("rib", "000 000 0000000000000000 00"),
    ]


def test_gateways_come_from_the_settings_in_their_order(settings):
    settings.SHOP = {
        "GATEWAYS": {
            "transfer": {"BACKEND": "shop.gateways.transfer.Transfer", "OPTIONS": {"accounts": ACCOUNTS}},
            "cash": {"BACKEND": "shop.gateways.cash_on_delivery.CashOnDelivery"},
        }
    }
    assert list(registry.all_gateways()) == ["transfer", "cash"]
    assert registry.gateway("transfer").accounts == ACCOUNTS


def test_a_gateway_that_is_not_set_up_is_not_found():
    with pytest.raises(registry.UnknownGatewayError):
        registry.gateway("card")
