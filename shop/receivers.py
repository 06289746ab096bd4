"""What the shop does once something has happened: letters are written, the search index follows."""

from datetime import date
from typing import Any

from django.utils import timezone, translation

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
from producers.models import Organisation
from producers.reading.audience import told_with
from shop.actions.listing import CATALOGUE_CHANGED
from shop.letters_on_cases import tell_the_asker, tell_who_helps
from shop.letters_on_the_way import tell_the_buyer_of_a_step, tell_the_maker_of_a_step
from shop.models import Enquiry, Order, ProducerOrder, StockNotice, TransferProof
from shop.reading.orders import OrderShown, find_order, read_order
from shop.search import index_rows
from shop.webhook_receivers import tell_of_an_order, tell_of_the_catalogue

# Registered by being imported: what is told while an order is on its way, of requests for help, and partners.
ON_THE_WAY = (tell_the_buyer_of_a_step, tell_the_maker_of_a_step, tell_the_asker, tell_who_helps)
PARTNERS = (tell_of_an_order, tell_of_the_catalogue)
TO_BUYER = {
    "order.awaiting_payment": "shop/mail/order_awaiting",
    "order.placed": "shop/mail/order_placed",
    "order.cancelled": "shop/mail/order_ended",
    "order.expired": "shop/mail/order_ended",
    "order.link_asked": "shop/mail/order_link",
    "service.done_says_maker": "shop/mail/service_done_says_maker",
}
TO_PRODUCER = {
    "part.placed": "shop/mail/part_placed",
    "part.cancelled": "shop/mail/part_cancelled",
    "service.done_says_buyer": "shop/mail/service_done_says_buyer",
}


@receives(CATALOGUE_CHANGED, tells=())
def index_what_changed(announced: Announced) -> None:
    """Searches find offers by their new words."""
    index_rows(announced.payload["products"])


@receives(*TO_BUYER, tells=(Told.BUYER,))
def tell_the_buyer(announced: Announced) -> None:
    """Write to the buyer in her language, by e-mail if she gave one, else on her phone."""
    order = find_order(Order.objects.get(pk=announced.payload["order"]).token)
    assert order is not None  # its token was just read
    recipient = reach(email=order.email, phone=order.phone, language=order.language)
    is_late = announced.kind == "order.awaiting_payment" and order.status != Order.Status.DRAFT
    if recipient is None or is_late:
        return
    with translation.override(order.language):
        context = {"order": read_order(order, order.language), "link": _order_link(order)}
    letter = write_letter(
        TO_BUYER[announced.kind], context, language=order.language, channel=recipient.channel
    )
    tell(recipient, letter, key=f"{announced.key}:buyer", kind=announced.kind)


@receives(*TO_PRODUCER, tells=(Told.WITH_ORDERS,))
def tell_the_producer(announced: Announced) -> None:
    """Write to her and to her agents, each in their language, what to make and send, or no longer."""
    part = ProducerOrder.objects.select_related("order", "producer").get(pk=announced.payload["part"])
    order = find_order(part.order.token)
    assert order is not None  # a part has an order
    for recipient in told_with(part.producer, Permission.SEE_ORDERS, timezone.localdate()):
        with translation.override(recipient.language):
            read = read_order(order, recipient.language)
            context = _part_context(read, part, recipient.language)
        _write(TO_PRODUCER[announced.kind], recipient, context, announced)


@receives("enquiry.opened", tells=(Told.OPERATORS,))
def tell_of_a_question(announced: Announced) -> None:
    """A question about an offer reaches the operators first: one of them decides who sees it."""
    enquiry = _enquiry(announced)
    producer = enquiry.product.producer
    context = _question(enquiry, producer, site_language()) | {
        "contact": enquiry.contact,
        "asker": enquiry.name,
    }
    tell_operators("shop/mail/enquiry", announced, context)


@receives("enquiry.passed", tells=(Told.WITH_ORDERS,))
def ask_the_maker(announced: Announced) -> None:
    """What was passed on reaches the maker and her agents, without who asks."""
    enquiry = _enquiry(announced)
    producer = enquiry.product.producer
    for recipient in told_with(producer, Permission.SEE_ORDERS, timezone.localdate()):
        _write("shop/mail/enquiry", recipient, _question(enquiry, producer, recipient.language), announced)


@receives("enquiry.answered", tells=(Told.ASKER,))
def send_the_answer(announced: Announced) -> None:
    """Whoever asked gets the answer where she wanted it, in the language in which she asked."""
    enquiry = _enquiry(announced)
    is_mail = "@" in enquiry.contact
    recipient = reach(
        email=enquiry.contact if is_mail else "",
        phone="" if is_mail else enquiry.contact,
        language=enquiry.language,
    )
    if recipient is not None:
        context = _question(enquiry, enquiry.product.producer, enquiry.language)
        _write("shop/mail/enquiry_answer", recipient, context, announced)


@receives("notice.asked", "notice.back", tells=(Told.ASKER,))
def write_about_a_wish(announced: Announced) -> None:
    """Ask whether it was she who wants to be told, and tell her once when it is back."""
    wish = StockNotice.objects.select_related("product").filter(pk=announced.payload["notice"]).first()
    recipient = reach(email=wish.email, phone="", language=wish.language) if wish else None
    if wish is None or recipient is None:
        return
    name = "stock_notice_asked" if announced.kind == "notice.asked" else "stock_notice_back"
    context = {
        "product": shown(wish.product.name, wish.language, wish.product.original_language),
        "product_link": link("shop:product", language=wish.language, slug=wish.product.slug),
        "link": link("shop:stock_notice", language=wish.language, token=wish.token),
    }
    _write(f"shop/mail/{name}", recipient, context, announced)


def _enquiry(announced: Announced) -> Enquiry:
    found: Enquiry = Enquiry.objects.select_related("product__producer").get(pk=announced.payload["enquiry"])
    return found


@receives("payment.proof_sent", tells=(Told.OPERATORS,))
def tell_of_a_proof(announced: Announced) -> None:
    """A buyer has sent in a picture of her transfer; somebody has to look whether the money is there."""
    proof = TransferProof.objects.select_related("payment__order").get(pk=announced.payload["proof"])
    payment = proof.payment
    tell_operators("shop/mail/proof_sent", announced, {"payment": payment, "order": payment.order})


def _write(template: str, recipient: Recipient, context: dict[str, Any], announced: Announced) -> None:
    letter = write_letter(template, context, language=recipient.language, channel=recipient.channel)
    tell(recipient, letter, key=f"{announced.key}:{recipient.key}"[:200], kind=announced.kind)


def _order_link(order: Order) -> str:
    return link("shop:order", language=order.language, token=order.token)


def _part_context(read: OrderShown, part: ProducerOrder, language: str) -> dict[str, Any]:
    """What she has to know. Who the buyer is stays out of messages: phones are shared."""
    producer: Organisation = part.producer
    ship_by: date | None = part.ship_by
    return {
        "part": next(each for each in read.parts if each.number == part.number),
        "producer": shown(producer.name, language, producer.original_language),
        "ship_by": date_written(ship_by, language) if ship_by else "",
        "is_gift": read.is_gift,
    }


def _question(enquiry: Enquiry, producer: Organisation, language: str) -> dict[str, Any]:
    product = enquiry.product
    return {
        "enquiry": enquiry,
        "product": shown(product.name, language, product.original_language),
        "producer": shown(producer.name, language, producer.original_language),
        "link": link("shop:product", language=language, slug=product.slug),
    }
