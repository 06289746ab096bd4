"""``manage.py demo``: fictional producers and offers, at any size."""

import gc
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.models import Order
from storefront.demo.crowd import crowd_of_offers, crowd_of_producers
from storefront.demo.load import load_all, load_offers


class Command(BaseCommand):
    """Refuses a database in which somebody has really ordered something; repeating it adds nothing."""

    help = "Fill the shop with fictional demonstration data, safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--producers", type=int, default=0, help="at least so many producers (default: the curated ones)"
        )
        parser.add_argument(
            "--products", type=int, default=0, help="at least so many offers (default: the curated ones)"
        )
        parser.add_argument("--seed", type=int, default=1, help="another seed, another crowd")

    def handle(self, *args: Any, producers: int, products: int, seed: int, **options: Any) -> None:
        if Order.objects.exclude(note="demo").exists():
            raise CommandError(
                "There are orders that the demo did not make: this shop is in use, nothing was changed."
            )
        with _garbage_collected_seldom():
            load_all(self._say)
            crowd_of_producers(producers, seed, self._say)
            load_offers(crowd_of_offers(products, seed), self._say)
        self._say("The demo is loaded.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


@contextmanager
def _garbage_collected_seldom() -> Iterator[None]:
    """Leave what is loaded out of the search for garbage, and look seldom: little of what is made is any."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
