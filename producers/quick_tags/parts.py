"""Templates of which a page is put together, each found once, where its name is fixed.

They are read anew together, so none of them ever is an older one.
"""

from typing import Any

from django.template import Context, Template
from django.template.base import TextNode
from django.template.loader_tags import (
    BLOCK_CONTEXT_KEY,
    BlockContext,
    BlockNode,
    ExtendsNode,
    IncludeNode,
    construct_relative_path,
)

OF_ALL = {"True": True, "False": False, "None": None}


class FixedInclude(IncludeNode):
    """A part; what it is given is all that it knows with ``only``, as in Django's."""

    found: Any = None

    def render(self, context: Context) -> Any:
        """Write the part."""
        if self.found is None:
            name = construct_relative_path(self.origin.template_name, self.template.resolve(context))
            self.found = context.template.engine.get_template(name)
        values = {name: each.resolve(context) for name, each in self.extra_context.items()}
        if self.isolated_context:
            return _written(self.found, _alone(context, values))
        context.dicts.append(values)
        try:
            return _written(self.found, context)
        finally:
            context.dicts.pop()


class FixedExtends(ExtendsNode):
    """A page within its frame; which blocks the frame has is looked up once."""

    found: "tuple[Template, dict[str, BlockNode]] | None" = None

    def render(self, context: Context) -> Any:
        """Write the frame with this page's blocks in it."""
        state = context.render_context
        history = state.setdefault(self.context_key, [self.origin])
        frame, of_frame = self._frame(history, context)
        blocks = state.setdefault(BLOCK_CONTEXT_KEY, BlockContext())
        blocks.add_blocks(self.blocks)
        blocks.add_blocks(of_frame)
        with state.push_state(frame, isolated_context=False):
            return frame._render(context)

    def _frame(self, history: list[Any], context: Context) -> tuple[Template, dict[str, BlockNode]]:
        """Return the frame and its blocks. One of a page's own name depends on who came before."""
        name = self.parent_name.resolve(context)
        if any(origin.template_name == name for origin in history):
            frame = self.find_template(name, context)
            return frame, _blocks_of(frame)
        if self.found is None:
            frame = self.find_template(name, context)
            self.found = frame, _blocks_of(frame)
        else:
            history.append(self.found[0].origin)
        return self.found


def _blocks_of(frame: Template) -> dict[str, BlockNode]:
    """Return the blocks of a frame that is no page within another; those add their own."""
    first = next((node for node in frame.nodelist if not isinstance(node, TextNode)), None)
    if first is None or isinstance(first, ExtendsNode):
        return {}
    return {node.name: node for node in frame.nodelist.get_nodes_by_type(BlockNode)}


def _written(part: Template, context: Context) -> Any:
    """Write a part in a scope of its own, as ``Template.render`` does."""
    state = context.render_context
    before, state.template = state.template, part
    state.dicts.append({})
    try:
        return part._render(context)
    finally:
        state.dicts.pop()
        state.template = before


def _alone(context: Context, values: dict[str, Any]) -> Context:
    """Return a context with these values alone, as ``Context.new`` does, whose scopes are the same stack."""
    alone: Context = object.__new__(type(context))
    vars(alone).update(vars(context), dicts=[OF_ALL, values])
    vars(alone).pop("_processors_index", None)
    return alone
