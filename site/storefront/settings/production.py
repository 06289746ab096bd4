"""Production: everything that has to be decided comes from the environment, or nothing starts."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403  settings of an environment are the base and its changes
from .base import (
    S3_BUCKET,
    SHOP,
    SITE_URL,
    STRIPE_API_BASE,
    STRIPE_PAYOUT_CURRENCIES,
    STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET,
    env,
)
from .card import with_card, with_transfers

NEEDED = ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "EMAIL_URL"]
if STRIPE_SECRET_KEY:
    NEEDED += ["STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET"]
if S3_BUCKET:
    NEEDED += ["S3_ACCESS_KEY", "S3_SECRET_KEY"]
MISSING = [name for name in NEEDED if not os.environ.get(name)]
if MISSING:
    raise ImproperlyConfigured(f"Set these in the environment or in .env: {', '.join(MISSING)}.")

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SHOP = with_card(
    SHOP,
    key=STRIPE_SECRET_KEY,
    webhook_secret=STRIPE_WEBHOOK_SECRET,
    api_base=STRIPE_API_BASE,
    is_production=True,
)
SHOP = with_transfers(
    SHOP, key=STRIPE_SECRET_KEY, api_base=STRIPE_API_BASE, currencies=STRIPE_PAYOUT_CURRENCIES
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL has to start with https://.")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
TRUSTED_PROXIES = env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1"])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

if env.str("SENTRY_DSN", default=""):
    import sentry_sdk

    sentry_sdk.init(dsn=env.str("SENTRY_DSN"), send_default_pii=False, traces_sample_rate=0.0)
