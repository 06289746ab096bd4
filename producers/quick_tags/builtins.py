"""Django's ``url`` and ``include``: an address without values, and a part whose name is fixed, found once."""

from collections.abc import Hashable
from typing import Any

from django.conf import settings
from django.template import Context, Library, Node
from django.template.base import Parser, Token
from django.template.defaulttags import url as djangos_url
from django.template.loader_tags import IncludeNode, construct_relative_path, do_include
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language

from producers.quick_tags.written import WrittenOnce, is_fixed

register = Library()


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Read ``{% url %}``. No namespace of ours is there twice: where a page lies decides nothing."""
    node = djangos_url(parser, token)
    if settings.DEBUG or node.args or node.kwargs or not is_fixed(node.view_name):
        return node
    return WrittenOnce(node, node.asvar, _addresses)


@register.tag
def include(parser: Parser, token: Token) -> Node:
    """Read ``{% include %}``."""
    node = do_include(parser, token)
    if not settings.DEBUG and is_fixed(node.template):
        node.__class__ = FixedInclude
    return node


class FixedInclude(IncludeNode):
    """Knows its template from the first time on; they are read anew together, so it never is an older one."""

    found: Any = None

    def render(self, context: Context) -> Any:
        """Write the part."""
        if self.found is None:
            name = construct_relative_path(self.origin.template_name, self.template.resolve(context))
            self.found = context.template.engine.get_template(name)
        values = {name: each.resolve(context) for name, each in self.extra_context.items()}
        if self.isolated_context:
            return self.found.render(context.new(values))
        with context.push(**values):
            return self.found.render(context)


def _addresses() -> Hashable:
    return get_language(), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()
