"""Letters about changes and refunds: to the buyer in her language, to operators when one waits."""

from typing import Any

from django.utils import timezone, translation

from producers.actions.tell import tell
from producers.actions.tell_operators import tell_operators
from producers.announcements import Announced, receives
from producers.conf import language as site_language
from producers.domain.dates import date_written
from producers.domain.letters import Recipient, reach
from producers.domain.shown import shown
from producers.domain.told import Told
from producers.letters import link, write_letter
from shop.change_words import sentence_of
from shop.domain.money import written
from shop.models import Change, ChangeLine, Order, Refund

SILENT = frozenset({"cancel_order", "cancel_part"})  # their own letters tell of these


@receives("change.asked", tells=(Told.BUYER, Told.OPERATORS))
@receives("change.agreed", "change.received", "change.settled", "change.refused", tells=(Told.BUYER,))
def tell_of_a_change(announced: Announced) -> None:
    """Write to the buyer what became of her request; a new one reaches the operators too."""
    change = Change.objects.select_related("order").get(pk=announced.payload["change"])
    if announced.kind == "change.asked":
        tell_operators("shop/mail/change_asked", announced, _about(change, site_language()))
    is_told_otherwise = change.kind in SILENT or (
        announced.kind == "change.settled" and change.kind == "withdrawal" and not change.answer
    )
    if not is_told_otherwise:
        _write(change.order, announced, kind=change.kind, context=_about(change, change.order.language))


@receives("withdrawal.declared", tells=(Told.BUYER, Told.OPERATORS))
def acknowledge_a_withdrawal(announced: Announced) -> None:
    """Confirm a withdrawal at once, with what it is about, the date and the time; tell the operators."""
    changes = list(Change.objects.filter(pk__in=announced.payload["changes"]).select_related("order"))
    order = changes[0].order
    recipient = _reach(order)
    if recipient is not None:
        context = _withdrawal(changes, order.language) | {"link": _link(order), "order": order}
        letter = write_letter(
            "shop/mail/withdrawal", context, language=order.language, channel=recipient.channel
        )
        tell(recipient, letter, key=f"{announced.key}:buyer", kind=announced.kind)
    tell_operators("shop/mail/change_asked", announced, _about(changes[-1], site_language()))


@receives("refund.succeeded", tells=(Told.BUYER,))
def tell_of_a_refund(announced: Announced) -> None:
    """Write to the buyer that her money has gone back."""
    refund = Refund.objects.select_related("order").get(pk=announced.payload["refund"])
    amount = written(refund.amount, refund.order.language)
    _write(refund.order, announced, amount=amount, context={})


@receives("order.contact_changed", tells=(Told.BUYER, Told.BEFORE))
@receives("order.address_changed", tells=(Told.BUYER,))
def tell_of_a_correction(announced: Announced) -> None:
    """Write to the new contact, and to the old one, which did not ask for it perhaps."""
    change = Change.objects.select_related("order").get(pk=announced.payload["change"])
    order, before = change.order, change.data.get("before", {})
    _write(order, announced, context={})
    old = reach(email=before.get("email", ""), phone=before.get("phone", ""), language=order.language)
    if announced.kind == "order.contact_changed" and old is not None and old != _reach(order):
        _send(old, order, announced, {"sentence": _sentence(order, announced), "link": ""}, who="old")


def _write(
    order: Order, announced: Announced, *, context: dict[str, Any], kind: str = "", amount: str = ""
) -> None:
    recipient = _reach(order)
    if recipient is None:
        return
    sentence = _sentence(order, announced, kind=kind, amount=amount)
    _send(recipient, order, announced, context | {"sentence": sentence, "link": _link(order)}, who="buyer")


def _send(
    recipient: Recipient, order: Order, announced: Announced, context: dict[str, Any], *, who: str
) -> None:
    letter = write_letter(
        "shop/mail/change", context | {"order": order}, language=order.language, channel=recipient.channel
    )
    tell(recipient, letter, key=f"{announced.key}:{who}", kind=announced.kind)


def _sentence(order: Order, announced: Announced, *, kind: str = "", amount: str = "") -> str:
    with translation.override(order.language):
        return sentence_of(announced.kind, number=order.number, kind=kind, amount=amount)


def _about(change: Change, lang: str) -> dict[str, Any]:
    return {"change": change, "order": change.order, "lines": _lines([change], lang), "answer": change.answer}


def _withdrawal(changes: list[Change], lang: str) -> dict[str, Any]:
    at = timezone.localtime(min(change.created_at for change in changes))
    return {
        "lines": _lines(changes, lang),
        "declared_on": date_written(at.date(), lang),
        "declared_at": f"{at:%H:%M}",
        "note": changes[0].note,
    }


def _lines(changes: list[Change], lang: str) -> list[tuple[int, Any]]:
    rows = ChangeLine.objects.filter(change__in=changes).select_related("line").order_by("pk")
    return [(row.quantity, shown(row.line.product_name, lang, row.line.original_language)) for row in rows]


def _reach(order: Order) -> Recipient | None:
    return reach(email=order.email, phone=order.phone, language=order.language)


def _link(order: Order) -> str:
    return link("shop:order", language=order.language, token=order.token)
