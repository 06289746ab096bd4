"""The shop in a project that is not ours: its own home app, user model, image model and one language."""

import pytest

from tests.host.foreign import ROOT, SHOP_SETTINGS, SHOP_URLS

pytestmark = pytest.mark.host
MOST_LINES = 10


def test_a_host_adds_at_most_ten_lines():
    lines = [line for line in (SHOP_SETTINGS + SHOP_URLS).splitlines() if line]
    assert len(lines) <= MOST_LINES


def test_the_host_keeps_its_version_of_wagtail_and_its_own_home(host):
    said = host.visit("whose").splitlines()
    assert said[-3:] == [host.wagtail, "home of the host", "no storefront"]


def test_the_checks_have_nothing_to_say(host):
    assert "no issues" in host.manage("check", "--fail-level", "WARNING")


def test_no_migration_is_missing(host):
    assert "No changes detected" in host.manage("makemigrations", "--check", "--dry-run")


def test_somebody_buys_one_product(host):
    assert "180.00" in host.visit("buy").splitlines()[-1]


def test_somebody_takes_a_seat_beside_the_hosts_own_home(host):
    assert host.visit("seat").splitlines()[-1] == "seated own home"


def test_a_library_harvests_the_fund_and_learns_what_is_gone(host):
    assert host.visit("harvest").splitlines()[-1] == "Indigo there, one deleted, own home"


def test_every_system_of_the_centre_is_used_beside_the_hosts_own_home(host):
    systems = sorted(path.parent.name for path in ROOT.glob("home/*/apps.py"))
    assert host.visit("centre").splitlines()[-10:] == [*(f"used {name}" for name in systems), "found across"]


def test_an_editor_opens_the_shop_in_the_hosts_back_office(host):
    assert host.visit("edit").splitlines()[-1] == "opened"
