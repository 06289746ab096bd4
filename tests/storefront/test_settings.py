"""Settings by environment: production starts whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from shop import conf
from shop.checks import every_backend_can_be_imported, only_one_shop_is_installed
from storefront.settings.fictional import with_fictional_accounts

ROOT = Path(__file__).resolve().parents[2]
SECRET = "".join(chr(97 + 7 * i % 26) + str(i) for i in range(40))
WHOLE = {
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "shop.example.org",
    "SITE_URL": "https://shop.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "EMAIL_URL": "consolemail://",
}
NAMES = ["DEBUG", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "DEMO_ACCOUNTS"]
READ = f"""
from django.conf import settings
print(*(getattr(settings, name) for name in {NAMES}))
print(settings.STORAGES["default"]["BACKEND"], settings.CACHES["default"]["BACKEND"])
"""


def start(tmp_path: Path, **given: str) -> subprocess.CompletedProcess[str]:
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "VAR_DIR": str(tmp_path),
    }
    surroundings["DJANGO_SETTINGS_MODULE"] = "storefront.settings.production"
    return subprocess.run(
        [sys.executable, "-c", READ],
        env=surroundings | given,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )


@pytest.mark.parametrize("name", WHOLE)
def test_production_refuses_to_start_without_what_it_needs_and_names_it(tmp_path, name):
    done = start(tmp_path, **{key: value for key, value in WHOLE.items() if key != name})
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].endswith(f"or in .env: {name}.")


def test_production_names_everything_at_once(tmp_path):
    assert ", ".join(WHOLE) in start(tmp_path).stderr


def test_production_is_closed_and_without_demo_accounts(tmp_path):
    assert start(tmp_path, **WHOLE).stdout.split()[:4] == ["False", "True", str(365 * 24 * 3600), "False"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"STRIPE_SECRET_KEY": "sk"}, "STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET"),
        ({"S3_BUCKET": "media"}, "S3_ACCESS_KEY, S3_SECRET_KEY"),
        ({"SITE_URL": "http://shop.example.org"}, "https://"),
    ],
)
def test_half_a_setting_is_refused(tmp_path, given, named):
    assert named in start(tmp_path, **(WHOLE | given)).stderr


def test_an_object_store_and_redis_are_used_when_named(tmp_path):
    given = {
        "S3_BUCKET": "media",
        "S3_ACCESS_KEY": "a",
        "S3_SECRET_KEY": "b",
        "REDIS_URL": "redis://127.0.0.1/0",
    }
    out = start(tmp_path, **(WHOLE | given)).stdout.split()
    assert out[4:] == ["storages.backends.s3.S3Storage", "storefront.cache.RedisThatMayBeAway"]


def test_a_wrong_path_of_a_gateway_is_named():
    with override_settings(
        SHOP={"GATEWAYS": {"card": {"BACKEND": "shop.gateways.nowhere.Card"}, "x": {}, "y": {"BACKEND": "y"}}}
    ):
        errors = every_backend_can_be_imported(None)
    assert [error.id for error in errors] == ["shop.E001"] * 3
    assert "SHOP['GATEWAYS']['card']" in errors[0].msg


def test_a_second_package_of_the_same_name_is_named(monkeypatch):
    monkeypatch.setattr("shop.checks.packages_distributions", lambda: {"shop": ["tiwizi", "django-shop"]})
    assert [(error.id, error.msg) for error in only_one_shop_is_installed(None)] == [
        ("shop.E002", "'shop' is installed by django-shop, tiwizi.")
    ]


def test_the_project_has_nothing_to_be_told():
    found = run_checks()
    assert [one for one in found if not one.is_silenced()] == []
    assert {one.id for one in found} <= {"templates.W003"}, (
        "our i18n stands in for Django's: nothing else is quiet"
    )


def test_private_files_are_never_under_the_public_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert settings.MEDIA_ROOT not in Path(conf.private_storage().path("x")).parents
    settings.STORAGES = {key: value for key, value in settings.STORAGES.items() if key != "private"}
    assert Path(conf.private_storage().path("x")).parent == tmp_path / "private"


def test_fictional_accounts_never_replace_real_ones():
    rates = {"EUR": ["10.00", "2026-01-01"]}
    ours = {"bank": {"OPTIONS": {"accounts": {"MAD": {"account": "1"}}}}}
    taken = {"transfer": {"OPTIONS": {"accounts": {"MAD": {"rib": "1"}}}}}
    real = {"RATES": rates, "GATEWAYS": taken, "PAYOUTS": ours}
    assert with_fictional_accounts(real) == real
    nothing = {"OPTIONS": {"accounts": {}}}
    none = {"RATES": {}, "GATEWAYS": {"transfer": nothing}, "PAYOUTS": {"bank": nothing}}
    made = with_fictional_accounts(none)
    assert made["GATEWAYS"]["transfer"]["OPTIONS"]["is_fictional"] is True
    assert made["PAYOUTS"]["bank"]["OPTIONS"]["is_fictional"] is True
    assert set(made["RATES"]) == {"EUR", "USD"}
