"""Long lists to choose from, such as countries: Django's own widget opens a template for each option."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """A list, grouped or not, written in one go. It says the same as Django's."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Return the control."""
        chosen = frozenset(self.format_value(value))
        given = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        parts = format_html_join("", "{}", ((_part(*choice, chosen),) for choice in self.choices))
        return format_html("<select{}>{}</select>", given, parts)


def _part(value: Any, label: Any, chosen: Collection[str]) -> SafeString:
    if isinstance(label, list | tuple):
        return format_html('<optgroup label="{}">{}</optgroup>', value, _options(label, chosen))
    return _options([(value, label)], chosen)


def _options(choices: Iterable[tuple[Any, Any]], chosen: Collection[str]) -> SafeString:
    rows = (
        (value, SafeString(" selected" if str(value) in chosen else ""), label) for value, label in choices
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
