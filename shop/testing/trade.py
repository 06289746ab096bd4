"""Trade buyers for tests: verified, with a request that a maker can make, and a quote to accept."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import SYSTEM
from producers.testing.builders import a_user
from shop.actions.accept_quote import accept_quote
from shop.actions.sourcing import Sought, ask_makers, say_can, send_request
from shop.actions.trade_buyers import Application, apply_to_buy, verify_buyer
from shop.actions.trade_quotes import send_quote
from shop.models import Order, SourcingAsk, SourcingPhoto, SourcingRequest, TradeBuyer, TradeQuote, Variant
from shop.reading.legal import accepted_versions
from shop.reading.trade_quotes import Offered
from shop.testing.builders import a_market
from shop.testing.buying import ABROAD, ADDRESS, CONTACT


def an_application(**fields: Any) -> Application:
    """Return what an invented network says of itself."""
    said = {
        "kind": "network",
        "name": "Réseau Équilibre",
        "country": "MA",
        "tax_number": "ICE 001",
        "contact": "Nour Achat",
        "email": "achat@trade.test",
        "language": "fr",
    }
    return Application(**(said | fields))


def a_trade_buyer(user: Any = None, *, verified: bool = True, **fields: Any) -> TradeBuyer:
    """Return an organisation that has applied, and been verified unless told otherwise."""
    number = TradeBuyer.objects.count() + 1
    buyer = apply_to_buy(user or a_user(f"trade{number}"), an_application(**fields), actor=SYSTEM)
    return verify_buyer(buyer, actor=SYSTEM) if verified else buyer


def a_request(
    buyer: TradeBuyer | None = None, variant: Variant | None = None, **fields: Any
) -> SourcingRequest:
    """Return an open request for pieces of the variant's category."""
    a_market()
    assert variant is not None or "category" in fields
    sought = {
        "category": variant.product.category if variant else None,
        "what": "Tapis pour nos boutiques",
        "quantity": 40,
        "wanted_by": timezone.localdate() + timedelta(days=120),
        "country": "MA",
        "town": "Rabat",
    }
    return send_request(buyer or a_trade_buyer(), Sought(**(sought | fields)), actor=SYSTEM)


def a_request_photo(request: SourcingRequest) -> SourcingPhoto:
    """Return a picture of a request whose files hold one byte each."""
    photo = SourcingPhoto(request=request, sha256="d" * 64)
    photo.file.save("requests/d.jpg", ContentFile(b"x"), save=False)
    photo.small.save("requests/d-small.jpg", ContentFile(b"x"), save=False)
    photo.save()
    return photo


def an_answer(
    request: SourcingRequest, variant: Variant, *, quantity: int = 40, price: str = "100"
) -> SourcingAsk:
    """Ask the variant's maker, who says that she can."""
    producer = variant.product.producer
    ask_makers(request, [producer], actor=SYSTEM)
    day = timezone.localdate() + timedelta(days=90)
    ask = request.asks.get(producer=producer)
    return say_can(ask, quantity=quantity, price=Money(price, "MAD"), ready_on=day, actor=SYSTEM)


def a_quote(
    *variants: Variant,
    request: SourcingRequest | None = None,
    unit: str = "150",
    quantity: int = 40,
    delivery: str = "500",
    percent: int = 50,
    **fields: Any,
) -> TradeQuote:
    """Return a quote that was sent: so many pieces like each variant, at ``unit`` each."""
    asked = request or a_request(None, variants[0], quantity=quantity)
    currency = str(asked.market.currency)
    lines: Sequence[Offered] = [
        Offered(an_answer(asked, variant, quantity=quantity), variant, quantity, Money(unit, currency))
        for variant in variants
    ]
    until = fields.pop("valid_until", timezone.localdate() + timedelta(days=14))
    return send_quote(
        asked,
        lines,
        delivery=Money(delivery, currency),
        percent=percent,
        valid_until=until,
        actor=SYSTEM,
        **fields,
    )


def entries_for(country: str = "MA", **more: Any) -> dict[str, Any]:
    """Return what is typed when a quote is accepted."""
    address = ADDRESS if country == "MA" else ABROAD
    accepted = accepted_versions(timezone.localdate())
    return CONTACT | {"country": country, "address": address, "accepted": accepted} | more


def accepted(quote: TradeQuote, *, method: str = "transfer", **more: Any) -> Order:
    """Accept a quote as its buyer would."""
    entries = more.pop("entries", None) or entries_for(quote.request.country)
    return accept_quote(quote, entries=entries, method=method, lang="fr", **more)
