"""Where Django finds the exhibition."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExhibitionConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home.exhibition"
    label = "tiwizi_exhibition"
    verbose_name = _("Tiwizi: exhibition")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what counts as a change of what pages show, what is found and waits, and where labels lead."""
        from home.exhibition.board import add_lines
        from home.exhibition.permanent import found_work
        from home.exhibition.plain_columns import PLAIN
        from home.exhibition.search_kinds import add_kind
        from producers.editions.areas import counts
        from producers.personal import add_personal
        from shop.views.permanent import add_finder

        add_personal((), PLAIN)
        add_kind()
        add_lines()
        add_finder("work", found_work)
        counts("exhibition", "tiwizi_exhibition.*")
