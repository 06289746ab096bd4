"""Whom the API lets in beyond what is public: partners, their tokens, where they are told what happens."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.errors import RefusedError, Why
from shop.domain.webhooks import Event, Scope, check_address, digest_of
from shop.models import Cart, Market, Partner, PartnerCart, PartnerToken, WebhookEndpoint

TOKEN = "tiwizi_"  # noqa: S105  how every token begins, so that one is recognised where it does not belong


@transaction.atomic(durable=True)
def add_partner(
    name: str,
    market: Market,
    *,
    scopes: Sequence[Scope],
    actor: Actor,
    languages: Sequence[str] = (),
    selection: Mapping[str, Sequence[str]] | None = None,
    origins: Sequence[str] = (),
) -> Partner:
    """Let a partner's programs in; it has no token yet."""
    row = Partner.objects.create(
        name=name,
        market=market,
        languages=list(languages),
        scopes=[one.value for one in scopes],
        selection={key: list(codes) for key, codes in (selection or {}).items()},
        origins=list(origins),
    )
    record(verb="partner.added", row=row, actor=actor, after={"scopes": row.scopes, "market": market.code})
    return row


@transaction.atomic(durable=True)
def change_partner(partner: Partner, values: Mapping[str, Any], *, actor: Actor, reason: str) -> Partner:
    """Change a partner's name, scopes, sites or selection; its tokens open at once what it says now."""
    row: Partner = Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    before = {name: getattr(row, name) for name in values if getattr(row, name) != values[name]}
    for name in before:
        setattr(row, name, values[name])
    if before:
        row.save(update_fields=list(before))
        after = {name: values[name] for name in before}
        record(verb="partner.changed", row=row, actor=actor, reason=reason, before=before, after=after)
    return row


@transaction.atomic(durable=True)
def give_token(partner: Partner, label: str, *, actor: Actor) -> str:
    """Give a partner a token and return it: this once, since its digest alone is kept."""
    token = TOKEN + secrets.token_urlsafe(32)
    row = PartnerToken.objects.create(
        partner=partner, label=label, digest=digest_of(token), ends_with=token[-4:]
    )
    record(verb="partner.token_given", row=row, actor=actor, after={"label": label})
    return token


@transaction.atomic(durable=True)
def admit(partner: Partner, label: str, issuer: str, subject: str, *, actor: Actor) -> PartnerToken:
    """Take tokens that an OpenID issuer gives to a name (``shop.domain.openid``) for a partner's own.

    Raises ``KNOWN_ALREADY`` for a name that another token stands for.
    """
    if PartnerToken.objects.filter(issuer=issuer, subject=subject, revoked_at=None).exists():
        raise RefusedError(Why.KNOWN_ALREADY)
    row = PartnerToken.objects.create(
        partner=partner,
        label=label,
        digest=digest_of(secrets.token_urlsafe(32)),
        ends_with=subject[-4:],
        issuer=issuer,
        subject=subject,
    )
    after = {"label": label, "issuer": issuer, "subject": subject}
    record(verb="partner.token_given", row=row, actor=actor, after=after)
    return row


@transaction.atomic(durable=True)
def revoke_token(token: PartnerToken, *, actor: Actor) -> None:
    """Take a token back at once. One that was taken back stays so."""
    changed = PartnerToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    if changed:
        record(verb="partner.token_revoked", row=token, actor=actor, before={"label": token.label})


@transaction.atomic(durable=True)
def add_endpoint(partner: Partner, url: str, events: Sequence[Event], *, actor: Actor) -> WebhookEndpoint:
    """Tell a partner at an address what happens. Raises ``BadAddressError``."""
    row = WebhookEndpoint.objects.create(
        partner=partner, url=check_address(url), events=[one.value for one in events]
    )
    record(verb="webhook.endpoint_added", row=row, actor=actor, after={"url": row.url, "events": row.events})
    return row


@transaction.atomic(durable=True)
def switch_endpoint(endpoint: WebhookEndpoint, *, on: bool, actor: Actor) -> None:
    """Send to an endpoint again, or no more; what waits goes on from where it stood."""
    disabled = None if on else timezone.now()
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(disabled_at=disabled, failing_since=None)
    record(verb="webhook.switched", row=endpoint, actor=actor, after={"on": on})


@transaction.atomic(durable=True)
def note_cart(cart: Cart, partner: Partner) -> None:
    """Keep through whose program a cart was opened."""
    PartnerCart.objects.get_or_create(cart=cart, defaults={"partner": partner})


def note_use(token: PartnerToken) -> None:
    """Keep the day on which a token was used last: one write a day."""
    today = timezone.localdate()
    if token.used_on != today:
        PartnerToken.objects.filter(pk=token.pk).update(used_on=today)
