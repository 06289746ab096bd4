"""The first page of the back office: what waits for a person, each with the way to it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from shop.reading.office import count_in_books, count_waiting


class WaitingPanel(Component):
    """Counts with links, for operators alone."""

    name = "what_waits"
    template_name = "shop/office/panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Count what waits."""
        counts = count_waiting()
        orders = reverse("shop_office:orders")
        products = reverse("wagtailsnippets_tiwizi_shop_product:list")
        rows = (
            ("transfer", _("Orders that await a transfer"), f"{orders}?waits=transfer"),
            ("call", _("Orders to be confirmed by phone"), reverse("shop_office:calls")),
            ("exceptions", _("Exceptions"), reverse("shop_office:exceptions")),
            ("moderation", _("Products with unpublished changes"), products),
            ("enquiries", _("Open enquiries"), reverse("shop_office:enquiries")),
            ("sold_out", _("Stock at zero"), f"{reverse('shop_office:stock')}?empty=1"),
        )
        return {"waiting": [{"label": label, "url": url, "count": counts[name]} for name, label, url in rows]}


class BooksPanel(Component):
    """What waits for whoever keeps the books and does not run the shop."""

    name = "what_waits_in_the_books"
    template_name = "shop/office/panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Count what waits."""
        counts = count_in_books()
        batches = reverse("shop_office:payouts")
        rows = (
            ("batches", _("Payouts to be approved"), f"{batches}?status=proposed"),
            ("entries", _("Entries by hand to be approved"), reverse("shop_office:by_hand")),
            ("under_way", _("Payouts under way"), f"{batches}?status=sent"),
            ("differences", _("Differences in the books"), reverse("shop_office:reconcile")),
        )
        return {"waiting": [{"label": label, "url": url, "count": counts[name]} for name, label, url in rows]}
