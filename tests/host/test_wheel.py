"""What is in the wheel, and what is not."""

import zipfile
from pathlib import Path

import pytest

from tests.host.foreign import ROOT

pytestmark = pytest.mark.host
APPS = ("producers", "shop", "home")
DATA = {".html", ".txt", ".css", ".js", ".svg", ".json", ".woff2", ".webp", ".jpg", ".png"}


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def in_tree(*suffixes: str) -> set[str]:
    files = [path for app in APPS for path in (ROOT / app).rglob("*") if path.suffix in suffixes]
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_templates_styles_and_data_are_in_it(names):
    assert in_tree(*DATA) <= names
    for part in ("shop/templates/shop/layout.html", "producers/static/producers/css/tokens.css"):
        assert part in names
    assert any(name.startswith("shop/domain/") and name.endswith(".json") for name in names)


def test_code_and_migrations_are_in_it(names):
    assert in_tree(".py") <= names


def test_the_texts_of_every_app_are_in_it_compiled(names):
    compiled = {po.replace(".po", ".mo") for po in in_tree(".po")}
    assert compiled <= names
    for app in ("producers", "shop"):
        for language in ("fr", "ar"):
            assert f"{app}/locale/{language}/LC_MESSAGES/django.mo" in names


def test_nothing_of_the_site_the_tests_or_the_demo_is_in_it(names):
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(APPS)
    parts = {part for name in names for part in name.split("/")[:-1]}
    assert not parts & {"tests", "site", "storefront", "demo", "specs", "bench", "tools", "var"}
    assert not [name for name in names if name.endswith((".yaml", ".sqlite3", ".env", ".pyc"))]


def test_the_licence_is_in_it(names):
    assert [name for name in names if name.endswith("/licenses/LICENSE")]
