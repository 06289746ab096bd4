"""Set up the groups of the back office."""

from typing import Any

from django.core.management.base import BaseCommand

from storefront.roles import set_up_groups


class Command(BaseCommand):
    """Make the groups of editors, accountants and operators; repeating it changes nothing."""

    help = "Make the groups of editors, accountants and operators with what they may do in the back office."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say which groups there are."""
        for name in set_up_groups():
            self.stdout.write(name)
