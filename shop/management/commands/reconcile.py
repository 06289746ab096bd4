"""``manage.py reconcile``: prove money and stock, or name what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from shop.actions.run_reconcile import run_reconcile
from shop.difference_words import in_words
from shop.models import ReconcileRun


class Command(BaseCommand):
    """Exit 1 with one line per difference. The run is kept, and shown in the back office."""

    help = "Prove that counters, books and gateways agree with their rows; exit 1 and name what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--last", action="store_true", help="show the last run instead of a new one")

    def handle(self, *args: Any, last: bool, **options: Any) -> None:
        run = ReconcileRun.objects.first() if last else run_reconcile()
        if run is None:
            raise CommandError("There was no run yet.", returncode=2)
        with override("en"):  # like every other command; the back office shows it in the reader's language
            for line, cause in map(in_words, run.found):
                self.stdout.write(f"{line} ({cause})")
        if run.count:
            raise CommandError(f"{run.count} differences", returncode=1)
        self.stdout.write("Everything agrees.")
