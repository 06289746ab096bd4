"""Where Django finds fair mode."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FairsConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart. Needs the agenda: a fair is an event."""

    name = "home.fairs"
    label = "tiwizi_fairs"
    verbose_name = _("Tiwizi: fair mode")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, what stands on the portal's home, and what the books are checked against."""
        from home.fairs import receivers  # noqa: F401  they register
        from home.fairs.actions.days import forget_days
        from home.fairs.board import add_board
        from home.fairs.figures import add_figures
        from home.fairs.own_tasks import add_tasks
        from home.fairs.personal_tables import FAIR_TABLES
        from home.fairs.plain_columns import PLAIN
        from home.fairs.prompts import FAIR
        from home.fairs.reading.reconcile import CHECKS
        from producers.personal import add_forgetting, add_personal
        from producers.prompts.known import add_prompts
        from shop.reading.reconcile import add_check

        add_personal(FAIR_TABLES, PLAIN)
        add_forgetting(forget_days)
        add_tasks()
        add_board()
        add_figures()
        add_prompts(*FAIR)
        for check in CHECKS:
            add_check(check)
