#!/usr/bin/env python
"""Run a Django command with the storefront's settings."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

SITE = Path(__file__).resolve().parent / "site"


def main() -> None:
    sys.path.append(str(SITE))  # last: nothing in there may hide another module
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storefront.settings.dev")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
