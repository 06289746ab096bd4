"""Where Django finds the figures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TABLES = ("Edition", "EditionFigure", "EditionCell", "Statement")


class ImpactConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home.impact"
    label = "tiwizi_impact"
    verbose_name = _("Tiwizi: figures")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what its tables hold, what counts, and which open tables it adds."""
        from home.impact.board import add_lines
        from home.impact.open_tables import add_open_tables
        from home.impact.plain_columns import PLAIN
        from home.impact.reading.sheets import craft_names
        from producers.editions.areas import counts
        from producers.figures import By, add_names
        from producers.personal import add_personal

        add_personal((), PLAIN)
        counts("impact", *(f"tiwizi_impact.{name}" for name in TABLES))
        add_names(By.CRAFT, craft_names)
        add_open_tables()
        add_lines()
