"""A product is put together screen by screen, and sent once, however often she taps."""

import io
from decimal import Decimal

import pytest
from PIL import Image

from producers.actions.moderate import approve
from producers.domain.actors import Actor
from producers.domain.moderation import Seen
from producers.models import Act, Organisation, Picture, Submission
from producers.testing.builders import a_producer
from shop.actions.forget_sketches import forget_old_sketches
from shop.actions.publish_product import publish
from shop.actions.send_sketch import send_sketch
from shop.actions.sketch_photos import add_photo, drop_photo
from shop.actions.sketches import answer, begin_change, throw_away
from shop.conf import private_storage
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.models import Price, Product, ProductPicture, ProductSketch, SketchPhoto, Stock, StockMove, Variant
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.sketches import HERSELF, a_photo, a_sketch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_files_of_other_tests() -> None:
    for name in files():
        private_storage().delete(f"sketches/{name}")


def files() -> set[str]:
    try:
        return set(private_storage().listdir("sketches")[1])
    except FileNotFoundError:
        return set()


def test_it_becomes_a_product_that_is_not_public_yet():
    a_market()
    sketch = a_sketch(photos=3, hours=Decimal(4), material=Decimal(45), words="Laine de mes brebis")
    product = send_sketch(sketch, actor=HERSELF)
    assert not product.live
    variant = product.variants.get()
    assert [str(price.amount.amount) for price in variant.prices.all()] == ["180.00"]
    assert Stock.objects.get(variant=variant).on_hand == 1
    assert product.is_one_of_a_kind
    assert (product.work_hours, product.material_percent) == (Decimal(4), Decimal("25.00"))
    newest = product.get_latest_revision_as_object()
    assert newest.description.data == {"fr": "Laine de mes brebis"}
    assert len({one.picture_id for one in newest.pictures.all()}) == 3
    assert not ProductPicture.objects.exists()  # pictures are drafted: what is live has none yet


def test_a_piece_made_to_order_has_days_and_may_be_promised_before_it_is_made():
    product = send_sketch(a_sketch(counting="to_order", pieces=0, making_days=12), actor=HERSELF)
    variant = product.variants.get()
    stock = Stock.objects.get(variant=variant)
    assert (variant.making_days, stock.on_hand, stock.cap) == (12, 0, 5)
    assert not StockMove.objects.exists()


def test_sent_twice_it_is_one_product():
    sketch = a_sketch()
    stale = ProductSketch.objects.get(pk=sketch.pk)
    first = send_sketch(sketch, actor=HERSELF)
    again = send_sketch(stale, actor=HERSELF)
    assert first.pk == again.pk
    assert (Product.objects.count(), Variant.objects.count(), Price.objects.count()) == (1, 1, 1)
    assert Picture.objects.count() == 1
    assert Act.objects.filter(verb="product.sent").count() == 1


@pytest.mark.parametrize(
    ("lacking", "step"),
    [
        ({"photos": 0}, "photos"),
        ({"category": None}, "kind"),
        ({"amount": None}, "price"),
        ({"counting": None}, "count"),
        ({"pieces": 0}, "count"),
        ({"counting": "to_order"}, "count"),
    ],
)
def test_what_lacks_an_answer_is_not_sent(lacking, step):
    sketch = a_sketch(**lacking)
    with pytest.raises(SketchError) as error:
        send_sketch(sketch, actor=HERSELF)
    assert (error.value.fault, error.value.facts["step"]) == (SketchFault.MISSING, step)
    assert not Product.objects.exists()


def test_a_producer_suspended_meanwhile_sends_nothing_and_keeps_her_sketch():
    sketch = a_sketch()
    Organisation.objects.update(status=Organisation.Status.SUSPENDED)
    sketch.refresh_from_db()
    with pytest.raises(SketchError) as error:
        send_sketch(sketch, actor=HERSELF)
    assert error.value.fault is SketchFault.SUSPENDED
    assert not Product.objects.exists()
    assert ProductSketch.objects.filter(sent_at=None).count() == 1


def test_what_was_sent_changes_no_more():
    sketch = a_sketch()
    send_sketch(sketch, actor=HERSELF)
    for change in (
        lambda: answer(sketch.key, sketch.organisation, {"amount": 1}, actor=HERSELF),
        lambda: add_photo(sketch.key, sketch.organisation, a_photo("blue"), actor=HERSELF),
        lambda: throw_away(sketch, actor=HERSELF),
    ):
        with pytest.raises(SketchError) as error:
            change()
        assert error.value.fault is SketchFault.SENT


def test_anothers_sketch_does_not_exist():
    sketch = a_sketch()
    with pytest.raises(SketchError) as error:
        answer(sketch.key, a_producer(), {"amount": 1}, actor=HERSELF)
    assert error.value.fault is SketchFault.GONE
    with pytest.raises(SketchError):
        add_photo(sketch.key, a_producer(), a_photo("blue"), actor=HERSELF)
    assert sketch.photos.count() == 1
    assert len(files()) == 2


def test_an_agent_is_written_down_as_acting_for_her():
    maker = a_producer()
    agent = Actor(None, "agent", maker.pk)
    send_sketch(a_sketch(maker, actor=agent), actor=agent)
    act = Act.objects.get(verb="product.sent")
    assert (act.actor_name, act.for_organisation_id) == ("agent", maker.pk)


def test_a_photo_comes_out_upright_without_its_position():
    content = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (400, 300), "red").save(content, "JPEG", exif=exif)
    sketch = a_sketch(photos=0)
    photo = add_photo(sketch.key, sketch.organisation, content, actor=HERSELF)
    with Image.open(photo.file) as kept:
        assert kept.size == (300, 400)
        assert not kept.getexif()
    with Image.open(photo.small) as small:
        assert max(small.size) <= 320


def test_the_same_photo_after_a_lost_answer_is_the_one_that_is_there():
    sketch = a_sketch(photos=0)
    first = add_photo(sketch.key, sketch.organisation, a_photo(), actor=HERSELF)
    assert add_photo(sketch.key, sketch.organisation, a_photo(), actor=HERSELF).pk == first.pk
    assert len(files()) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"<!doctype html><p>x", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", b"\xff\xd8\xff"],
)
def test_what_is_no_picture_is_refused_and_the_others_stay(content):
    sketch = a_sketch(photos=2)
    with pytest.raises(SketchError) as error:
        add_photo(sketch.key, sketch.organisation, io.BytesIO(content), actor=HERSELF)
    assert error.value.fault is SketchFault.BAD_PICTURE
    assert error.value.facts["message"]
    assert sketch.photos.count() == 2
    assert len(files()) == 4


def test_a_seventh_photo_is_one_too_many_and_leaves_no_file():
    sketch = a_sketch(photos=6)
    with pytest.raises(SketchError) as error:
        add_photo(sketch.key, sketch.organisation, a_photo("blue"), actor=HERSELF)
    assert error.value.fault is SketchFault.TOO_MANY
    assert len(files()) == 12


def test_a_photo_that_is_taken_out_and_a_sketch_that_is_dropped_leave_no_file():
    sketch = a_sketch(photos=2)
    first, _second = sketch.photos.all()
    drop_photo(sketch.key, sketch.organisation, first.pk, actor=HERSELF)
    drop_photo(sketch.key, sketch.organisation, first.pk, actor=HERSELF)
    assert len(files()) == 2
    throw_away(sketch, actor=HERSELF)
    assert not ProductSketch.objects.exists()
    assert not files()


def test_another_sketchs_photo_cannot_be_taken_out():
    mine, hers = a_sketch(), a_sketch(a_producer())
    drop_photo(mine.key, mine.organisation, hers.photos.get().pk, actor=HERSELF)
    assert hers.photos.count() == 1


def test_sketches_that_nobody_touches_are_let_go_of(settings):
    settings.SHOP = settings.SHOP | {"SKETCH_DAYS": 10}
    old, new = a_sketch(), a_sketch()
    ProductSketch.objects.filter(pk=old.pk).update(changed_at="2020-01-01T00:00:00Z")
    assert forget_old_sketches() == 1
    assert ProductSketch.objects.get().pk == new.pk
    assert SketchPhoto.objects.count() == 1


def on_sale() -> Product:
    variant = a_variant(a_product(), price="180.00", stock=3)
    return publish(variant.product, actor=HERSELF)


def test_new_words_wait_and_what_is_live_stays():
    product = on_sale()
    sketch = begin_change(product, actor=HERSELF, language="fr")
    assert begin_change(product, actor=HERSELF, language="fr").pk == sketch.pk
    answer(sketch.key, product.producer, {"words": "Nouvelle", "language": "fr"}, actor=HERSELF)
    add_photo(sketch.key, product.producer, a_photo(), actor=HERSELF)
    sketch.refresh_from_db()
    sent = send_sketch(sketch, actor=HERSELF)
    product.refresh_from_db()
    assert sent.pk == product.pk
    assert product.live
    assert not product.description
    assert not product.pictures.exists()
    newest = product.get_latest_revision_as_object()
    assert newest.description.data == {"fr": "Nouvelle"}
    assert newest.pictures.count() == 1


def test_publishing_her_words_never_touches_price_or_pieces():
    product = on_sale()
    sketch = begin_change(product, actor=HERSELF, language="fr")
    answer(sketch.key, product.producer, {"words": "Nouvelle", "language": "fr"}, actor=HERSELF)
    add_photo(sketch.key, product.producer, a_photo(), actor=HERSELF)
    sketch.refresh_from_db()
    send_sketch(sketch, actor=HERSELF)
    Price.objects.update(amount=Decimal(200))
    Stock.objects.update(on_hand=1)
    Product.objects.update(paused_at="2026-01-01T00:00:00Z")
    product.refresh_from_db()
    publish(product, actor=HERSELF)
    product.refresh_from_db()
    assert product.description.data == {"fr": "Nouvelle"}
    assert product.paused_at is not None
    assert (Price.objects.get().amount.amount, Stock.objects.get().on_hand) == (Decimal(200), 1)


def test_it_waits_to_be_checked_once():
    product = send_sketch(a_sketch(), actor=HERSELF)
    sent = Submission.objects.get()
    assert (sent.kind, sent.object_id, sent.is_new, sent.state) == ("product", product.pk, True, "waiting")
    assert sent.revision_id == product.latest_revision_id
    approve(sent, seen=Seen(sent.revision_id, None), actor=HERSELF)
    product.refresh_from_db()
    assert product.live
    assert product.pictures.count() == 1
    assert Stock.objects.get(variant__product=product).on_hand == 1
