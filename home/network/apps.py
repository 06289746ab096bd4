"""Where Django finds the network."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home.network"
    label = "tiwizi_network"
    verbose_name = _("Tiwizi: network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is personal, what is counted and found, and what stands where something of it waits."""
        from home.network import receivers  # noqa: F401  they register
        from home.network.actions.forget_network import forget_network
        from home.network.actions.outcomes import ask_what_came
        from home.network.board import add_lines
        from home.network.figures import add_figures
        from home.network.own_tasks import add_tasks
        from home.network.personal_tables import NETWORK_TABLES
        from home.network.plain_columns import PLAIN
        from home.network.prompts import NETWORK
        from home.network.reading.reconcile import nobody_sits_twice, purchases_are_booked
        from home.network.search_kinds import add_kind
        from producers.editions.areas import counts
        from producers.jobs import add_job
        from producers.personal import add_forgetting, add_personal
        from producers.prompts.known import add_prompts
        from shop.reading.reconcile import add_check

        add_personal(NETWORK_TABLES, PLAIN)
        add_forgetting(forget_network)
        add_job(ask_what_came, timedelta(hours=1))
        add_tasks()
        add_figures()
        add_lines()
        add_kind()
        counts("network", "tiwizi_network.Listing")
        add_prompts(*NETWORK)
        add_check(purchases_are_booked)
        add_check(nobody_sits_twice)
