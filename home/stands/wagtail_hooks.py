"""Stands in the back office: their addresses and their entry in the menu."""

from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from shop.office.menu import OperatorItem


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLResolver]:
    """The stands lie below the back office."""
    return [path("stands/", include("home.stands.office_urls"))]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The entry that operators see."""
    return OperatorItem(
        _("Stands"), reverse_lazy("stands_office:offers"), name="stands", icon_name="table", order=207
    )
