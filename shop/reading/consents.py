"""What somebody has agreed to as a buyer: the texts of her orders, and the letters that she asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from producers.domain.shown import Shown, shown
from shop.models import LegalText, StockNotice
from shop.reading.history import orders_of, proven_emails

MOST = 100


@dataclass(frozen=True)
class Accepted:
    """A version of a text, and the day of the first order with which it was accepted."""

    slug: str
    title: Shown
    version: str
    day: date


@dataclass(frozen=True)
class Wish:
    """An offer that she wants to be told of; the page behind ``token`` takes the wish back."""

    name: Shown
    token: str
    day: date


def accepted_by(user: Any, lang: str) -> list[Accepted]:
    """Return what she accepted with her last hundred orders, newest text first; two queries."""
    first: dict[tuple[str, str], date] = {}
    for versions, at in orders_of(user).values_list("legal_versions", "placed_at")[:MOST]:
        first |= {(slug, version): timezone.localdate(at) for slug, version in versions.items()}
    rows = LegalText.objects.filter(slug__in={slug for slug, _version in first})
    return [
        Accepted(
            row.slug, shown(row.title, lang, row.original_language), row.version, first[row.slug, row.version]
        )
        for row in rows
        if (row.slug, row.version) in first
    ]


def wishes_of(user: Any, lang: str) -> list[Wish]:
    """Return the letters that she still waits for, at e-mail addresses that are proven hers."""
    rows = StockNotice.objects.filter(
        email__in=proven_emails(user), confirmed_at__isnull=False, told_at=None
    ).select_related("product")
    return [
        Wish(
            shown(row.product.name, lang, row.product.original_language),
            row.token,
            timezone.localdate(row.created_at),
        )
        for row in rows[:MOST]
    ]
