"""The shop in the back office: what is drafted and moderated, and the words it is sorted by."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from producers.access import is_operator, keeps_books
from producers.draft_lists import public_column
from producers.snippets import Snippets
from shop.models import Category, Defect, LegalText, Lesson, Material, Product, Technique
from shop.office import urls
from shop.office.menu import office_menu
from shop.office.panels import BooksPanel, WaitingPanel
from shop.product_form import ProductForm


class ProductViewSet(Snippets):
    """Words and pictures of an offer, with draft, preview, moderation and history."""

    model = Product
    icon = "tag"
    menu_label = _("Products")
    list_display = ["__str__", "producer", "category", "kind", public_column()]
    list_filter = ["kind", "live", "category"]
    list_per_page = 50
    ordering = ["-pk"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("summary"),
                    FieldPanel("description"),
                    FieldPanel("care"),
                    FieldPanel("original_language"),
                ],
                heading=_("Words"),
            ),
            ObjectList([InlinePanel("pictures", label=_("pictures"))], heading=_("Pictures")),
            ObjectList(
                [
                    FieldPanel("producer"),
                    FieldPanel("category"),
                    FieldPanel("techniques"),
                    FieldPanel("materials"),
                    FieldPanel("tags"),
                    FieldPanel("slug"),
                    FieldPanel("kind"),
                    MultiFieldPanel(
                        [FieldPanel("mode"), FieldPanel("duration_minutes"), FieldPanel("radius_km")],
                        heading=_("Service"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("is_one_of_a_kind"),
                            FieldPanel("is_perishable"),
                            FieldPanel("is_decoration_only"),
                            FieldPanel("work_hours"),
                            FieldPanel("material_percent"),
                            FieldPanel("materials_by"),
                            FieldPanel("hs6"),
                            FieldPanel("origin"),
                        ],
                        heading=_("Facts"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("carton_pieces"),
                            FieldPanel("minimum_quantity"),
                            FieldPanel("monthly_capacity"),
                        ],
                        heading=_("For shops that sell on"),
                    ),
                ],
                heading=_("What it is"),
            ),
        ],
        base_form_class=ProductForm,
    )


class CategoryViewSet(Snippets):
    """The tree of categories."""

    model = Category
    icon = "folder-open-inverse"
    list_display = ["__str__", "slug", "parent", "position"]
    panels = [
        FieldPanel(name) for name in ("parent", "name", "slug", "description", "position", "attributes")
    ]


class TechniqueViewSet(Snippets):
    """How things are made."""

    model = Technique
    panels = [FieldPanel(name) for name in ("name", "slug", "position")]


class MaterialViewSet(Snippets):
    """What things are made of."""

    model = Material
    panels = [FieldPanel(name) for name in ("name", "slug", "position")]


class LegalTextViewSet(Snippets):
    """Versions of the legal texts. They are put in force by an operation that asks for the Arabic text."""

    model = LegalText
    list_display = ["title", "slug", "version", "effective_from", "published_at"]
    panels = [
        FieldPanel(name)
        for name in (
            "slug",
            "version",
            "effective_from",
            "title",
            "body",
            "original_language",
            "is_accepted_by_buyers",
        )
    ]


class DefectViewSet(Snippets):
    """What can be wrong with a piece, as buyers touch it."""

    model = Defect
    icon = "warning"
    panels = [FieldPanel(name) for name in ("code", "name", "icon", "position")]


class LessonViewSet(Snippets):
    """What helps against defects; a maker sees it beside her own figures."""

    model = Lesson
    icon = "openquote"
    list_display = ["__str__", "is_active", "position"]
    panels = [
        FieldPanel(name)
        for name in ("code", "title", "text", "document", "defects", "techniques", "position", "is_active")
    ]


class ShopGroup(SnippetViewSetGroup):
    """One entry of the menu; its place is a number, never the order of the installed apps."""

    menu_label = _("Shop")
    menu_icon = "tag"
    menu_order = 200
    items = (
        ProductViewSet,
        CategoryViewSet,
        TechniqueViewSet,
        MaterialViewSet,
        LegalTextViewSet,
        DefectViewSet,
        LessonViewSet,
    )


register_snippet(ShopGroup)


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLPattern | URLResolver]:
    """The office lies below the back office."""
    return [path("shop/", include(urls))]


@hooks.register("register_admin_menu_item")
def office_in_the_menu() -> MenuItem:
    """One entry with everything that an operator runs."""
    return office_menu()


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Tell an operator, or whoever keeps the books, first what waits for her."""
    if is_operator(request.user):
        panels.insert(0, WaitingPanel())
    elif keeps_books(request.user):
        panels.insert(0, BooksPanel())
