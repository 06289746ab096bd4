from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopConfig(AppConfig):
    name = "shop"
    label = "tiwizi_shop"
    verbose_name = _("Shop")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from producers.guards import add_guards
        from shop import (  # noqa: F401  they register
            change_receivers,
            checks,
            invoice_receivers,
            payout_receivers,
            published,
            receivers,
        )
        from shop.models.book_guards import book_guards
        from shop.models.refund_guards import refund_guards

        add_guards(book_guards)
        add_guards(refund_guards)
