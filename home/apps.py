"""Where Django finds the home app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home"
    label = "tiwizi_home"
    verbose_name = _("Tiwizi: home")
    default_auto_field = "django.db.models.BigAutoField"
