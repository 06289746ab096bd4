"""``manage.py person``: give out or erase what is kept of somebody whom an operator has made sure of."""

import json
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from producers.actions.erase_person import erase_person
from producers.domain.actors import SYSTEM
from producers.domain.personal import Person
from producers.models import Organisation
from producers.reading.persons import EXPORTED_AS, export_of
from shop.actions.delete_account import delete_account
from shop.actions.forget_buyer import forget_buyer
from shop.models import Order
from shop.reading.persons import account_holder, buyer_of, maker, reached_by


class Command(BaseCommand):
    """One person, told by one of: an account, an order, an address that is proven, a maker."""

    help = "Export or erase a person, told by an account, an order, a proven address, or a maker's slug."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["export", "erase"])
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--user", help="e-mail of an account")
        who.add_argument("--order", help="number of an order")
        who.add_argument("--contact", help="e-mail, or phone as +212..., that she has proven to be hers")
        who.add_argument("--maker", help="slug of a maker")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "export":
            told = export_of(_person(options))
            self.stdout.write(json.dumps(told, cls=EXPORTED_AS, ensure_ascii=False, indent=2))
            return
        self.stdout.write(_erase(options))


def _erase(options: dict[str, Any]) -> str:
    if options["user"]:
        done = delete_account(_one(get_user_model().objects.filter(email__iexact=options["user"])))
    elif options["maker"]:
        erased = erase_person(_person(options), actor=SYSTEM)
        return "\n".join(f"{model}: {count}" for model, count in sorted(erased.items()))
    else:
        done = forget_buyer(_person(options), actor=SYSTEM)
    return f"orders emptied: {done.orders}; under way, emptied once they have ended: {done.waiting}"


def _person(options: dict[str, Any]) -> Person:
    if options["user"]:
        return account_holder(_one(get_user_model().objects.filter(email__iexact=options["user"])))
    if options["order"]:
        return buyer_of(_one(Order.objects.filter(number=options["order"])))
    if options["maker"]:
        return maker(_one(Organisation.objects.filter(slug=options["maker"])))
    return reached_by(options["contact"].strip())


def _one(rows: Any) -> Any:
    found = list(rows[:2])
    if len(found) != 1:
        raise CommandError("There is nobody, or more than one, of this name.")
    return found[0]
