"""Where Django finds the stands."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandsConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart. Needs the agenda."""

    name = "home.stands"
    label = "tiwizi_stands"
    verbose_name = _("Tiwizi: stands")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, what pages show, what is done by itself, and what waits for a person."""
        from home.events.exhibits import add_exhibits
        from home.stands import receivers  # noqa: F401  they register
        from home.stands.actions.fees import close_over, lapse_late
        from home.stands.board import add_board
        from home.stands.figures import add_figures
        from home.stands.own_tasks import add_tasks
        from home.stands.personal_tables import STAND_TABLES
        from home.stands.plain_columns import PLAIN
        from home.stands.prompts import STANDS
        from home.stands.reading.exhibits import exhibits_at
        from producers.editions.areas import counts
        from producers.jobs import add_job
        from producers.personal import add_personal
        from producers.prompts.known import add_prompts

        add_personal(STAND_TABLES, PLAIN)
        add_tasks()
        add_board()
        add_figures()
        add_exhibits(exhibits_at)
        add_job(lapse_late, timedelta(minutes=30))
        add_job(close_over, timedelta(hours=6))
        counts("agenda", "tiwizi_stands.StandApplication")  # pages of events show who has a stand
        add_prompts(*STANDS)
