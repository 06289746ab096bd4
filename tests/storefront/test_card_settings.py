"""Cards are taken with the right keys only."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from storefront.settings.card import with_card, with_transfers

STAND_IN = "http://127.0.0.1:9000"
TEST, LIVE = "sk_test_1", "sk_live_1"


@pytest.mark.parametrize(
    ("key", "secret", "base", "production"),
    [(TEST, "", "", False), (TEST, " ", "", False), (LIVE, "", "", True), (LIVE, "whsec_1", STAND_IN, False),
     (LIVE, "whsec_1", STAND_IN, True), (TEST, "whsec_1", "", True), (TEST, "whsec_1", STAND_IN, True)],
)  # fmt: skip
def test_keys_that_do_not_belong_together_refuse_to_start(key, secret, base, production):
    with pytest.raises(ImproperlyConfigured):
        with_card({"GATEWAYS": {}}, key=key, webhook_secret=secret, api_base=base, is_production=production)


@pytest.mark.parametrize(("key", "base", "production"), [(TEST, STAND_IN, False), (LIVE, "", True)])
def test_cards_are_taken_with_the_right_keys(key, base, production):
    made = with_card({"GATEWAYS": {}}, key=key, webhook_secret="w", api_base=base, is_production=production)
    assert list(made["GATEWAYS"]) == ["card"]


def test_there_are_no_cards_without_a_key():
    shop = {"GATEWAYS": {}}
    assert with_card(shop, key="", webhook_secret="", api_base="", is_production=True) is shop


def test_transfers_to_makers_are_off_unless_a_currency_is_named():
    shop = {"PAYOUTS": {"bank": {}}}
    assert with_transfers(shop, key="sk_live_1", api_base="", currencies=[]) is shop
    made = with_transfers(shop, key="sk_live_1", api_base="", currencies=["EUR"])["PAYOUTS"]
    assert list(made) == ["bank", "stripe"]
    assert made["stripe"]["OPTIONS"]["currencies"] == ["EUR"]
    with pytest.raises(ImproperlyConfigured, match="STRIPE_SECRET_KEY"):
        with_transfers(shop, key="", api_base="", currencies=["EUR"])
