"""Cards are taken with the right keys only."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from storefront.settings.card import with_card

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
