"""What the home of the portal says about her products."""

from django.utils.translation import gettext_lazy as _

from producers.domain.grants import Permission
from producers.portal.tasks import Task, add_task


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
    add_task(Task("products", _("My products"), "gift", "shop_portal:products", Permission.MANAGE_STOCK, 40))
