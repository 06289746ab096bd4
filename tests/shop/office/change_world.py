"""One of everything about changes and refunds, by the name of the address that shows it."""

from django.core.files.base import ContentFile

from producers.domain.actors import BUYER, SYSTEM
from shop.actions import fulfil
from shop.actions.ask_change import ask_change
from shop.actions.change_order import change_order
from shop.actions.mark_paid import mark_paid
from shop.domain.changes import ChangeKind
from shop.models import ChangePhoto, Order, Refund, Variant
from shop.reading.proposals import Asked, propose
from shop.testing.buying import an_order

CHANGE_STEPS = {"change_operate": ["refuse"], "refund_operate": ["hand-over"]}
CHANGE_POSTS = tuple(CHANGE_STEPS)


def change_rows(variant: Variant) -> dict[str, int]:
    """Sell a piece, give some of its price back, hear a complaint with a photo; return their keys."""
    order = an_order((variant, 1), method="transfer")
    mark_paid(order, amount=order.total, statement="line 1", actor=SYSTEM)
    part = order.parts.get()
    fulfil.accept(part, actor=SYSTEM)
    fulfil.ship(part, carrier="Amana", actor=SYSTEM)
    fulfil.deliver(part, actor=SYSTEM)
    order = Order.objects.get(pk=order.pk)
    line = part.lines.get()
    asked = Asked(ChangeKind.GOODWILL, sums={line.pk: 500})
    change_order(
        order, asked, fingerprint=propose(order, asked).fingerprint, actor=SYSTEM, reason="a loose thread"
    )
    complaint = ask_change(order, ChangeKind.COMPLAINT, pieces={line.pk: 1}, note="torn", actor=BUYER)
    photo = ChangePhoto(change=complaint, sha256="b" * 64, content_type="image/jpeg")
    photo.file.save("complaints/b.jpg", ContentFile(b"x"))
    return {
        **dict.fromkeys(("order_change", "order_refund"), order.pk),
        **dict.fromkeys(("change", "change_operate", "change_amount", "change_defect"), complaint.pk),
        "change_photo": photo.pk,
        **dict.fromkeys(("refund", "refund_operate"), Refund.objects.get(order=order).pk),
    }
