"""Tags that are written once a language say what Django's own say, in each language, wherever they stand."""

import pytest
from django.template import Context, Engine
from django.test import override_settings
from django.urls import clear_script_prefix, set_script_prefix
from django.utils import translation

from producers.quick_tags.parts import FixedInclude
from producers.quick_tags.written import WrittenOnce

TEXTS = """{% load i18n %}{% translate "Cart" %}|{% trans "Cart" as cart %}{{ cart }}|{{ cart }}
{% blocktranslate trimmed %}Skip to content{% endblocktranslate %}|{% translate "100% <b>" %}
{% blocktranslate with n=number %}Page {{ n }}{% endblocktranslate %}|{% translate word %}
{% url "shop:cart" %}|{% url "shop:cart" as there %}{{ there }}|{% url "shop:product" slug %}
{% for one in "ab" %}{% include "part" with letter=one only %}{% include name %}{% endfor %}"""
PARTS = {"part": "({{ letter }}{{ number }})", "other": "[{{ one }}{{ number }}]", "page": TEXTS}
LOADERS = [("django.template.loaders.locmem.Loader", PARTS)]
QUICK_LOADERS = [("producers.quick_tags.loader.Loader", LOADERS)]
GIVEN = {"number": 3, "word": "Cart", "slug": "rug", "name": "other"}
PLAIN = {"i18n": "django.templatetags.i18n"}
QUICK = {"i18n": "producers.quick_tags.i18n"}


def engine(*, is_quick: bool) -> Engine:
    builtins = ["producers.quick_tags.builtins"] if is_quick else []
    loaders = QUICK_LOADERS if is_quick else LOADERS
    return Engine(loaders=loaders, libraries=QUICK if is_quick else PLAIN, builtins=builtins)


def test_they_say_the_same_in_each_language_and_again():
    quick, plain = engine(is_quick=True).get_template("page"), engine(is_quick=False).get_template("page")
    said = set()
    for code in ("fr", "ar", "en", "fr", "ar"):
        with translation.override(code):
            said.add(text := quick.render(Context(GIVEN)))
            assert text == plain.render(Context(GIVEN))
    assert len(said) == 3


def test_only_what_nothing_of_the_page_can_change_is_kept():
    page = engine(is_quick=True).get_template("page")
    assert len(page.nodelist.get_nodes_by_type(WrittenOnce)) == 6
    assert len(page.nodelist.get_nodes_by_type(FixedInclude)) == 1


@pytest.mark.parametrize("tag", ['{% translate "Cart" as x %}', '{% url "shop:cart" as x %}'])
def test_a_name_that_is_given_lives_as_long_as_its_context(tag):
    page = engine(is_quick=True).from_string(
        f"{{% load i18n %}}{{% with a=1 %}}{tag}{{% endwith %}}[{{{{ x }}}}]"
    )
    for _again in range(2):
        assert page.render(Context()).endswith("[]")


@override_settings(DEBUG=True)
def test_whoever_writes_pages_sees_a_change_at_once():
    page = engine(is_quick=True).get_template("page")
    assert not page.nodelist.get_nodes_by_type((WrittenOnce, FixedInclude))


def test_addresses_begin_as_the_site_does():
    page = engine(is_quick=True).from_string('{% url "shop:cart" %}')
    with translation.override("fr"):
        first = page.render(Context())
        set_script_prefix("/under/")
        try:
            assert page.render(Context()) == f"/under{first}"
        finally:
            clear_script_prefix()
        assert page.render(Context()) == first
