"""Pages that are written by the shorter ways say what Django's own say, whatever stands in them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine, TemplateDoesNotExist
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe

from producers.quick_tags.values import QuickVariableNode


class Gone(ObjectDoesNotExist):
    """What a page leaves out without a word."""


@dataclass(frozen=True)
class Rug:
    name: str = "Tapis <n° 1>"
    sizes: tuple[int, ...] = (120, 80)

    @property
    def lost(self) -> str:
        raise Gone

    @property
    def broken(self) -> str:
        raise AttributeError("inside")

    def maker(self) -> dict[str, str]:
        return {"name": "Fatima & co"}

    def washed(self, times: int) -> str:
        return "clean" * times

    def burn(self) -> str:
        raise AssertionError("a page changes nothing")

    burn.alters_data = True  # type: ignore[attr-defined]  # as models mark a method


class Loom:
    """Called by no page."""

    do_not_call_in_templates = True
    threads = 7

    def __call__(self) -> str:
        raise AssertionError("not to be called")


GIVEN = {
    "rug": Rug(),
    "loom": Loom(),
    "late": SimpleLazyObject(Rug),
    "words": {"name": "clé", "items": "a key", "sizes": ["x", "y"], 1: "one"},
    "safe": mark_safe("<b>gras</b>"),
    "price": Decimal("1234.50"),
    "count": 12345,
    "moment": datetime(2026, 11, 30, 23, 30, tzinfo=UTC),
    "nothing": None,
    "empty": "",
    "call": lambda: "called",
    "shop": "a shop's",
}
VALUES = (
    "rug.name", "rug.sizes.0", "rug.sizes.9", "rug.maker.name", "rug.maker", "rug.washed", "rug.burn",
    "rug.lost", "rug.unknown", "rug.unknown.more", "loom.threads", "late.name", "words.name", "words.items",
    "words.sizes.1", "words.1", "words.more", "safe", "price", "count", "moment", "nothing", "empty", "call",
    "unknown", "unknown.more", "True", "3", "'<text>'", "_('Cart')", "push", "template_name", "shop.0",
    "shop.upper", "rug.name|upper", "rug.name|default:'none'", "unknown|default:'none'",
    "unknown|default:rug.name", "empty|default:_('Cart')", "safe|upper", "safe|lower|title", "count|add:'2'",
    "rug.name|linebreaks", "moment|date:'H:i'", "rug.name|truncatechars:6", "unknown|default_if_none:'x'",
    "rug.name|urlencode:''", "nothing|default_if_none:'<x>'", "price|floatformat:2", "rug.sizes|join:' × '",
)  # fmt: skip
PAGE = """{{% load tz %}}[{{{{ {value} }}}}][{{% if {value} %}}yes{{% else %}}no{{% endif %}}]
[{{% if {value} == nothing and not unknown or {value} in words %}}yes{{% endif %}}]
[{{% with it={value} %}}{{{{ it }}}}{{% endwith %}}][{{% for one in {value} %}}{{{{ one }}}},{{% endfor %}}]
{{% autoescape off %}}[{{{{ {value} }}}}]{{% endautoescape %}}[{{% firstof {value} "else" %}}]"""
FRAMES = {
    "frame": "<{% block head %}head {{ rug.name }}{% endblock %}|{% block body %}{% endblock %}>",
    "page": "{% extends 'frame' %}{% block head %}{{ block.super }} of {{ shop }}{% endblock %}"
    "{% block body %}{% include 'part' with name=rug.name only %}{% include 'part' %}{% endblock %}",
    "inner": "{% extends 'page' %}{% block head %}{{ block.super }}!{% endblock %}",
    "part": "({{ name }}{{ shop }}{% block own %}{{ count }}{% endblock %}{% include 'deep' only %})",
    "deep": "{{ shop }}{{ True }}",
}


def engines(texts: dict[str, str], invalid: str = "") -> tuple[Engine, Engine]:
    plain = [("django.template.loaders.locmem.Loader", texts)]
    quick = [("producers.quick_tags.loader.Loader", plain)]
    more = {"libraries": {"tz": "django.templatetags.tz"}, "string_if_invalid": invalid}
    return (
        Engine(loaders=quick, builtins=["producers.quick_tags.builtins"], **more),
        Engine(loaders=plain, **more),
    )


def written(engine: Engine, name: str) -> str:
    """Return a page, or what became of it."""
    try:
        return engine.get_template(name).render(Context(GIVEN))
    except Exception as failure:  # whatever it is, it has to be the same
        return repr(failure)


@pytest.mark.parametrize("invalid", ["", "?", "no %s"])
def test_every_value_is_written_as_django_writes_it(invalid):
    quick, plain = engines({value: PAGE.format(value=value) for value in VALUES}, invalid)
    for code in ("fr", "ar", "en"):
        with translation.override(code):
            for value in VALUES:
                assert written(quick, value) == written(plain, value), value


def test_what_is_broken_breaks_as_it_does_with_django():
    quick, plain = engines({"page": "{{ rug.broken }}", "if": "{% if rug.broken %}{% endif %}"})
    for name in ("page", "if"):
        assert "inside" in written(quick, name)
        assert written(quick, name) == written(plain, name)


@pytest.mark.parametrize("name", ["page", "inner", "part"])
def test_pages_are_put_together_as_django_does_and_again(name):
    quick, plain = engines(FRAMES)
    for _again in range(2):
        assert written(quick, name) == written(plain, name)
    assert "&lt;n° 1&gt;" in written(quick, "inner")


def test_two_pages_of_one_frame_keep_their_blocks_apart():
    quick, plain = engines(FRAMES | {"other": "{% extends 'page' %}{% block body %}other{% endblock %}"})
    for name in ("inner", "other", "inner"):
        assert written(quick, name) == written(plain, name)


def test_a_page_may_extend_the_one_that_it_stands_for(tmp_path):
    first, second = tmp_path / "1", tmp_path / "2"
    for folder, text in (
        (first, "{% extends 'a' %}{% block x %}first {{ block.super }}{% endblock %}"),
        (second, "{% block x %}second{% endblock %}"),
    ):
        folder.mkdir()
        (folder / "a").write_text(text)
    (first / "b").write_text("{% extends 'a' %}{% block x %}b {{ block.super }}{% endblock %}")
    loaders = [("producers.quick_tags.loader.Loader", ["django.template.loaders.filesystem.Loader"])]
    quick = Engine(dirs=[first, second], loaders=loaders, builtins=["producers.quick_tags.builtins"])
    for _again in range(2):
        assert written(quick, "b") == "b first second"
        assert written(quick, "a") == "first second"


def test_a_part_leaves_nothing_behind():
    quick, plain = engines({"page": "{% include 'part' with it=1 %}[{{ it }}]", "part": "{{ it }}"})
    assert written(quick, "page") == written(plain, "page") == "1[]"


def test_whoever_debugs_has_djangos_own():
    loaders = [
        ("producers.quick_tags.loader.Loader", [("django.template.loaders.locmem.Loader", {"a": "{{ b }}"})])
    ]
    assert Engine(loaders=loaders).get_template("a").nodelist.get_nodes_by_type(QuickVariableNode)
    page = Engine(loaders=loaders, debug=True).get_template("a")
    assert not page.nodelist.get_nodes_by_type(QuickVariableNode)


def test_a_template_that_is_nowhere_says_where_it_was_looked_for():
    quick, _plain = engines({})
    with pytest.raises(TemplateDoesNotExist) as failure:
        quick.get_template("none")
    assert failure.value.tried
