"""Where Django finds the agenda."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PUBLIC = ("Event", "Event.themes", "Series", "Theme", "Funder", "Correction", "Session", "Exhibitor")


class EventsConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home.events"
    label = "tiwizi_events"
    verbose_name = _("Tiwizi: agenda")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, what counts as a change of what pages show, and what is done by itself."""
        from home.events import receivers  # noqa: F401  they register
        from home.events.actions.forget_registrations import forget_registrations
        from home.events.actions.remind import remind
        from home.events.actions.waiting import lapse_offers
        from home.events.figures import add_figures
        from home.events.own_tasks import add_tasks
        from home.events.personal_tables import EVENT_TABLES
        from home.events.plain_columns import PLAIN
        from home.events.prompts import AGENDA
        from home.events.search_kinds import add_kind
        from producers.editions.areas import counts
        from producers.jobs import add_job
        from producers.personal import add_forgetting, add_personal
        from producers.prompts.known import add_prompts

        add_personal(EVENT_TABLES, PLAIN)
        add_figures()
        add_forgetting(forget_registrations)
        add_job(lapse_offers, timedelta(minutes=5))
        add_job(remind, timedelta(minutes=30))
        add_kind()
        add_tasks()
        add_prompts(*AGENDA)
        counts("agenda", *(f"tiwizi_events.{name}" for name in PUBLIC))
