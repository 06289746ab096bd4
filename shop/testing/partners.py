"""Partners whose programs use the API."""

from typing import Any

from django.utils import timezone

from producers.domain.actors import Actor
from producers.models import Consent, Organisation
from shop.actions.partners import add_endpoint, add_partner, give_token
from shop.domain.webhooks import Event, Scope
from shop.models import Market, Partner, WebhookEndpoint

OPERATOR = Actor(None, "operator")


def a_partner(*scopes: Scope, name: str = "Réseau", **fields: Any) -> Partner:
    """Let a partner in, in the first market there is."""
    fields.setdefault("market", None)
    market = fields.pop("market") or Market.objects.order_by("position", "pk")[0]
    return add_partner(name, market, scopes=scopes, actor=OPERATOR, **fields)


def a_token(*scopes: Scope, partner: Partner | None = None) -> str:
    """Give a partner a token."""
    return give_token(partner or a_partner(*scopes), "program", actor=OPERATOR)


def an_endpoint(partner: Partner, *events: Event, url: str = "https://hooks.example/in") -> WebhookEndpoint:
    """Tell a partner what happens."""
    return add_endpoint(partner, url, events or list(Event), actor=OPERATOR)


def shares_her_data(*makers: Organisation) -> None:
    """Have makers agree to share their data with others."""
    for maker in makers:
        Consent.objects.create(
            organisation=maker,
            person="she",
            scope=Consent.Scope.SHARING,
            heard_in="ar",
            given_at=timezone.now(),
        )
