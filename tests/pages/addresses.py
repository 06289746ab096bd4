"""Every address of the site, as its resolver has them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation

from producers.policy import Policy, policy_of

OURS = {"producers", "shop", "home", "storefront"}
BACK_OFFICE = "admin/"  # tested by test_back_office.py and tests/shop/office
LANGUAGES = ("fr", "ar", "en", "zgh")


@dataclass(frozen=True)
class Address:
    """One pattern. ``route`` leaves the language out, ``name`` is what ``reverse`` takes."""

    route: str
    name: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]
    has_language: bool

    @property
    def module(self) -> str:
        """Where its view was written."""
        return str(getattr(self.view, "view_class", self.view).__module__)

    @property
    def is_ours(self) -> bool:
        """Whether we wrote its view."""
        return self.module.split(".")[0] in OURS

    @property
    def policy(self) -> Policy | None:
        """What its view declares."""
        return policy_of(self.view)

    def url(self, values: Mapping[str, Any] | Sequence[Any] = (), lang: str = "fr") -> str:
        """Return the address for values by name, or by place."""
        by_name = isinstance(values, Mapping)
        with translation.override(lang):
            return reverse(self.name, kwargs=values if by_name else None, args=None if by_name else values)

    def __str__(self) -> str:
        return self.route


def every_address(resolver: URLResolver | None = None) -> list[Address]:
    """Return all addresses of a resolver, of the site unless told."""
    return list(_walk(resolver or get_resolver(), "", (), has_language=False))


def _walk(
    resolver: URLResolver, before: str, namespaces: tuple[str, ...], *, has_language: bool
) -> Iterator[Address]:
    for part in resolver.url_patterns:
        if isinstance(part, URLPattern):
            name = ":".join([*namespaces, part.name or ""])
            parameters = tuple(part.pattern.regex.groupindex) + tuple(resolver.pattern.regex.groupindex)
            yield Address(before + str(part.pattern), name, part.callback, parameters, has_language)
        elif isinstance(part.pattern, LocalePrefixPattern):
            yield from _walk(part, before, namespaces, has_language=True)
        else:
            inside = (*namespaces, part.namespace) if part.namespace else namespaces
            yield from _walk(part, before + str(part.pattern), inside, has_language=has_language)


def our_addresses() -> list[Address]:
    """Return those whose view we wrote; the office's stand behind the door of the back office."""
    return [one for one in every_address() if one.is_ours and not one.route.startswith(BACK_OFFICE)]


def with_policy(policy: Policy) -> list[Address]:
    """Return ours that declare this policy."""
    return [address for address in our_addresses() if address.policy is policy]
