"""The queue of what does not fit, narrowed as an operator asks."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from shop.models import ExceptionCase


def find_exceptions(asked: Mapping[str, Any], user: Any) -> QuerySet[ExceptionCase]:
    """Return the cases that fit what ``ExceptionFilter`` understood: open ones, the oldest first."""
    rows = ExceptionCase.objects.select_related("order", "owner").order_by("pk")
    if asked.get("state") != "closed":
        rows = rows.filter(closed_at=None)
    else:
        rows = rows.exclude(closed_at=None).order_by("-closed_at")
    exact = {name: asked[name] for name in ("area", "kind") if asked.get(name)}
    rows = rows.filter(**exact)
    whose = {"mine": Q(owner=user), "nobody": Q(owner=None), "others": ~Q(owner=None) & ~Q(owner=user)}
    if asked.get("owner") in whose:
        rows = rows.filter(whose[asked["owner"]])
    words = (asked.get("q") or "").strip()
    return rows.filter(order__number__iexact=words) if words else rows


def open_by_area() -> dict[str, int]:
    """Return how many cases are open, by area."""
    rows = ExceptionCase.objects.filter(closed_at=None).order_by().values("area").annotate(count=Count("pk"))
    return {row["area"]: row["count"] for row in rows}
