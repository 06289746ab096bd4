"""The settings of the tests with files in a folder that outlives the process: that of one machine."""

import os
from pathlib import Path

from storefront.settings.test import *  # noqa: F403  the same but for the files
from storefront.settings.test import STORAGES

FILES_IN = Path(os.environ["FILES_IN"])
MEDIA_ROOT = FILES_IN / "media"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_IN / "private", "base_url": None},
    }
}
