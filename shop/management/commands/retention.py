"""``manage.py retention``: let go of what is no longer kept, now; or list what is kept and why."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from producers.personal import forgetting
from producers.reading.retention import retention_list


class Command(BaseCommand):
    """The same jobs as every night, in one go."""

    help = "Forget what is past its time. --list: say what is kept of people, why and for how long."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="only list what is kept and why")

    def handle(self, *args: Any, list: bool, **options: Any) -> None:  # noqa: A002  the option's name
        if list:
            self.stdout.write("\n".join(retention_list()))
            return
        for job in forgetting():
            count = job()
            self.stdout.write(f"{getattr(job, '__name__', job)}: {count if count is not None else 'done'}")
