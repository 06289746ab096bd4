"""``manage.py operator EMAIL``: the first operator, or another one."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from storefront.actions.first_operator import GROUPS, make_operator


class Command(BaseCommand):
    """No password is set or shown: she signs in with a code by mail, and sets up a second factor then."""

    help = "Make an account for somebody who works in the back office, or give an account its groups."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--group", choices=GROUPS, action="append", help="default: Operators")

    def handle(self, *args: Any, email: str, group: list[str] | None, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError("This is no e-mail address.") from error
        user, is_new = make_operator(email, group or ["Operators"])
        names = ", ".join(sorted(user.groups.values_list("name", flat=True)))
        self.stdout.write(f"{'Made' if is_new else 'Found'}: {email} ({names}).")
        self.stdout.write(f"She signs in at {settings.SITE_URL}/account/login/ with a code by mail.")
