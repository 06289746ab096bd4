"""``make run`` and development: embedded defaults, DEBUG only when asked for."""

import secrets

from .base import *  # noqa: F403  settings of an environment are the base and its changes
from .base import (
    SHOP,
    SITE_URL,
    STRIPE_API_BASE,
    STRIPE_PAYOUT_CURRENCIES,
    STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET,
    VAR_DIR,
    env,
)
from .card import with_card, with_transfers
from .fictional import with_fictional_accounts

DEBUG = env.bool("DEBUG", default=False)
SHOW_GALLERY = env.bool("SHOW_GALLERY", default=DEBUG)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def _own_secret() -> str:
    """Return this checkout's key, made on the first start, so that sessions outlive a restart."""
    path = VAR_DIR / "secret-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(secrets.token_urlsafe(64))
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or _own_secret()
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
DEMO_ACCOUNTS = IS_DEMO = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # a passkey can be tried on http://localhost
SHOP = with_fictional_accounts(SHOP)
SHOP = with_card(
    SHOP,
    key=STRIPE_SECRET_KEY,
    webhook_secret=STRIPE_WEBHOOK_SECRET,
    api_base=STRIPE_API_BASE,
    is_production=False,
)
SHOP = with_transfers(
    SHOP, key=STRIPE_SECRET_KEY, api_base=STRIPE_API_BASE, currencies=STRIPE_PAYOUT_CURRENCIES
)
