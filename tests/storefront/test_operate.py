"""What docs/operate.md says is there, and does what it says."""

import io
import json
import logging
import re
import shlex
import sys
from datetime import date
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.cache.backends.base import BaseCache
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.core.signing import BadSignature, Signer
from django.db import transaction

from producers.access import is_operator
from producers.actions.announce import announce
from producers.jobs import is_braked
from producers.models import Announcement
from producers.testing.builders import a_user
from producers.uploads import LARGEST_BYTES as PICTURE_BYTES
from shop import conf as shop_conf
from shop.imports.camt import LARGEST_BYTES as STATEMENT_BYTES
from shop.imports.sheets import LARGEST_BYTES as SHEET_BYTES
from shop.management.commands.run_jobs import run_all
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order
from storefront.cache import RedisThatMayBeAway
from storefront.hold import hold, let_go
from storefront.logs import JsonLines, Lines
from storefront.metrics import gauges
from storefront.second_factor import needs_second_factor

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/operate.md").read_text()
UNITS = sorted((ROOT / "deploy").glob("*.service"))


@pytest.fixture
def held():
    hold()
    yield
    let_go()


def test_every_command_that_it_names_is_there():
    named = set(re.findall(r"manage\.py (\w+)", TEXT))
    named |= {name for unit in UNITS for name in re.findall(r"manage\.py (\w+)", unit.read_text())}
    assert len(named) > 12
    assert named - set(get_commands()) == set()


def test_every_setting_that_it_names_is_read_somewhere():
    named = set(re.findall(r"`([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)`", TEXT))
    sources = [*(ROOT / "site/storefront/settings").glob("*.py"), ROOT / "gunicorn.conf.py"]
    sources += [ROOT / "shop/conf.py", ROOT / "producers/conf.py"]
    read = "".join(path.read_text() for path in sources)
    assert len(named) > 15
    assert [name for name in sorted(named) if f'"{name}"' not in read] == []


def test_every_file_that_it_names_is_there():
    for name in re.findall(r"`((?:deploy|tests|tools)/[\w./@-]+)`", TEXT):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"\]\((\w+\.md)\)", TEXT):
        assert (ROOT / "docs" / name).exists(), name


def test_the_settings_of_the_example_are_enough_to_start():
    lines = (ROOT / "deploy/tiwizi.env.example").read_text().splitlines()
    named = {line.split("=")[0] for line in lines if "=" in line and not line.startswith("#")}
    needed = re.search(r"NEEDED = \[(.*?)\]", (ROOT / "site/storefront/settings/production.py").read_text())
    assert {name.strip(' "') for name in needed[1].split(",")} <= named


def test_both_proxies_let_through_what_the_shop_takes():
    caddy = re.search(r"max_size (\d+)MB", (ROOT / "deploy/Caddyfile").read_text())
    nginx = re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy/nginx.conf").read_text())
    largest = max(SHEET_BYTES, STATEMENT_BYTES, PICTURE_BYTES)
    assert caddy[1] == nginx[1]
    assert int(nginx[1]) * 1024 * 1024 > largest


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_what_is_there(unit):
    command = shlex.split(re.search(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)[1])
    assert Path(command[0]).name in {"python", "gunicorn"}
    assert command[1] in {"manage.py", "storefront.wsgi"}
    assert "User=tiwizi" in unit.read_text()
    assert "EnvironmentFile=/etc/tiwizi.env" in unit.read_text()


def test_every_figure_that_it_names_is_counted(db):
    counted = {f"tiwizi_{gauge.name}" for gauge in gauges()}
    named = set(re.findall(r"`(tiwizi_\w+)`", TEXT))
    assert len(named) >= 5
    assert named - counted == set()


@pytest.mark.django_db
def test_figures_are_for_whoever_has_the_token(client, settings):
    a_market()
    a_placed_order(a_variant(stock=1))
    assert client.get("/metrics").status_code == 404, "without a setting there is no such page"
    settings.METRICS_TOKEN = "s3cret"
    assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": "Bearer s3cret"})
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'tiwizi_orders{status="placed"} 1\n' in text
    assert "tiwizi_reconcile_differences -1\n" in text
    for line in text.splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) tiwizi_\w+ .+|tiwizi_\w+(\{\w+="[^"]*"\})? -?[\d.e+-]+', line), (
            line
        )
    assert "salma" not in text


@pytest.mark.django_db
def test_the_first_operator_signs_in_without_a_password_and_needs_a_second_factor():
    out = io.StringIO()
    call_command("operator", "amina@example.test", stdout=out)
    call_command("operator", "amina@example.test", "--group", "Accountants", stdout=out)
    address = EmailAddress.objects.get()
    assert (address.verified, address.primary) == (True, True)
    assert not address.user.has_usable_password()
    assert set(address.user.groups.values_list("name", flat=True)) == {"Operators", "Accountants"}
    assert is_operator(address.user)
    assert needs_second_factor(address.user)
    with pytest.raises(CommandError):
        call_command("operator", "nobody")


@pytest.mark.django_db
def test_a_held_shop_is_looked_at_and_not_written_to(client, held):
    a_market()
    assert client.get("/healthz").status_code == 200
    answer = client.post("/fr/cart/add/", {"variant": 1})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
    assert client.post("/webhooks/card/", b"{}", content_type="application/json").status_code == 503
    assert is_braked()
    with transaction.atomic():
        announce("x.y", key="x")
    run_all()
    assert Announcement.objects.get().delivered_at is None
    let_go()
    run_all()
    assert Announcement.objects.get().delivered_at
    assert client.post("/fr/cart/add/", {"variant": 1}).status_code != 503


@pytest.mark.parametrize("formatter", [JsonLines(), Lines("{message}", style="{")])
def test_no_line_of_a_log_names_anybody(formatter):
    token = "aB3dEfGhIjKlMnOpQrStUvWxYz0123456789-_abcdE"
    try:
        raise ValueError("550 amina@example.test refused")
    except ValueError:
        info = sys.exc_info()
    record = logging.LogRecord("x", 40, "x.py", 1, "GET /fr/orders/%s/ by %s", (token, "+212612345678"), info)
    line = formatter.format(record)
    for secret in (token, "amina", "612345678"):
        assert secret not in line
    assert "ValueError" in line


def test_a_line_is_an_object_that_a_machine_reads():
    record = logging.LogRecord("shop.jobs", 30, "x.py", 1, "part %s is late", (7,), None)
    record.order = 12
    told = json.loads(JsonLines().format(record))
    assert (told["level"], told["logger"], told["message"], told["order"]) == (
        "WARNING", "shop.jobs", "part 7 is late", 12,
    )  # fmt: skip


def test_a_former_secret_still_opens_what_it_signed(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old", []
    signed = Signer().sign("cart")
    settings.SECRET_KEY = "new"
    with pytest.raises(BadSignature):
        Signer().unsign(signed)
    settings.SECRET_KEY_FALLBACKS = ["old"]
    assert Signer().unsign(signed) == "cart"


def test_the_shop_goes_on_while_redis_is_away():
    away: BaseCache = RedisThatMayBeAway("redis://127.0.0.1:1/0", {})
    assert away.add("job", 1) is True
    away.set("a", 1)
    assert away.get("a", "nothing") == "nothing"
    assert away.get_many(["a"]) == {}
    assert away.incr("count") == 1
    assert away.get_or_set("a", lambda: 5) == 5
    assert not away.delete("a")
    assert "a" not in away


@pytest.mark.django_db
def test_a_person_is_given_out_and_erased_by_an_operator():
    a_market()
    order = a_placed_order(a_variant(stock=1))
    out = io.StringIO()
    call_command("person", "export", "--order", order.number, stdout=out)
    assert json.loads(out.getvalue())["tiwizi_shop.Order"]["rows"][0]["buyer_name"] == "Salma B."
    out = io.StringIO()
    call_command("person", "erase", "--contact", "salma@example.test", stdout=out)
    assert "under way, emptied once they have ended: 1" in out.getvalue()
    user = a_user("amina")
    call_command("person", "erase", "--user", user.email, stdout=out)
    assert not type(user).objects.filter(pk=user.pk).exists()
    with pytest.raises(CommandError):
        call_command("person", "erase", "--order", "nothing")
    call_command("retention", stdout=out)
    assert "forget_old_orders: 0" in out.getvalue()


def test_invoices_keep_their_buyer_for_ten_years_unless_told_otherwise():
    assert shop_conf.invoice_years(date(2026, 11, 29)) == 10
