"""A part of a page that is written once for the same values: ``{% kept card level %}…{% endkept %}``.

``{% kept key of="offers pages" %}`` is for a part that asks the database: it is kept while these areas stand
still and under a key that is not empty.
"""

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from producers.editions.current import Stamp, current
from producers.editions.memory import Entry, texts
from producers.quick_language import language
from producers.saving import saves_data

register = template.Library()


class _Key:
    """Values as one key, whose hash is counted once: a store asks for it ten times, and values lie deep."""

    __slots__ = ("_hash", "parts")

    def __init__(self, *parts: Hashable) -> None:
        self.parts = parts
        self._hash = hash(parts)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.parts == other.parts


class Kept(template.Node):
    """Keeps what is inside under the values it is written from, so that it is right by itself.

    Inside nothing may be used but these values, the language and whether bytes are to be saved: no request,
    no form, no token. Values that cannot be a key, such as rows of a table, have it written anew each time.
    """

    def __init__(
        self, place: str, values: list[FilterExpression], areas: tuple[str, ...], inside: NodeList
    ) -> None:
        self.place, self.values, self.areas, self.inside = place, values, areas, inside

    def render(self, context: template.Context) -> SafeString:
        """Return what is kept, or write it and keep it."""
        given = [value.resolve(context, ignore_failures=True) for value in self.values]
        stamp = self._stamp(given)
        if stamp is None:
            return self.inside.render(context)
        # Text that is marked safe equals the same text that is not, and is written otherwise.
        try:
            key = _Key(self.place, language(), saves_data(), *map(type, given), *given)
        except TypeError:
            return self.inside.render(context)
        found = texts.find(key, stamp)
        if found:
            return mark_safe(found.value)  # noqa: S308  rendered by the same template before
        written = self.inside.render(context)
        texts.keep(key, Entry(str(written), stamp, size=200 + 2 * len(written)))
        return written

    def _stamp(self, given: list[Any]) -> Stamp | None:
        if not self.areas:
            return ()
        editions = current()
        return editions.of(self.areas) if editions and all(given) else None


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """Read the tag."""
    _name, *values = token.split_contents()
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    areas = [value for value in values if value.startswith("of=")]
    named = tuple(areas[0].removeprefix("of=").strip("\"'").split()) if areas else ()
    given = [parser.compile_filter(value) for value in values if value not in areas]
    place: Any = parser.origin
    return Kept(f"{place}:{token.lineno}:{token.position}", given, named, inside)
