"""Say which Wagtail this is, whose ``home`` is found, and whether our own site came along."""

import sys
from importlib.util import find_spec
from pathlib import Path

import wagtail
from django.conf import settings

home = Path(find_spec("home").origin)
said = [
    ".".join(map(str, wagtail.VERSION[:2])),
    "home of the host" if home.is_relative_to(settings.BASE_DIR) else str(home),
    "storefront" if find_spec("storefront") else "no storefront",
]
sys.stdout.write("\n".join(said) + "\n")
