"""Where Django finds training."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PUBLIC = ("Course", "Lesson", "Card", "Trainer", "CourseEvent", "Question", "Choice", "Guide", "GuideSource",
          "PracticeSheet", "TrainerPath")  # fmt: skip


class TrainingConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart. It stands on the agenda."""

    name = "home.training"
    label = "tiwizi_training"
    verbose_name = _("Tiwizi: training")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, what counts as a change of what pages show, what is found and recorded."""
        from home.training import receivers  # noqa: F401  they register
        from home.training.actions.forget_projects import forget_projects
        from home.training.board import add_lines
        from home.training.own_tasks import add_tasks
        from home.training.personal_tables import TRAINING_TABLES
        from home.training.plain_columns import PLAIN
        from home.training.prompts import TRAINING, card_prompts
        from home.training.search_kinds import add_kinds
        from producers.editions.areas import counts
        from producers.personal import add_forgetting, add_personal
        from producers.prompts.known import add_prompt_source, add_prompts

        add_personal(TRAINING_TABLES, PLAIN)
        add_kinds()
        add_lines()
        add_tasks()
        add_forgetting(forget_projects)
        add_prompts(*TRAINING)
        add_prompt_source("card.", card_prompts)
        counts("training", *(f"tiwizi_training.{name}" for name in PUBLIC))
