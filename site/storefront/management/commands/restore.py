"""``manage.py restore FOLDER``: a backup into an empty database, proven by ``reconcile``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from producers.guards import missing_guards
from shop.reading.reconcile import differences
from storefront.moving.backups import BackupError, read_backup


class Command(BaseCommand):
    """Nothing is overwritten. Erasures that were made after the backup have to be made again."""

    help = "Put a backup into an empty database and empty stores, bring it up to date, and prove it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            count = read_backup(folder)
        except (BackupError, OSError) as error:
            raise CommandError(f"Not restored: {error}") from error
        call_command("migrate", verbosity=0)
        found = [*(f"{guard.name} is missing" for guard in missing_guards(connection)), *differences()]
        if found:
            raise CommandError("Restored, and these differ:\n" + "\n".join(map(str, found)))
        self.stdout.write(f"Restored: the database and {count} files; reconcile is clean.")
