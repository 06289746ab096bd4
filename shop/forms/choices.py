"""Long lists to choose from, such as countries: Django's own widget opens a template for each option."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Choice = tuple[str, str | tuple[tuple[str, str], ...]]


class Listed(BaseChoiceIterator):
    """Choices as they are, grouped or not: made once, given to many forms, and read anew by none."""

    def __init__(self, choices: Iterable[tuple[Any, Any]]) -> None:
        self._choices = tuple(choices)

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self._choices)


class LongSelect(forms.Select):
    """A list, grouped or not, written in one go. It says the same as Django's."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Return the control."""
        given = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        parts = _written(tuple(_plain(*choice) for choice in self.choices))
        for chosen in frozenset(self.format_value(value)):
            option = format_html('<option value="{}"', chosen)
            parts = SafeString(parts.replace(f"{option}>", f"{option} selected>"))
        return format_html("<select{}>{}</select>", given, parts)


def _plain(value: Any, label: Any) -> Choice:
    """Return a choice, or a group of them, as texts: the translated words of now."""
    if isinstance(label, list | tuple):
        return str(value), tuple((str(one), str(word)) for one, word in label)
    return str(value), str(label)


@lru_cache(maxsize=64)
def _written(choices: tuple[Choice, ...]) -> SafeString:
    """Return the options, none of them chosen; the same lists come again and again."""
    return format_html_join("", "{}", ((_part(*choice),) for choice in choices))


def _part(value: str, label: str | tuple[tuple[str, str], ...]) -> SafeString:
    if isinstance(label, tuple):
        return format_html('<optgroup label="{}">{}</optgroup>', value, _options(label))
    return _options(((value, label),))


def _options(choices: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', choices)
