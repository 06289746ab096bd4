"""``manage.py hold on|off|state``: let everybody look and nobody write, and back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from storefront.hold import hold, is_held, let_go


class Command(BaseCommand):
    """One machine is held by its own file: run it on each that serves the shop."""

    help = "Hold the shop (pages are served, forms are answered with 503, jobs wait), or let it go on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["on", "off", "state"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what != "state":
            (hold if what == "on" else let_go)()
        self.stdout.write("held" if is_held() else "open")
