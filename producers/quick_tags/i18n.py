"""Django's ``i18n`` library, whose fixed texts are translated once a language."""

from django.conf import settings
from django.template import Library, Node
from django.template.base import Parser, Token, TokenType
from django.templatetags import i18n

from producers.quick_tags.written import WrittenOnce, is_fixed

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """Read ``{% translate %}``."""
    node = i18n.do_translate(parser, token)
    is_plain = is_fixed(node.filter_expression) and not node.noop
    if settings.DEBUG or not is_plain or not (node.message_context is None or is_fixed(node.message_context)):
        return node
    return WrittenOnce(node, node.asvar)


@register.tag("blocktranslate")
@register.tag("blocktrans")
def blocktranslate(parser: Parser, token: Token) -> Node:
    """Read ``{% blocktranslate %}``."""
    node = i18n.do_block_translate(parser, token)
    has_values = node.extra_context or node.plural or node.message_context
    if settings.DEBUG or has_values or any(one.token_type is TokenType.VAR for one in node.singular):
        return node
    return WrittenOnce(node, node.asvar)
