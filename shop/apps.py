from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

COUNTED = {
    "words": ("Category", "Category.attributes", "Technique", "Material", "Attribute", "AttributeChoice",
              "Requirement", "Market", "FeeRule", "ExchangeRate", "TaxRate", "SellerOfRecord",
              "LegalText"),
    "offers": ("Product", "Product.techniques", "Product.materials", "ProductPicture", "ProductLabel",
               "ProductPaper", "Variant", "AttributeValue", "Price", "Listing"),
    "stock": ("Stock", "Hold", "Place", "Place.markets"),
    "search": ("SearchRow", "SearchWord"),
}  # fmt: skip
"""Which tables change what public pages show; see ``producers.editions``."""


class ShopConfig(AppConfig):
    name = "shop"
    label = "tiwizi_shop"
    verbose_name = _("Shop")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from producers.editions.areas import counts
        from producers.guards import add_guards
        from producers.personal import add_eraser, add_forgetting, add_personal
        from producers.submissions import add_kind
        from shop import (  # noqa: F401  they register
            change_receivers,
            checks,
            claim_receivers,
            export_changes,
            invoice_receivers,
            listing_changes,
            payout_receivers,
            published,
            receivers,
            trade_receivers,
        )
        from shop.actions import forget_old
        from shop.actions.blank_invoices import blank_old_invoices
        from shop.actions.forget_cash_words import forget_cash_words
        from shop.actions.forget_sketches import forget_old_sketches
        from shop.erasing import erase_what_she_offers, erase_where_she_is_paid
        from shop.models.book_guards import book_guards
        from shop.models.export_guards import export_guards
        from shop.models.payout_guards import payout_guards
        from shop.models.refund_guards import refund_guards
        from shop.personal_tables import SHOP_TABLES
        from shop.plain_columns import PLAIN
        from shop.product_kind import PRODUCT

        add_personal(SHOP_TABLES, PLAIN)
        add_kind(PRODUCT)
        _open_the_portal()
        add_eraser(erase_where_she_is_paid)
        add_eraser(erase_what_she_offers)
        for job in (
            blank_old_invoices,
            forget_cash_words,
            forget_old.forget_old_orders,
            forget_old.forget_old_questions,
            forget_old.forget_old_carts,
            forget_old_sketches,
            forget_old.forget_import_files,
            forget_old.forget_old_sellers,
        ):
            add_forgetting(job)
        add_guards(book_guards)
        add_guards(refund_guards)
        add_guards(payout_guards)
        add_guards(export_guards)
        for area, names in COUNTED.items():
            counts(area, *(f"tiwizi_shop.{name}" for name in names))
        counts("feeds", "tiwizi_shop.FeedChannel", "tiwizi_shop.FeedToken", on_pages=False)
        for uid, changes in (("listed", listing_changes), ("exported", export_changes)):
            pre_migrate.connect(changes.before_migrate, sender=self, dispatch_uid=f"tiwizi_un{uid}")
            post_migrate.connect(changes.after_migrate, sender=self, dispatch_uid=f"tiwizi_{uid}")
        _know_what_makers_need()
        _count()


def _count() -> None:
    """Name the figures, the open tables, and what the search over everything looks through."""
    from shop.feeds.open_data import add_tables
    from shop.figures import add_figures
    from shop.search_kinds import add_kinds

    add_figures()
    add_tables()
    add_kinds()


def _open_the_portal() -> None:
    """Register the shop's screens for makers: their tasks, what they say aloud."""
    from producers.prompts.known import add_prompts
    from shop.portal import at_home
    from shop.portal.goods_prompts import GOODS
    from shop.portal.goods_tasks import register_tasks
    from shop.portal.prompts import SCREENS, spoken
    from shop.portal.sourcing import register_sourcing

    register_tasks()
    at_home.register()
    register_sourcing()
    add_prompts(*GOODS, *SCREENS, *spoken())


def _know_what_makers_need() -> None:
    """Register what the shop asks of makers, and have its lists follow how they stand."""
    from producers.requirement_kinds.base import add_requirement_kind
    from producers.standing import follow_standing
    from shop.portal.quality import register_quality
    from shop.selling_needs import KINDS, list_anew

    for kind in KINDS:
        add_requirement_kind(kind)
    follow_standing(list_anew)
    register_quality()
