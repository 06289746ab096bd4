"""Where Django finds the awards."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PUBLIC = ("Edition", "Category", "Requirement", "Criterion", "Portrait")


class AwardsConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home.awards"
    label = "tiwizi_awards"
    verbose_name = _("Tiwizi: awards")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, what counts as a change of what pages show, and what is found."""
        from home.awards import receivers  # noqa: F401  they register
        from home.awards.actions.forget_nominations import erase_from_awards, forget_nominations
        from home.awards.board import add_lines
        from home.awards.figures import add_figures
        from home.awards.models.jury_guards import jury_guards
        from home.awards.own_tasks import add_tasks
        from home.awards.personal_tables import AWARD_TABLES
        from home.awards.plain_columns import PLAIN
        from home.awards.prompts import AWARDS
        from home.awards.search_kinds import add_kind
        from producers.editions.areas import counts
        from producers.guards import add_guards
        from producers.personal import add_eraser, add_forgetting, add_personal
        from producers.prompts.known import add_prompts

        add_personal(AWARD_TABLES, PLAIN)
        add_eraser(erase_from_awards)
        add_forgetting(forget_nominations)
        add_guards(jury_guards)
        add_prompts(*AWARDS)
        add_tasks()
        add_kind()
        add_lines()
        add_figures()
        counts("awards", *(f"tiwizi_awards.{name}" for name in PUBLIC))
