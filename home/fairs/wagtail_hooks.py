"""Fair mode in the back office: its addresses, its entry in the menu, a button beside each fair."""

from collections.abc import Iterator

from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from home.events.models import Event
from home.fairs.models import Fair
from producers.access import is_operator
from shop.office.menu import OperatorItem


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLResolver]:
    """Fair mode lies below the back office."""
    return [path("fairs/", include("home.fairs.office_urls"))]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The entry that operators see."""
    return OperatorItem(
        _("Fairs"), reverse_lazy("fairs_office:fairs"), name="fairs", icon_name="calendar", order=206
    )


@hooks.register("register_snippet_listing_buttons")
def fair_button(snippet: object, user: object, next_url: str | None = None) -> Iterator[Button]:
    """Lead from a fair of the agenda to its goods and tills."""
    if isinstance(snippet, Event) and snippet.kind == Event.Kind.FAIR and is_operator(user):
        fair = Fair.objects.filter(event=snippet).values_list("pk", flat=True).first()
        address = reverse("fairs_office:fair", args=[fair]) if fair else reverse("fairs_office:fairs")
        yield Button(_("Goods and tills"), address, icon_name="calendar", priority=16)
