"""Tests: nothing leaves the process. ``DATABASE_URL`` chooses the database, SQLite in memory otherwise."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403  settings of an environment are the base and its changes
from .base import DATABASES, PRODUCERS, SHOP, STORAGES, env
from .fictional import with_fictional_accounts

SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"

TEST_DIR = Path(tempfile.mkdtemp(prefix="tiwizi-test-"))
PROCESS = os.getpid()


def _remove_files() -> None:
    """Leave nothing behind; a server that was forked from the tests leaves that to them."""
    if os.getpid() == PROCESS:
        shutil.rmtree(TEST_DIR, ignore_errors=True)


VAR_DIR = TEST_DIR
atexit.register(_remove_files)
MEDIA_ROOT = TEST_DIR / "media"
STATIC_ROOT = TEST_DIR / "static"
if not env.str("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = TEST_DIR / "db.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE_FILE", default=None)}
else:
    DATABASES["default"]["TEST"] = {"TEMPLATE": env.str("TEST_TEMPLATE", default=None)}  # for PostgreSQL
PRODUCERS = {key: value for key, value in PRODUCERS.items() if key != "MESSAGE_CHANNELS"}  # the library's own
STORAGES["private"]["OPTIONS"] = {"location": TEST_DIR / "private", "base_url": None}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "storefront.sessions"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEMO_ACCOUNTS = IS_DEMO = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SHOP = with_fictional_accounts(SHOP)
WHITENOISE_AUTOREFRESH = True
LOGGING = {"version": 1, "disable_existing_loggers": False}
