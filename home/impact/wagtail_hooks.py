"""The figures in the back office: what others stated, and the frozen years."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet

from home.impact.models import Statement
from home.impact.views import office
from producers.access import is_operator
from producers.draft_lists import DraftsViewSet, public_column

OFFICE = (
    [
        path("years/", office.years, name="years"),
        path("statements/", office.statements, name="statements"),
    ],
    "impact_office",
)


class StatementViewSet(DraftsViewSet):
    """Totals of others, drafted and published like any text."""

    model = Statement
    icon = "openquote"
    menu_label = _("Stated totals")
    menu_order = 240
    add_to_admin_menu = True
    list_display = ["__str__", "value", "from_year", "until_year", "source", public_column()]
    list_filter = ["live", "figure"]
    panels = [
        FieldPanel("what"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("from_year"), FieldPanel("until_year")]),
        FieldPanel("figure"),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("source_url"),
                FieldPanel("stated_by"),
                FieldPanel("stated_on"),
            ],
            heading=_("Where it can be read"),
        ),
    ]


class OperatorItem(MenuItem):
    """An entry of those who run the shop."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the visitor runs the shop."""
        return is_operator(request.user)


class WriterItem(MenuItem):
    """An entry of those who may write statements."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the visitor may write them."""
        return bool(request.user.has_perm("tiwizi_impact.add_statement"))


@hooks.register("register_admin_urls")
def office_urls() -> list[URLPattern | URLResolver]:
    """Where years are frozen and tables taken over."""
    return [path("impact/", include(OFFICE))]


@hooks.register("register_reports_menu_item")
def years_item() -> MenuItem:
    """Frozen years are a report."""
    return OperatorItem(_("Frozen years"), reverse_lazy("impact_office:years"), icon_name="lock", order=60)


@hooks.register("register_reports_menu_item")
def statements_item() -> MenuItem:
    """So is taking over what others stated."""
    return WriterItem(
        _("Take over stated totals"), reverse_lazy("impact_office:statements"), icon_name="upload", order=61
    )


register_snippet(StatementViewSet)
