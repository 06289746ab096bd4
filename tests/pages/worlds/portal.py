"""What makers do in the portal: what they put together, their orders, their money, their proofs."""

from django.core.files.base import ContentFile
from django.utils import timezone

from producers.models import (
    Assessment,
    Consent,
    FieldVisit,
    Organisation,
    ProducerRequirement,
    RequirementAnswer,
)
from producers.testing.builders import texts
from shop.models import ImportRun, PartPhoto, PayoutShare, ProducerOrder, ProductSketch, SketchPhoto
from shop.testing.payouts import a_destination, a_hold_row, a_payout_row
from shop.testing.sketches import a_sketch
from tests.pages.worlds.scene import Scene, Values

ADDING = ("photos", "kind", "facts", "price", "gets", "help", "count", "words", "preview", "page", "drop")
PRODUCT = ("product", "product_price", "product_voice", "product_words", "product_take_away")
ORDER = ("order", "order_step", "order_decline", "order_photo", "order_hand_over", "order_slip")


def add(scene: Scene) -> Values:
    """Add money, sketches, proofs and photos of both makers, and name what is A's."""
    shares = [_paid(maker) for maker in scene.makers]
    for order in scene.orders:
        private_rows_of_portal(order.parts.get())
    imported = ImportRun.objects.create(
        sheet="imports/none.csv", actor=scene.users["agent of A"], by_agent=True
    )
    return {
        "shop_portal:import": {"pk": imported.pk},
        "shop_portal:money_share": {"pk": shares[0].pk},
        "shop_portal:payout": {"reference": shares[0].payout.reference},
        **_of_an_order(scene.orders[0].parts.get()),
        **_of_goods(scene),
    }


def _paid(maker: Organisation) -> PayoutShare:
    a_destination(maker)
    payout = a_payout_row(maker)
    a_hold_row(maker)
    share: PayoutShare = PayoutShare.objects.create(
        payout=payout, name="Membre secrète", amount=payout.amount, member=maker
    )
    return share


def _of_an_order(part: ProducerOrder) -> Values:
    photo = PartPhoto(part=part, kind="progress", sha256="c" * 64)
    photo.file.save("parts/c.jpg", ContentFile(b"x"))
    order = {"number": part.number}
    return {
        **{f"shop_portal:{name}": order for name in ORDER},
        "shop_portal:order_photo_file": order | {"pk": photo.pk},
    }


def _of_goods(scene: Scene) -> Values:
    """Return the addresses of A's products, and of one that she is putting together."""
    begun, sent = a_sketch(scene.maker), a_sketch(scene.maker)
    ProductSketch.objects.filter(pk=sent.pk).update(sent_at=timezone.now(), product=scene.rug.product)
    return {
        **{f"shop_portal:add_{step}": {"key": begun.key} for step in ADDING},
        **{f"shop_portal:{name}": {"pk": scene.rug.product_id} for name in PRODUCT},
        "shop_portal:add_photo": {"key": begun.key, "pk": begun.photos.get().pk},
        "shop_portal:add_done": {"key": sent.key},
    }


def private_rows_of_portal(part: ProducerOrder) -> None:
    """Give a maker a row of each kind that only she, and who acts for her, may find."""
    maker: Organisation = part.producer
    PartPhoto.objects.create(part=part, kind="parcel", file="parts/secrète.jpg", sha256="0" * 64)
    sketch = ProductSketch.objects.create(organisation=maker)
    SketchPhoto.objects.create(sketch=sketch, file="sketches/secrète.jpg", sha256="0" * 64)
    Consent.objects.create(
        organisation=maker, person="Personne secrète", scope="story", heard_in="fr", given_at=timezone.now()
    )
    _proofs_of(maker)


def _proofs_of(maker: Organisation) -> None:
    today = timezone.localdate()
    told = Assessment.objects.create(organisation=maker)
    FieldVisit.objects.create(
        organisation=maker,
        assessment=told,
        visited_on=today,
        kind="agent",
        visitor="Visiteuse secrète",
        place="Chez elle, secrète",
    )
    need, _is_new = ProducerRequirement.objects.get_or_create(
        kind="attested", defaults={"name": texts("Promesse")}
    )
    RequirementAnswer.objects.create(
        organisation=maker, requirement=need, state="ticked", at=timezone.now(), reason="Réponse secrète"
    )
