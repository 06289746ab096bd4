"""Where Django finds the home app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PAGES = (
    "HomePage", "LandingPage", "StoryIndexPage", "StoryPage", "StoryTag", "StoryConsent", "Menu", "MenuLink",
)  # fmt: skip


class HomeConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home"
    label = "tiwizi_home"
    verbose_name = _("Tiwizi: home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have stories taken down and pages shown in all languages within a minute; say what counts."""
        from home.actions.erase_stories import erase_stories
        from home.actions.show_elsewhere import show_elsewhere
        from home.actions.withdraw_consent import take_down_lapsed  # needs the models
        from home.actions.write_visits import forget_old_visits
        from home.board import add_lines
        from home.personal_tables import HOME_TABLES
        from home.plain_columns import PLAIN
        from home.reading.told import newest_stories
        from home.search_kinds import add_kind
        from producers.editions.areas import counts
        from producers.jobs import add_job
        from producers.personal import add_eraser, add_personal
        from producers.told_stories import add_stories

        add_personal(HOME_TABLES, PLAIN)
        add_kind()
        add_lines()
        add_stories(newest_stories)
        add_eraser(erase_stories)
        add_job(take_down_lapsed, timedelta(minutes=1))
        add_job(show_elsewhere, timedelta(minutes=1))
        add_job(forget_old_visits, timedelta(days=1))
        counts("pages", *(f"tiwizi_home.{name}" for name in PAGES))
