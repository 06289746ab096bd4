"""``manage.py reconcile``: prove money and stock, or name what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.reading.reconcile import differences


class Command(BaseCommand):
    """Exit 1 with one line per difference."""

    help = "Prove that counters and books agree with their rows; exit 1 and name what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for line in differences():
            found += 1
            self.stdout.write(line)
        if found:
            raise CommandError(f"{found} differences", returncode=1)
        self.stdout.write("Everything agrees.")
