"""What trade buyers, makers and the office are told, in short sentences, once for each thing."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from producers.actions.tell import tell
from producers.actions.tell_operators import tell_operators
from producers.announcements import Announced, receives
from producers.conf import language as site_language
from producers.domain.dates import date_written
from producers.domain.grants import Permission
from producers.domain.letters import Recipient, reach
from producers.domain.shown import shown
from producers.domain.told import Told
from producers.letters import link, write_letter
from producers.reading.audience import told_with
from shop.models import Order, SourcingAsk, SourcingRequest, TradeBuyer, TradeQuote
from shop.reading.balance import awaited_payment
from shop.reading.cards import money_shown

TEMPLATE = "shop/mail/trade"
Said = Callable[[str], tuple[list[str], str]]
"""From a language to sentences and a link."""


@receives("tradebuyer.applied", tells=(Told.OPERATORS,))
def tell_of_an_application(announced: Announced) -> None:
    """The office looks at an organisation that wants to buy for others."""
    buyer = TradeBuyer.objects.get(pk=announced.payload["buyer"])
    sentence = f"{buyer.name} ({buyer.country}, {buyer.tax_number})"
    _office(announced, lambda: [_("An organisation wants to buy for others:"), sentence])


@receives("tradebuyer.verified", "tradebuyer.refused", tells=(Told.TRADE_BUYER,))
def tell_the_buyer_how_it_stands(announced: Announced) -> None:
    """Tell an organisation that it may send requests, or why not."""
    buyer = TradeBuyer.objects.get(pk=announced.payload["buyer"])
    is_verified = announced.kind == "tradebuyer.verified"

    def said(language: str) -> tuple[list[str], str]:
        there = link("shop:trade", language=language)
        if is_verified:
            return [_("Your organisation is verified: you may now send requests to our makers.")], there
        return [_("We could not verify your organisation."), buyer.reason], there

    _buyer(buyer, announced, said)


@receives("sourcing.sent", tells=(Told.OPERATORS,))
def tell_of_a_request(announced: Announced) -> None:
    """The office looks for makers."""
    request = SourcingRequest.objects.select_related("buyer").get(pk=announced.payload["request"])
    sentence = _of_request(request)
    _office(announced, lambda: [_("A trade buyer looks for something:"), sentence])


@receives("sourcing.asked", tells=(Told.WITH_ORDERS,))
def ask_the_maker(announced: Announced) -> None:
    """A maker, and who helps her, is told what is looked for; not how to reach who asks."""
    ask = SourcingAsk.objects.select_related("producer", "request__category").get(pk=announced.payload["ask"])
    request = ask.request
    for recipient in told_with(ask.producer, Permission.SEE_ORDERS, timezone.localdate()):
        language = recipient.language
        with translation.override(language):
            text = _("A shop looks for %(count)s × %(what)s until %(day)s. Can you make it? Answer here:") % {
                "count": request.quantity,
                "what": shown(request.category.name, language).text,
                "day": date_written(request.wanted_by, language),
            }
            there = link("shop_portal:ask", language=language, pk=ask.pk)
        _write(recipient, announced, [text], there)


@receives("sourcing.answered", tells=(Told.OPERATORS,))
def tell_of_an_answer(announced: Announced) -> None:
    """The office writes the quote once makers have answered."""
    ask = SourcingAsk.objects.select_related("producer", "request__buyer").get(pk=announced.payload["ask"])
    sentence = _of_request(ask.request)
    _office(announced, lambda: [_("A maker has answered:"), ask.producer.slug, sentence])


@receives("quote.sent", "quote.expired", tells=(Told.TRADE_BUYER,))
def tell_of_a_quote(announced: Announced) -> None:
    """The buyer reads the quote on her page; nothing of it stands in the letter but its sum and its day."""
    quote = TradeQuote.objects.select_related("request__buyer").get(pk=announced.payload["quote"])

    def said(language: str) -> tuple[list[str], str]:
        there = link("shop:trade_request", language=language, number=quote.request.number)
        if announced.kind == "quote.expired":
            text = _("Our quote for your request %(number)s has expired.")
            return [text % {"number": quote.request.number}], there
        facts = {
            "number": quote.request.number,
            "total": money_shown(quote.total, language).text,
            "advance": money_shown(quote.advance, language).text,
            "day": date_written(quote.valid_until, language),
        }
        text = _(
            "Our quote for your request %(number)s: %(total)s, of which %(advance)s in advance. "
            "It is valid until %(day)s."
        )
        return [text % facts, _("Its page shows each maker and where each part of the price goes.")], there

    _buyer(quote.request.buyer, announced, said)


@receives("quote.accepted", "quote.declined", tells=(Told.OPERATORS,))
def tell_of_the_answer_to_a_quote(announced: Announced) -> None:
    """The office knows what became of a quote."""
    quote = TradeQuote.objects.select_related("request__buyer").get(pk=announced.payload["quote"])
    sentence = _of_request(quote.request)
    is_yes = announced.kind == "quote.accepted"
    _office(
        announced,
        lambda: [_("A quote was accepted:") if is_yes else _("A quote was declined:"), sentence],
    )


@receives("order.balance_due", tells=(Told.BUYER,))
def tell_of_the_balance(announced: Announced) -> None:
    """Once goods are ready, the buyer is asked for the balance."""
    order = Order.objects.get(pk=announced.payload["order"])
    payment = awaited_payment(order)
    recipient = reach(email=order.email, phone=order.phone, language=order.language)
    if payment is None or recipient is None:
        return
    with translation.override(order.language):
        facts = {"number": order.number, "amount": money_shown(payment.amount, order.language).text}
        text = _(
            "Goods of your order %(number)s are ready. The balance of %(amount)s is due: everything is sent "
            "once it is here."
        )
        sentences = [text % facts]
    _write(recipient, announced, sentences, link("shop:order", language=order.language, token=order.token))


def _of_request(request: SourcingRequest) -> str:
    return f"{request.number} · {request.buyer.name} · {request.quantity}"


def _buyer(buyer: TradeBuyer, announced: Announced, said: Said) -> None:
    recipient = reach(email=buyer.email, phone=buyer.phone, language=buyer.language)
    if recipient is None:
        return
    with translation.override(buyer.language):
        sentences, there = said(buyer.language)
    _write(recipient, announced, sentences, there)


def _office(announced: Announced, said: Callable[[], list[str]]) -> None:
    with translation.override(site_language()):
        context: dict[str, Any] = {"sentences": said(), "link": ""}
    tell_operators(TEMPLATE, announced, context)


def _write(recipient: Recipient, announced: Announced, sentences: list[str], there: str) -> None:
    context: dict[str, Any] = {"sentences": sentences, "link": there}
    letter = write_letter(TEMPLATE, context, language=recipient.language, channel=recipient.channel)
    tell(recipient, letter, key=f"{announced.key}:{recipient.key}"[:200], kind=announced.kind)
