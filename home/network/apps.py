"""Where Django finds the network."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home.network"
    label = "tiwizi_network"
    verbose_name = _("Tiwizi: network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, what stands on the portal's home, and what its screens say."""
        from home.network import receivers  # noqa: F401  they register
        from home.network.actions.forget_network import forget_network
        from home.network.own_tasks import add_tasks
        from home.network.personal_tables import NETWORK_TABLES
        from home.network.plain_columns import PLAIN
        from home.network.prompts import NETWORK
        from home.network.reading.reconcile import purchases_are_booked
        from producers.personal import add_forgetting, add_personal
        from producers.prompts.known import add_prompts
        from shop.reading.reconcile import add_check

        add_personal(NETWORK_TABLES, PLAIN)
        add_forgetting(forget_network)
        add_tasks()
        add_prompts(*NETWORK)
        add_check(purchases_are_booked)
