"""Reads templates as the cached loader of Django does, for the shorter ways of this package to write."""

from typing import Any

from django.template import Node, NodeList, Template, TemplateDoesNotExist
from django.template.base import Lexer, Parser, VariableNode
from django.template.loaders import cached
from django.template.loaders.base import Loader as BaseLoader

from producers.quick_tags.values import QuickExpression, QuickVariableNode


class QuickParser(Parser):
    """Puts quick values where Django's would stand."""

    def compile_filter(self, token: str) -> QuickExpression:
        """Read a value and its filters."""
        return QuickExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Any) -> None:
        """Add a node. Who writes pages sees where an error was; elsewhere nobody asks, so nobody watches."""
        if type(node) is VariableNode:
            node.__class__ = QuickVariableNode
        if type(node).render_annotated is Node.render_annotated:
            node.render_annotated = node.render  # type: ignore[method-assign]  # a plain node, drawn without the debugger
        super().extend_nodelist(nodelist, node, token)


class QuickTemplate(Template):
    """A template that was read by ``QuickParser``, except while templates are debugged."""

    def compile_nodelist(self) -> NodeList:
        """Read the text."""
        engine = self.engine
        if engine.debug:
            return super().compile_nodelist()
        tokens = Lexer(self.source).tokenize()
        parser = QuickParser(tokens, engine.template_libraries, engine.template_builtins, self.origin)
        nodes = parser.parse()
        self.extra_data = parser.extra_data
        return nodes


class _Reader(BaseLoader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """Read a template from where it is found first. Raises ``TemplateDoesNotExist``."""
        for origin in self.get_template_sources(template_name):
            if skip is None or origin not in skip:
                try:
                    contents = self.get_contents(origin)
                except TemplateDoesNotExist:
                    continue
                return QuickTemplate(contents, origin, origin.template_name, self.engine)
        return super().get_template(template_name, skip)  # says where it has looked


class Loader(cached.Loader, _Reader):
    """Django's cached loader around others, which are named as for that one."""
