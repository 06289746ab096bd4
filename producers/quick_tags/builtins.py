"""Django's ``url``, ``include`` and ``extends``: what is named by a fixed text is found once."""

from django.conf import settings
from django.template import Library, Node
from django.template.base import Parser, Token
from django.template.defaulttags import url as djangos_url
from django.template.loader_tags import do_extends, do_include

from producers.fixed_addresses import where
from producers.quick_tags.parts import FixedExtends, FixedInclude
from producers.quick_tags.written import WrittenOnce, is_fixed

register = Library()


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Read ``{% url %}``. No namespace of ours is there twice: where a page lies decides nothing."""
    node = djangos_url(parser, token)
    if settings.DEBUG or node.args or node.kwargs or not is_fixed(node.view_name):
        return node
    return WrittenOnce(node, node.asvar, where)


@register.tag
def include(parser: Parser, token: Token) -> Node:
    """Read ``{% include %}``."""
    node = do_include(parser, token)
    if not settings.DEBUG and is_fixed(node.template):
        node.__class__ = FixedInclude
    return node


@register.tag
def extends(parser: Parser, token: Token) -> Node:
    """Read ``{% extends %}``."""
    node = do_extends(parser, token)
    if not settings.DEBUG and is_fixed(node.parent_name):
        node.__class__ = FixedExtends
    return node
