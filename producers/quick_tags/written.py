"""A tag without anything of its page in it."""

from collections.abc import Callable, Hashable
from typing import Any

from django.template import Context, Node
from django.template.base import FilterExpression

from producers.quick_language import language


class WrittenOnce(Node):
    """Stands for a tag, and keeps what it wrote under ``key``: the language, and whatever else decides.

    With ``name`` it gives the text to the context instead, as the tag's ``as`` does.
    """

    child_nodelists = ()

    def __init__(self, node: Any, name: str | None, key: Callable[[], Hashable] = language) -> None:
        self.node, self.name, self.key = node, name, key
        node.asvar = None
        self.texts: dict[Hashable, Any] = {}

    def render(self, context: Context) -> Any:
        """Return the text."""
        key = self.key()
        text = self.texts.get(key)
        if text is None:
            text = self.texts[key] = self.node.render(context)
        if self.name is None:
            return text
        context[self.name] = text
        return ""


def is_fixed(expression: Any) -> bool:
    """Say whether an expression of a template is a text as it stands."""
    if not isinstance(expression, FilterExpression) or expression.filters:
        return False
    return isinstance(expression.var, str) or getattr(expression.var, "literal", None) is not None
