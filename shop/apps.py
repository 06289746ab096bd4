"""Where Django finds the shop app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "shop"
    label = "tiwizi_shop"
    verbose_name = _("Tiwizi: shop")
    default_auto_field = "django.db.models.BigAutoField"
