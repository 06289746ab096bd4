"""``manage.py backup FOLDER``: the database and all files, while the shop runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from storefront.moving.backups import BackupError, write_backup


class Command(BaseCommand):
    """What is written is personal: keep it where nobody else reads, and delete it in time."""

    help = "Write the database and all files into a new folder, with the hash of each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            listed = write_backup(folder)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(listed['files'])} files in {folder}")
