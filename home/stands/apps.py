"""Where Django finds the stands."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandsConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart. Needs the agenda."""

    name = "home.stands"
    label = "tiwizi_stands"
    verbose_name = _("Tiwizi: stands")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, and what stands on the portal's home."""
        from home.stands.own_tasks import add_tasks
        from home.stands.personal_tables import STAND_TABLES
        from home.stands.plain_columns import PLAIN
        from home.stands.prompts import STANDS
        from producers.personal import add_personal
        from producers.prompts.known import add_prompts

        add_personal(STAND_TABLES, PLAIN)
        add_tasks()
        add_prompts(*STANDS)
