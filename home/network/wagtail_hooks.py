"""The network in the back office: its addresses and its entry in the menu."""

from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from shop.office.menu import OperatorItem


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLResolver]:
    """The network lies below the back office."""
    return [path("network/", include("home.network.office_urls"))]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The entry that operators see."""
    return OperatorItem(
        _("Network"), reverse_lazy("network_office:network"), name="network", icon_name="group", order=207
    )
