"""A text in several languages is never printed as such: the page would not say which language it shows."""

import pytest
from django.template import Context, Template
from i18nfield.strings import LazyI18nString

from producers.testing.builders import texts
from tests.pages.test_policy import pages_of
from tests.pages.world import GATEWAYS, build_world

pytestmark = pytest.mark.django_db


class Printed(Exception):  # noqa: N818  not an error of the page, but of who wrote it
    """A text was turned into a string without its language."""


@pytest.fixture
def _guard(monkeypatch):
    def refuse(self: LazyI18nString) -> str:
        raise Printed(self.data)

    monkeypatch.setattr(LazyI18nString, "__str__", refuse)


@pytest.mark.usefixtures("_guard")
def test_a_template_that_prints_one_would_be_found():
    with pytest.raises(Printed):
        Template("{{ name }}").render(Context({"name": texts("Tapis")}))


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_no_page_prints_one(settings, monkeypatch, lang):
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    world = build_world()
    with monkeypatch.context() as patched:
        patched.setattr(LazyI18nString, "__str__", lambda self: "⚠ a text without its language")
        pages = pages_of(world, lang)
    assert [address for address, html in pages.items() if "⚠ a text" in html] == []
