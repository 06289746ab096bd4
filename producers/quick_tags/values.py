"""What stands in ``{{ }}`` and behind tags, found by a shorter way than Django's, with the same outcome.

The short way is for what nearly all of them are: a name of the context, attributes or keys from there on, and
filters that ask for nothing. Whatever else comes up, something to be called or an error, is left to Django.
"""

from html import escape
from typing import Any

from django.template import Context, VariableDoesNotExist
from django.template.base import FilterExpression, Variable, VariableNode, render_value_in_context
from django.utils.safestring import SafeString

MISSING = object()
NOT_THERE = (TypeError, AttributeError, KeyError, ValueError, IndexError)
MARKS = ("expects_localtime", "needs_autoescape", "is_safe")


class QuickVariable(Variable):
    """A name, and what is looked up from there."""

    __slots__ = ()

    def find(self, context: Context) -> Any:
        """Return the value, or ``MISSING``."""
        first, *others = self.lookups
        for names in reversed(context.dicts):
            if first in names:
                value = names[first]
                break
        else:
            return MISSING
        try:
            for name in others:
                if callable(value):
                    return self._found_by_django(context)
                value = _part_of(value, name)
        except Exception:  # Django knows which of them a page does not show
            return self._found_by_django(context)
        return self._found_by_django(context) if callable(value) else value

    def resolve(self, context: Any) -> Any:
        """Return the value. Raises ``VariableDoesNotExist``."""
        if self.translate or not isinstance(context, Context):
            return super().resolve(context)
        found = self.find(context)
        if found is MISSING:
            raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (self.var, context))
        return found

    def _found_by_django(self, context: Context) -> Any:
        try:
            return self._resolve_lookup(context)
        except VariableDoesNotExist:
            return MISSING


def _part_of(value: Any, name: str) -> Any:
    if hasattr(type(value), "__getitem__"):
        try:
            return value[name]
        except NOT_THERE:
            pass
    return getattr(value, name)


class QuickExpression(FilterExpression):
    """A value and its filters; what Django asks each filter at every use was asked once.

    ``steps`` are the filters with their arguments, None where Django has to apply them.
    """

    __slots__ = ("steps",)

    def __init__(self, token: str, parser: Any) -> None:
        super().__init__(token, parser)
        self.steps = _steps(self.filters) if self.is_var and _quicken(self.var) else None

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        """Return the value; where there is none, None or an empty text."""
        if self.steps is None or self.var.translate:  # a tag may say so of its value
            return super().resolve(context, ignore_failures)
        value = self.var.find(context)
        if value is MISSING:
            if not ignore_failures and context.template.engine.string_if_invalid:
                return super().resolve(context)
            value = None if ignore_failures else ""
        for func, args in self.steps:
            value = func(value, *args)
        return value


class QuickVariableNode(VariableNode):
    """Writes a value; a text needs neither a time zone nor a format."""

    def render(self, context: Context) -> Any:
        """Return the text, escaped unless it is marked safe."""
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value
        if kind is str:
            return escape(value) if context.autoescape else value
        return render_value_in_context(value, context)


def _quicken(variable: Any) -> bool:
    if variable.lookups is None:
        return False
    variable.__class__ = QuickVariable
    return True


def _steps(filters: Any) -> tuple[Any, ...] | None:
    """Return filters with their arguments, if these are fixed texts and none asks for more than its value."""
    is_plain = all(
        not any(getattr(func, mark, False) for mark in MARKS)
        and all(not is_variable and isinstance(arg, str) for is_variable, arg in args)
        for func, args in filters
    )
    return tuple((func, [SafeString(arg) for _, arg in args]) for func, args in filters) if is_plain else None
