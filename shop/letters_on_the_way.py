"""What buyer and maker are told while an order is made, sent, joined with others, and arrives."""

from dataclasses import dataclass

from django.utils import timezone, translation

from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.grants import Permission
from producers.domain.letters import reach
from producers.domain.shown import shown
from producers.domain.told import Told
from producers.letters import link, write_letter
from producers.models import Organisation
from producers.reading.audience import told_with
from shop.models import Order, Parcel, ProducerOrder
from shop.part_words import SENTENCES, TO_MAKER, sentence_of, sentence_to_maker


@dataclass(frozen=True)
class Step:
    """What has moved: a maker's part, or a parcel, of which several makers may have a share."""

    order: Order
    number: str
    makers: tuple[Organisation, ...]
    parcel: Parcel | None


@receives(*SENTENCES, tells=(Told.BUYER,))
def tell_the_buyer_of_a_step(announced: Announced) -> None:
    """Write to the buyer what became of a part of her order, or of a parcel."""
    step = _step(announced)
    order = step.order
    recipient = reach(email=order.email, phone=order.phone, language=order.language)
    if recipient is None:
        return
    with translation.override(order.language):
        names = [shown(maker.name, order.language, maker.original_language).text for maker in step.makers]
        sentence = sentence_of(announced.kind, maker=", ".join(names), number=step.number)
    context = {
        "part": step,
        "sentence": sentence,
        "parcel": step.parcel if announced.kind not in ("parcel.at_centre", "parcel.ready") else None,
        "link": link("shop:order", language=order.language, token=order.token),
    }
    letter = write_letter("shop/mail/part_step", context, language=order.language, channel=recipient.channel)
    tell(recipient, letter, key=f"{announced.key}:buyer", kind=announced.kind)


@receives(*TO_MAKER, tells=(Told.WITH_ORDERS,))
def tell_the_maker_of_a_step(announced: Announced) -> None:
    """Write to each maker and to her agents, in their language. Who the buyer is stays out of it."""
    step = _step(announced)
    for maker in step.makers:
        for recipient in told_with(maker, Permission.SEE_ORDERS, timezone.localdate()):
            with translation.override(recipient.language):
                sentence = sentence_to_maker(announced.kind, number=step.number)
            letter = write_letter(
                "shop/mail/maker_step",
                {"sentence": sentence, "number": step.number},
                language=recipient.language,
                channel=recipient.channel,
            )
            tell(recipient, letter, key=f"{announced.key}:{recipient.key}"[:200], kind=announced.kind)


def _step(announced: Announced) -> Step:
    if "part" in announced.payload:
        rows = ProducerOrder.objects.select_related("order", "producer")
        part = rows.get(pk=announced.payload["part"])
        parcel = Parcel.objects.filter(pk=announced.payload.get("parcel")).first()
        return Step(part.order, part.number, (part.producer,), parcel)
    parcel = Parcel.objects.select_related("order", "part__order", "part__producer").get(
        pk=announced.payload["parcel"]
    )
    if parcel.part is not None:
        return Step(parcel.part.order, parcel.part.number, (parcel.part.producer,), parcel)
    inside = parcel.contents.select_related("part__producer").order_by("pk")
    makers = dict.fromkeys(row.part.producer for row in inside if row.part)
    assert parcel.order is not None  # a parcel is one maker's or joint
    return Step(parcel.order, parcel.order.number, tuple(makers), parcel)
