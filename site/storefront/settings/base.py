"""What is true in every environment. Values that differ come from environment variables."""

import os
from pathlib import Path

import django.conf.locale
from django.urls import reverse_lazy
from environ import Env

ROOT = Path(__file__).resolve().parents[3]
SITE_DIR = ROOT / "site"
env = Env()
if not os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".test"):
    Env.read_env(ROOT / ".env")  # never overrides what the environment says
VAR_DIR = Path(env.str("VAR_DIR", default=str(ROOT / "var")))

# --- Applications -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "storefront",
    "home.training",
    "home.fairs",
    "home.stands",
    "home.exhibition",
    "home.network",
    "home.events",
    "home.library",
    "home.awards",
    "home",
    "home.impact",
    "shop",
    "producers",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "storefront.wagtail_apps.Redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "storefront.wagtail_apps.Snippets",
    "storefront.wagtail_apps.Documents",
    "storefront.wagtail_apps.Images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
TRUSTED_PROXIES: list[str] = []  # whose X-Forwarded-For counts; none without a proxy
MIDDLEWARE = [
    "storefront.caller.CallerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "storefront.hold.HoldMiddleware",
    "home.visits.VisitsMiddleware",
    "producers.page_cache.PageCacheMiddleware",
    "storefront.policy.PolicyMiddleware",
    "storefront.policy.SharedCacheMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "producers.saving.SaveDataMiddleware",
    "storefront.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "storefront.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "producers.csrf.NoReferrerMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "storefront.second_factor.SecondFactorMiddleware",
    "shop.middleware.MarketMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "storefront.urls"
WSGI_APPLICATION = "storefront.wsgi.application"
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # our i18n stands in for Django's on purpose
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "producers.quick_tags.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["producers.quick_tags.builtins"],
            "libraries": {"i18n": "producers.quick_tags.i18n"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shop.context.shop",
                "home.context.editors",
                "storefront.context.page",
            ],
        },
    },
]

# --- Languages --------------------------------------------------------------------------------------
TAMAZIGHT = {"bidi": False, "code": "zgh", "name": "Standard Moroccan Tamazight", "name_local": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}
django.conf.locale.LANG_INFO.setdefault("zgh", TAMAZIGHT)  # Django does not know the language
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("ar", "العربية"), ("en", "English"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ")]
LOCALE_PATHS = [SITE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "storefront.formats"
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("ar", "العربية"), ("en", "English")]

# --- Addresses --------------------------------------------------------------------------------------
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
WAGTAIL_SITE_NAME = "Tiwizi"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = reverse_lazy("account_login")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # editors' addresses go to nobody
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # pages show no films of other sites

# --- Data -------------------------------------------------------------------------------------------
PREPARE_STATEMENTS = env.bool("PREPARE_STATEMENTS", default=True)  # off behind PgBouncer
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE, two transactions that read and then write end in "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}  # plans live with a connection
    if PREPARE_STATEMENTS:  # else the first five of each are planned all the same
        options = DATABASES["default"].setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c plan_cache_mode=force_generic_plan".strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "storefront.cache.RedisThatMayBeAway", "LOCATION": REDIS_URL}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 2_000},
        }
    }
    SESSION_ENGINE = "storefront.sessions"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "simple",  # words as they are: they are folded already, and of several languages
    }
}
if env.str("SEARCH_URL", default=""):  # experimental: needs the client package of the server named here
    WAGTAILSEARCH_BACKENDS["default"] = {
        "BACKEND": env.str("SEARCH_BACKEND", default="modelsearch.backends.opensearch3"),
        "URLS": [env.str("SEARCH_URL")],
    }

# --- Files ------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PUBLIC_MEDIA = [
    "images/",
    "avatar_images/",
    "pictures/",
    "voices/",
    "demo/",
    "sounds/",
    "library/",
]  # all else under MEDIA_ROOT stays private
S3_BUCKET = env.str("S3_BUCKET", default="")
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "storefront.static_files.HashedFiles"},
}
if S3_BUCKET:
    S3 = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
        "region_name": env.str("S3_REGION", default=None),
        "access_key": env.str("S3_ACCESS_KEY", default=None),
        "secret_key": env.str("S3_SECRET_KEY", default=None),
        "file_overwrite": False,
    }
    S3_PUBLIC = S3 | {"querystring_auth": False, "custom_domain": env.str("S3_CUSTOM_DOMAIN", default=None)}
    S3_PRIVATE = S3 | {"location": "private", "querystring_auth": True, "default_acl": "private"}
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": S3_PUBLIC}
    STORAGES["private"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": S3_PRIVATE}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "producers.image_form.CheckedImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]

# --- Mail and messages ------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Tiwizi <shop@demo.test>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Policy -----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
X_FRAME_OPTIONS = "DENY"  # the editor's own pages say otherwise, see storefront.policy
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- Accounts -----------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "storefront.sign_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True  # a code works on a phone that reads mail elsewhere
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # the page says why another one was closed
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
MFA_ADAPTER = "storefront.sign_in.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = WAGTAIL_SITE_NAME
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ
WAGTAIL_PASSWORD_RESET_ENABLED = False  # one way to sign in, one way to a new password
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# --- The apps' own settings -------------------------------------------------------------------------
CURRENCIES = ("MAD", "EUR", "USD")
CURRENCY_CHOICES = [(code, code) for code in CURRENCIES]  # names are 5 MB of words
PRODUCERS = {
    "PREPARE_STATEMENTS": PREPARE_STATEMENTS,
    "HELP_PHONE": env.str("HELP_PHONE", default=""),  # whom producers call for help, such as +212522000000
    "MAP": env.str("MAP", default="stars"),  # or "outlines", or "none"
    "OPERATORS": env.list("OPERATORS", default=[]),
    "MESSAGE_CHANNELS": {
        "email": {"BACKEND": "producers.channels.email.Email"},
        "message": {
            "BACKEND": "producers.channels.http.Http",
            "OPTIONS": {"url": MESSAGE_URL, "token": env.str("MESSAGE_TOKEN", default="")},
        }
        if (MESSAGE_URL := env.str("MESSAGE_URL", default=""))
        else {"BACKEND": "producers.channels.file.Files", "OPTIONS": {"folder": VAR_DIR / "messages"}},
    },
}
SHOP = {
    "GATEWAYS": {
        "cash": {"BACKEND": "shop.gateways.cash_on_delivery.CashOnDelivery"},
        "transfer": {
            "BACKEND": "shop.gateways.transfer.Transfer",
            "OPTIONS": {"accounts": env.json("TRANSFER_ACCOUNTS", default={})},
        },
    },
    "PAYOUTS": {
        "bank": {
            "BACKEND": "shop.payouts.bank_file.BankFile",
            # The shop's own accounts, such as {"MAD": {"name": ..., "account": <RIB>, "bic": ...}}.
            "OPTIONS": {"accounts": env.json("PAYOUT_ACCOUNTS", default={})},
        },
        "mobile": {"BACKEND": "shop.payouts.mobile_money.MobileMoney"},
        "agency": {"BACKEND": "shop.payouts.agency_cash.AgencyCash"},
        "agent": {"BACKEND": "shop.payouts.agent_cash.AgentCash"},
    },
    # Makers earn when goods are "delivered", or "after_window": when the buyer can withdraw no more.
    "EARNED": env.str("EARNED", default="delivered"),
    "EMAILS_OF": "storefront.sign_in.proven_emails",
    # Dirhams for one unit and since when, such as {"EUR": ["10.73", "2026-01-15"]}.
    "RATES": env.json("RATES_TO_DIRHAMS", default={}),
}
SHOW_GALLERY = False  # every element on a page, for those who work on the look
IS_DEMO = env.bool("IS_DEMO", default=False)  # every page says that people and products are made up
DEMO_ACCOUNTS = False  # accounts with a known password are for trying things out
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="tiwizi-demo")
DEMO_TOTP_SECRET = "TIWIZIDEMOTIWIZIDEMOTIWIZIDEMO22"  # noqa: S105  printed by make run, refused in production
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # without one there is no /metrics
# Secrets that signed what is still out there, such as sessions and links, while a new one signs.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_PUBLISHABLE_KEY = env.str("STRIPE_PUBLISHABLE_KEY", default="")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="")
# Makers with a connected account are paid by transfer in these, such as EUR,USD; without any nobody is.
STRIPE_PAYOUT_CURRENCIES = env.list("STRIPE_PAYOUT_CURRENCIES", default=[])

# --- Logs -------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "storefront.logs.Lines",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "storefront.logs.JsonLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": env.str("LOG_FORMAT", default="line")}
    },
    "loggers": {"wagtail": {"level": "WARNING"}},  # who changed which page is in its own log
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
