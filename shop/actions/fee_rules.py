"""The ordered list of fees: a rule is added or ends, and never changes; what is sold keeps its own fees."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from i18nfield.strings import LazyI18nString

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.book_keeping import BookError
from shop.domain.fees import FeeKind, FeeRuleError, check_rules
from shop.models import FeeRule
from shop.reading.rulebook import rulebook


@transaction.atomic(durable=True)
def add_rule(
    kind: FeeKind, percent: Decimal, *, name: str, position: int, actor: Actor, reason: str, **only: Any
) -> FeeRule:
    """Add a rule of a percent; ``only`` narrows it: ``market``, ``category``, ``producer``, ``method``.

    Of two rules of one kind the one with the lower position wins. Raises ``BookError`` ``rules`` when the
    kind would be without a last rule for everyone.
    """
    row: FeeRule = FeeRule.objects.create(
        kind=kind.value, percent=percent, name=LazyI18nString(name), position=position, **only
    )
    _check()
    record(verb="fee.added", row=row, actor=actor, reason=reason, after={"percent": str(percent)})
    return row


@transaction.atomic(durable=True)
def end_rule(rule: FeeRule, *, actor: Actor, reason: str) -> FeeRule:
    """End a rule: it holds for nothing that is sold from now on. Raises ``BookError`` ``rules``."""
    row: FeeRule = FeeRule.objects.select_for_update().get(pk=rule.pk)
    if row.is_active:
        row.is_active = False
        row.save(update_fields=["is_active"])
        _check()
        record(verb="fee.ended", row=row, actor=actor, reason=reason)
    return row


def _check() -> None:
    """Refuse a list that leaves a sale without an answer; the caller's transaction is undone with it."""
    try:
        check_rules(rulebook().rules)
    except FeeRuleError as wrong:
        raise BookError("rules") from wrong
