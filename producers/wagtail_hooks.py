"""Pictures in the back office: the photo, what it shows in each language, and the point that matters."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from producers.access import is_editor
from producers.actions.make_renditions import order_renditions
from producers.actions.remove_pictures import files_of, remove_files
from producers.desk.panels import ChangesPanel, desk_item
from producers.models import Picture, ProducerRequirement
from producers.prompts import desk_urls
from producers.requirement_form import RequirementForm
from producers.snippets import Snippets


@hooks.register("insert_global_admin_css")
def small_texts() -> str:
    """Have texts in several languages fit on a screen."""
    return format_html('<link rel="stylesheet" href="{}">', static("producers/css/back-office.css"))


class PictureViewSet(Snippets):
    """A picture is shown once its renditions are made, some seconds after it was saved."""

    model = Picture
    icon = "image"
    menu_label = _("Pictures to show")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["__str__", "is_illustration", "created_at"]
    panels = [
        FieldPanel("image"),
        FieldPanel("alt"),
        FieldPanel("original_language"),
        FieldRowPanel([FieldPanel("focal_x"), FieldPanel("focal_y")]),
        FieldPanel("is_illustration"),
        FieldPanel("credit"),
    ]


class RequirementViewSet(Snippets):
    """What makers need before they sell; read anew whenever somebody asks how far a maker is."""

    model = ProducerRequirement
    icon = "tasks"
    menu_label = _("What makers need to sell")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["__str__", "kind", "needed_at", "is_active", "position"]
    ordering = ["position", "pk"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("name"),
            FieldPanel("help"),
            FieldRowPanel([FieldPanel("needed_at"), FieldPanel("position"), FieldPanel("is_active")]),
            FieldRowPanel([FieldPanel("number"), FieldPanel("since"), FieldPanel("label")]),
            FieldPanel("icon"),
        ],
        base_form_class=RequirementForm,
    )


register_snippet(PictureViewSet)
register_snippet(RequirementViewSet)


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLResolver]:
    """The desk lies below the back office."""
    return [path("desk/", include("producers.desk.urls"))]


@hooks.register("register_admin_menu_item")
def desk_in_the_menu() -> MenuItem:
    """What producers have sent, for those who check it."""
    return desk_item()


@hooks.register("construct_homepage_panels")
def show_changes_that_wait(request: HttpRequest, panels: list[Component]) -> None:
    """Tell those who check what waits, and since when."""
    if is_editor(request.user):
        panels.insert(0, ChangesPanel())


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def have_renditions_made(request: HttpRequest, instance: object) -> None:
    """Whatever was changed about a picture, its files follow."""
    if isinstance(instance, Picture):
        order_renditions(instance)


@hooks.register("after_delete_snippet")
def remove_the_files(request: HttpRequest, instances: list[object]) -> None:
    """The files of a picture go with it."""
    for instance in instances:
        if isinstance(instance, Picture):
            remove_files(files_of(instance))


class EditorItem(MenuItem):
    """An entry for those who check what producers send."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the visitor may."""
        return is_editor(request.user)


@hooks.register("register_admin_urls")
def voices_desk() -> list[URLPattern | URLResolver]:
    """The recording desk lies below the back office."""
    return [path("voices/", include(desk_urls))]


@hooks.register("register_admin_menu_item")
def voices_in_the_menu() -> MenuItem:
    """The way to the recording desk."""
    return EditorItem(_("Voices"), reverse_lazy("prompts_desk:voices"), icon_name="media", order=230)
