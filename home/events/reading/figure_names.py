"""How the topics, funders and sexes of figures are called in a language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override

from home.events.models import Funder, Registration, Theme
from producers.domain.shown import shown


def topics(lang: str) -> Mapping[str, str]:
    """Return the names of themes by their codes."""
    return _named(Theme.objects.all(), lang)


def funders(lang: str) -> Mapping[str, str]:
    """Return the names of funders by their codes."""
    return _named(Funder.objects.all(), lang)


def sexes(lang: str) -> Mapping[str, str]:
    """Return how women and men are called in figures."""
    with override(lang):
        return {code: str(label) for code, label in Registration.Sex.choices}


def _named(rows: Iterable[Any], lang: str) -> Mapping[str, str]:
    return {row.code: shown(row.name, lang).text for row in rows}
