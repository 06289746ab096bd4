"""Where Django finds the agenda."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PUBLIC = ("Event", "Event.themes", "Series", "Theme", "Session", "Exhibitor")


class EventsConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home.events"
    label = "tiwizi_events"
    verbose_name = _("Tiwizi: agenda")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, and what counts as a change of what pages show."""
        from home.events.personal_tables import EVENT_TABLES
        from home.events.plain_columns import PLAIN
        from producers.editions.areas import counts
        from producers.personal import add_personal

        add_personal(EVENT_TABLES, PLAIN)
        counts("agenda", *(f"tiwizi_events.{name}" for name in PUBLIC))
