"""Where Django finds the home app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home"
    label = "tiwizi_home"
    verbose_name = _("Tiwizi: home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have stories taken down within a minute of the end of a consent, and menus follow their pages."""
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from home.actions.withdraw_consent import take_down_lapsed  # needs the models
        from home.actions.write_visits import forget_old_visits
        from home.reading.menus import forget_menus
        from producers.jobs import add_job

        add_job(take_down_lapsed, timedelta(minutes=1))
        add_job(forget_old_visits, timedelta(days=1))
        for moved in (page_published, page_unpublished, page_slug_changed, post_page_move):
            moved.connect(forget_menus, dispatch_uid="tiwizi_menus")
