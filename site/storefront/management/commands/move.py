"""``manage.py move --database URL --media URL``: a shop goes from SQLite and files to PostgreSQL and S3."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from storefront.actions.move_shop import NotMovedError, move_shop
from storefront.hold import hold
from storefront.moving.connections import add_connection, manage
from storefront.moving.files import LostFileError, stores_of


class Command(BaseCommand):
    """Holds the shop, copies it, verifies it; the shop stays held until it runs at its new place."""

    help = "Move the shop to another database and another store of files. After a cut, run it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", required=True, help="postgres://user:password@host/name")
        parser.add_argument(
            "--media",
            required=True,
            help="s3://key:secret@bucket?endpoint=https://...&region=..., or file:///...",
        )

    def handle(self, *args: Any, database: str, media: str, **options: Any) -> None:
        try:
            stores = stores_of(media)
        except ValueError as error:
            raise CommandError(str(error)) from error
        hold()
        self.stdout.write("The shop is held.")
        try:
            moved = move_shop(
                DEFAULT_DB_ALIAS,
                add_connection(database),
                stores,
                migrate=lambda: manage(database, "migrate", "--verbosity", "0"),
                say=self.stdout.write,
            )
        except (NotMovedError, LostFileError) as error:
            raise CommandError(
                f"Not moved: {error}. Let the old shop go on with: manage.py hold off"
            ) from error
        if moved.differing:
            raise CommandError("Not moved, these differ:\n" + "\n".join(moved.differing))
        manage(database, "update_index", "--verbosity", "0")
        self.stdout.write(f"Moved and verified: {moved.rows} rows, {moved.files} files; reconcile is clean.")
        self.stdout.write("Set DATABASE_URL and the S3 settings, start the shop, then: manage.py hold off")
