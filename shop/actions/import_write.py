"""Write what an import has planned: new offers many at once, changed ones each by its own operation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.utils import timezone
from i18nfield.strings import LazyI18nString
from moneyed import Money

from producers.actions.bring_in import bring_in
from producers.actions.make_renditions import order_renditions
from producers.actions.record import record
from producers.actions.submit import send_to_be_checked
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Organisation, Picture
from producers.models.pictures import site_images
from shop.actions.import_plan import LIVE, Plan, picture_key
from shop.actions.listing import refresh_listing
from shop.actions.prices import set_price, set_trade_price
from shop.domain.availability import OfferState
from shop.domain.importing import TERMS, TEXTS, MakerRow, OfferRow
from shop.imports.archives import Pictures
from shop.models import (
    AttributeValue,
    Price,
    Product,
    ProductPicture,
    ProductTag,
    Stock,
    StockMove,
    TaggedProduct,
    Variant,
)
from shop.reading.importing import makers_places

if TYPE_CHECKING:
    from wagtail.models import Revision

REASON = "import"
KIND = "product"
OPEN_ORDERS = 5  # of a piece made to order, at once, where the file says nothing


def lock_makers(plans: Sequence[Plan]) -> None:
    """Lock the makers of a batch in one order, so that two agents' files never wait for each other."""
    require_transaction("an import")
    keys = {maker.pk for maker in map(_maker, plans) if maker}
    list(Organisation.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))


def write_new(plans: Sequence[Plan], pictures: Pictures, actor: Actor) -> None:
    """Write new offers as drafts, in a number of statements that does not grow with them."""
    require_transaction("an import")
    bring_makers(plans, pictures, actor)
    fresh, pairs = _products(plans)
    Product.objects.bulk_create([product for _, product in fresh])
    _write_words(fresh)
    _write_pictures(fresh, pictures)
    _write_variants(pairs, actor)
    for plan, product in fresh:
        if plan.known is not None and plan.known.by_agent:
            _send(plan, product, product.save_revision(user=_user(actor)), actor)


def bring_makers(plans: Sequence[Plan], pictures: Pictures, actor: Actor) -> None:
    """Write down makers whom another shop's sheet names: applicants, whom nobody sees before approval."""
    for plan in plans:
        row, known = _row(plan), plan.known
        assert known is not None  # it comes with the row
        if plan.maker is None and row.maker:
            if row.maker.id not in known.makers:
                known.makers[row.maker.id] = bring_in(row.maker, actor, _portrait(row.maker, pictures))
            plan.maker = known.makers[row.maker.id]


def _portrait(maker: MakerRow, pictures: Pictures) -> Picture | None:
    """Return her picture where the archive has it; it is shown by the same rules as any of hers."""
    if not maker.picture or not pictures.are_there or pictures.complaint_about(maker.picture):
        return None
    return _picture(maker.picture, maker.name, pictures)


def _products(plans: Sequence[Plan]) -> tuple[list[tuple[Plan, Product]], list[tuple[Plan, Product]]]:
    """Return new products with the plans that say what they are, and every plan with its product."""
    fresh: list[tuple[Plan, Product]] = []
    pairs: list[tuple[Plan, Product]] = []
    made: dict[str, Product] = {}
    for plan in plans:
        name = _row(plan).product
        product = plan.product or made.get(name)
        if product is None:
            product = _product(plan)
            fresh.append((plan, product))
            made |= {name: product} if name else {}
        pairs.append((plan, product))
    return fresh, pairs


def write_changed(plans: Sequence[Plan], pictures: Pictures, actor: Actor) -> None:
    """Change what differs: words as a draft, prices and the variant at once."""
    require_transaction("an import")
    for plan in plans:
        _write_change(plan, pictures, _on_behalf(plan, actor))


def _write_change(plan: Plan, pictures: Pictures, actor: Actor) -> None:
    variant = plan.variant
    assert variant is not None  # only what is there is changed
    if plan.drafted:
        revision = _redraft(plan, pictures, actor)
        if plan.known is not None and plan.known.by_agent:
            _send(plan, variant.product, revision, actor)
    for code, amount in plan.prices.items():
        set_price(variant, Money(amount, code), actor=actor, reason=REASON)
    for code, amount in plan.trade.items():
        set_trade_price(variant, Money(amount, code), actor=actor, reason=REASON)
    if plan.live:
        _change_live(variant, plan.live, actor)


def _on_behalf(plan: Plan, actor: Actor) -> Actor:
    """Return who does it: an agent does each row for its maker."""
    maker = _maker(plan)
    by_agent = plan.known is not None and plan.known.by_agent
    return replace(actor, organisation_id=maker.pk) if by_agent and maker else actor


def _maker(plan: Plan) -> Organisation | None:
    if plan.row is None or plan.known is None:
        return None
    return plan.known.producers[plan.row.producer]


def _send(plan: Plan, product: Product, revision: "Revision", actor: Actor) -> None:
    """Have a draft checked, as whatever an agent sends for a maker."""
    send_to_be_checked(
        product,
        revision=revision,
        actor=_on_behalf(plan, actor),
        language=product.original_language,
        kind=KIND,
    )


def _product(plan: Plan) -> Product:
    row, known = plan.row, plan.known
    assert row is not None  # the caller has looked
    assert known is not None  # it comes with the row
    maker = plan.maker
    assert maker is not None  # she was there, or was just brought in
    given = {"export_id": row.product, "origin": row.origin}
    texts = {name: LazyI18nString(row.texts[name]) for name in TEXTS}
    return Product(
        producer=maker,
        category_id=known.categories[row.category],
        slug=plan.slug,
        original_language=row.original_language or next(iter(row.texts["name"])),
        is_perishable=row.is_perishable,
        work_hours=row.work_hours,
        **{name: getattr(row, name) for name in TERMS},
        paused_at=timezone.now() if row.availability == OfferState.CLOSED else None,
        is_one_of_a_kind=row.is_one_of_a_kind,
        hs6=row.hs6,
        live=False,
        has_unpublished_changes=True,
        **texts,
        **{name: value for name, value in given.items() if value},
    )


def _write_words(pairs: Sequence[tuple[Plan, Product]]) -> None:
    for name in ("techniques", "materials"):
        through = getattr(Product, name).through
        column = f"{name.removesuffix('s')}_id"
        rows = [
            through(product_id=product.pk, **{column: getattr(plan.known, name)[word]})
            for plan, product in pairs
            for word in _row(plan).lists[name]
        ]
        through.objects.bulk_create(rows)
    words = {word for plan, _ in pairs for word in _row(plan).lists["tags"]}
    tags = {word: ProductTag.objects.get_or_create(name=word[:100])[0] for word in sorted(words)}
    TaggedProduct.objects.bulk_create(
        [
            TaggedProduct(content_object_id=product.pk, tag=tags[word])
            for plan, product in pairs
            for word in _row(plan).lists["tags"]
        ]
    )


def _write_pictures(pairs: Sequence[tuple[Plan, Product]], pictures: Pictures) -> None:
    for plan, product in pairs:
        found = _pictures_of(_row(plan), pictures)
        ProductPicture.objects.bulk_create(
            [
                ProductPicture(product_id=product.pk, picture=picture, position=place)
                for place, picture in enumerate(found)
            ]
        )


def _pictures_of(row: OfferRow, pictures: Pictures) -> list[Picture]:
    return [_picture(name, row.alt, pictures) for name in row.lists["pictures"]]


def _picture(name: str, alt: Mapping[str, str], pictures: Pictures) -> Picture:
    """Return the picture of these bytes, made when it is new; its files are made by a task."""
    key = picture_key(pictures.raw(name))
    there = Picture.objects.filter(key=key).first()
    if there is not None:
        return there
    content = pictures.read(name)
    image = site_images().create(title=name[:250], file=ImageFile(content, name=content.name))
    made = Picture.objects.create(
        image=image, key=key, alt=LazyI18nString(dict(alt)), original_language=next(iter(alt), "fr")
    )
    order_renditions(made)
    return made


def _user(actor: Actor) -> Any:
    return get_user_model()._default_manager.filter(pk=actor.user_id or 0).first()


def _write_variants(pairs: Sequence[tuple[Plan, Product]], actor: Actor) -> None:
    variants = [_variant(plan, product) for plan, product in pairs]
    Variant.objects.bulk_create(variants)
    AttributeValue.objects.bulk_create(
        [
            AttributeValue(variant=variant, attribute_id=attribute, **value)
            for variant, (plan, _product) in zip(variants, pairs, strict=True)
            for attribute, value in plan.values
        ]
    )
    rows = [_row(plan) for plan, _ in pairs]
    Price.objects.bulk_create(
        [
            Price(variant=variant, amount=Money(amount, code), trade=row.trade.get(code))
            for variant, row in zip(variants, rows, strict=True)
            for code, amount in row.prices.items()
        ]
    )
    places = makers_places({product.producer_id for _, product in pairs})
    stock = [
        Stock(
            place_id=places[variant.product.producer_id],
            variant=variant,
            **_pieces(row),
        )
        for variant, row in zip(variants, rows, strict=True)
    ]
    Stock.objects.bulk_create(stock)
    user = _user(actor)
    StockMove.objects.bulk_create(
        [
            StockMove(stock=one, kind=StockMove.Kind.RECEIPT, quantity=one.on_hand, reason=REASON, actor=user)
            for one in stock
            if one.on_hand
        ]
    )


def _pieces(row: OfferRow) -> dict[str, int]:
    """Pieces that lie there, and how many orders may be open: a sheet of ours counts either."""
    if row.is_made_when_ordered:
        return {"on_hand": 0, "cap": row.stock or 0}
    return {"on_hand": row.stock or 0, "cap": OPEN_ORDERS if row.making_days else 0}


def _variant(plan: Plan, product: Product) -> Variant:
    row = _row(plan)
    given = {"export_id": row.id, "position": row.position, "name": LazyI18nString(row.option)}
    live: dict[str, Any] = {name: getattr(row, name) for name in LIVE if getattr(row, name) is not None}
    live |= {name: value for name, value in given.items() if value}
    return Variant(product=product, sku=row.key, facts=plan.facts, **live)


def _redraft(plan: Plan, pictures: Pictures, actor: Actor) -> "Revision":
    draft = plan.draft
    assert draft is not None  # it was compared with
    for name, value in plan.drafted.items():
        if name in TEXTS:
            setattr(draft, name, LazyI18nString(value))
        elif name == "pictures":
            found = _pictures_of(_row(plan), pictures)
            draft.pictures = [
                ProductPicture(picture=picture, position=place) for place, picture in enumerate(found)
            ]
        elif name in ("techniques", "materials"):
            getattr(draft, name).set(value)
        else:
            setattr(draft, name, value)
    revision: Revision = draft.save_revision(user=_user(actor))
    return revision


def _change_live(variant: Variant, live: dict[str, Any], actor: Actor) -> None:
    before = {name: str(getattr(variant, name)) for name in live}
    Variant.objects.filter(pk=variant.pk).update(**live)
    after = {name: str(value) for name, value in live.items()}
    record(verb="variant.import", row=variant, actor=actor, reason=REASON, before=before, after=after)
    refresh_listing([variant.product_id])


def _row(plan: Plan) -> OfferRow:
    assert plan.row is not None  # refused rows are not written
    return plan.row
