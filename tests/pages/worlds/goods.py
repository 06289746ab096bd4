"""What is offered: products, lists, legal texts, notices, and what programs read of them."""

from django.utils import timezone

from producers.models import Organisation
from producers.testing.builders import an_association, texts
from shop.models import Enquiry, LegalText, StockNotice, Variant
from shop.testing.builders import a_cart, a_category
from shop.testing.feeds import a_built_channel, a_key
from tests.pages.worlds.scene import Scene, Values

CARTS = ("cart", "cart_lines", "cart_accepted", "cart_checkout", "cart_order")


def add(scene: Scene) -> Values:
    """Add questions and a wish, channels of feeds, and name what is A's."""
    for variant in scene.variants:
        _a_question(variant)
    rug, maker = scene.rug, scene.maker
    product, legal = {"slug": rug.product.slug}, {"slug": a_legal_text().slug}
    wish = StockNotice.objects.create(product=rug.product, email="wish@private.test", language="fr")
    return {
        "shop:category": {"slug": a_category().slug},
        **dict.fromkeys(("shop:product", "shop:ask", "shop:asked", "shop:tell_me"), product),
        "shop:stock_notice": {"token": wish.token},
        "shop:maker": {"slug": maker.slug},
        "shop:association": {"slug": an_association().slug},
        "shop:legal": legal,
        "home:explained": legal,
        "tiwizi_permanent": {"kind": "product", "export_id": rug.product.export_id},
        "tiwizi_sitemap_section": {"name": "products", "number": 1},
        **_for_programs(rug, maker),
    }


def _for_programs(rug: Variant, maker: Organisation) -> Values:
    return {
        **{f"api:{name}": {"token": a_cart((rug, 1)).token} for name in CARTS},
        "api:product": {"id": rug.product.export_id},
        "tiwizi_feed": {"name": f"{a_built_channel('open', is_public=True).code}.csv"},
        "tiwizi_feed_of": {"token": a_key(a_built_channel("sheet")), "name": "sheet.csv"},
        "tiwizi_map": {"form": "json"},
        "tiwizi_open_figure": {"name": "makers"},
        **_of_dfc(rug, maker),
    }


def _of_dfc(rug: Variant, maker: Organisation) -> Values:
    """Return what stands in the addresses of the Data Food Consortium's interface."""
    hers, one = {"maker": maker.export_id}, {"maker": maker.export_id, "item": rug.export_id}
    return {
        "tiwizi_dfc_group": {"product": rug.product.export_id},
        "tiwizi_dfc_group_of": {"group": maker.export_id},
        **{f"tiwizi_dfc_{name}": hers for name in ("enterprise", "address", "products", "items")},
        **{f"tiwizi_dfc_{name}": one for name in ("product", "item", "offer")},
    }


def _a_question(variant: Variant) -> None:
    Enquiry.objects.create(
        product=variant.product,
        kind="similar",
        name="Curieuse",
        contact="q@private.test",
        text="Demande",
        language="fr",
    )


def a_legal_text() -> LegalText:
    """Return terms that buyers accept."""
    now = timezone.now()
    text: LegalText = LegalText.objects.create(
        slug="terms",
        version="1",
        effective_from=now.date(),
        title=texts("Conditions"),
        body=texts("# Qui vend"),
        is_accepted_by_buyers=True,
        published_at=now,
    )
    return text
