"""Letters about a purchase: to who buys, and to who makes."""

from django.core.files.base import ContentFile

from producers.domain.told import Told
from shop.models import Enquiry, Parcel, StockNotice, TransferProof
from shop.part_words import SENTENCES, TO_MAKER
from shop.receivers import TO_BUYER, TO_PRODUCER
from tests.letters.examples import Example, Scene, example
from tests.letters.people import person


@example(*(set(TO_BUYER) - {"order.awaiting_payment"}))
def to_the_buyer(scene: Scene) -> Example:
    order = scene.world.order
    return Example({"order": order.pk}, order=order)


@example("order.awaiting_payment", "order.balance_due")
def what_she_has_to_pay(scene: Scene) -> Example:
    return Example({"order": scene.world.draft.pk}, order=scene.world.draft)


@example(*TO_PRODUCER)
def to_the_maker(scene: Scene) -> Example:
    part = scene.world.order.parts.get()
    return Example({"part": part.pk, "order": part.order_id}, makers=(scene.world.first,))


@example(*(SENTENCES.keys() | TO_MAKER.keys()))
def a_step(scene: Scene) -> Example:
    part = scene.world.order.parts.get()
    parcel = Parcel.objects.create(part=part, carrier="Amana", tracking="RR1")
    payload = {"order": part.order_id, "parcel": parcel.pk}
    payload |= {"part": part.pk} if scene.kind.startswith("part.") else {}
    return Example(payload, order=scene.world.order, makers=(scene.world.first,))


def _a_question(scene: Scene) -> Enquiry:
    how = scene.contact("curieuse", 1)
    return Enquiry.objects.create(
        product=scene.world.rug.product, kind="similar", name="Curieuse Une", language="fr",
        contact=how["email"] or how["phone"], text="Plus grand ?", answer="Oui, en bleu",
    )  # fmt: skip


@example("enquiry.opened", "enquiry.passed", "enquiry.answered")
def a_question(scene: Scene) -> Example:
    row = _a_question(scene)
    how = scene.contact("curieuse", 1) | {"name": row.name}
    asker = person(type("Asker", (), how))
    return Example({"enquiry": row.pk}, makers=(scene.world.first,), people={Told.ASKER: (asker,)})


@example("notice.asked", "notice.back")
def a_wish(scene: Scene) -> Example:
    product = scene.world.rug.product
    rows = [
        StockNotice.objects.create(product=product, email=f"{name}@private.test", language="fr")
        for name in ("wish", "another-wish")
    ]
    return Example({"notice": rows[0].pk}, people={Told.ASKER: rows[:1]}, about=(person(rows[1]),))


@example("payment.proof_sent")
def a_proof(scene: Scene) -> Example:
    proof = TransferProof(payment=scene.world.draft.payments.get(), sha256="a" * 64, content_type="image/png")
    proof.file.save("proofs/a.png", ContentFile(b"x"))
    return Example({"proof": proof.pk}, order=scene.world.draft)
