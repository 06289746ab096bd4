"""What the home of the portal says about her products."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from producers.domain.grants import Permission
from producers.portal.acting import Acting
from producers.portal.done_words import add_done_words
from producers.portal.tasks import Task, Today, add_task, add_task_of_agents, add_today, keep_at_hand
from shop.models import ProductSketch


def register_tasks() -> None:
    """Put the tiles of her products on the home."""
    add_task(
        Task(
            "add",
            _("Add a product"),
            "camera",
            "shop_portal:add",
            Permission.MANAGE_PRODUCTS,
            10,
            is_first=True,
        )
    )
    keep_at_hand("shop_portal:add_whole", Permission.MANAGE_PRODUCTS)
    add_today(begun_today)
    add_task(Task("products", _("My products"), "gift", "shop_portal:products", Permission.MANAGE_STOCK, 40))
    prepare = Permission.MANAGE_PRODUCTS
    add_task_of_agents(Task("join", _("A new producer"), "person", "shop_portal:join", prepare, 10))
    add_task_of_agents(
        Task("imports", _("Many products at once"), "list", "shop_portal:imports", prepare, 20)
    )
    add_done_words(
        {
            **dict.fromkeys(
                ("product", "productsketch", "sketchphoto"), (_("A product was prepared"), "gift")
            ),
            **dict.fromkeys(("stock", "stockmove", "variant"), (_("Pieces were counted"), "list")),
            "price": (_("A price was changed"), "coin"),
            **dict.fromkeys(("producerorder", "parcel"), (_("An order was moved on"), "parcel")),
        }
    )


def begun_today(acting: Acting) -> Iterable[Today]:
    """Say which products were begun, on this phone or without a line, and are still to be sent."""
    if not acting.allows(Permission.MANAGE_PRODUCTS):
        return
    rows = ProductSketch.objects.filter(organisation=acting.organisation, sent_at=None, revises=None)
    if begun := rows.count():
        text = ngettext(
            "%(count)d product to look at and send", "%(count)d products to look at and send", begun
        )
        yield Today(text % {"count": begun}, "camera", reverse("shop_portal:add"), 3)
