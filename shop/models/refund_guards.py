"""The trigger of refunds: together with lost disputes they never exceed what a payment brought in.

The action that asks for a refund checks it under the order's lock. This holds it to that, and takes the
payment's row itself, so that code which forgot the lock is refused all the same.

A refund that left before its payment was lost in a dispute may arrive all the same. That is a fact, and so
is how often it was asked for: an update by which a refund goes on as it is asks for nothing new.
"""

from collections.abc import Iterable
from typing import Any

from producers.guards import Guard
from shop.models.changes import Refund
from shop.models.payments import Payment, PaymentEvent

LIVE = "('to_approve', 'requested', 'succeeded')"
SAME = " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("payment_id", "amount", "amount_currency"))
GOES_ON = f"{SAME} AND OLD.status = 'requested' AND NEW.status IN ('requested', 'succeeded')"
WORDS = "more is given back than the payment brought in"


def refund_guards() -> Iterable[Guard]:
    """Describe what guards refunds, on insert and on update."""
    yield _guard("INSERT", "", "")
    yield _guard("UPDATE", " AND id <> NEW.id", f" AND NOT ({GOES_ON})")


def _guard(verb: str, others: str, unless: str) -> Guard:
    refund, payment = _table(Refund), _table(Payment)
    name = f"tiwizi_refund_within_payment_{verb.lower()}"
    return Guard(
        name=name,
        table=refund,
        reads={
            refund: frozenset({"payment_id", "amount", "amount_currency", "status"}),
            _table(PaymentEvent): frozenset({"payment_id", "amount", "kind", "state", "data"}),
        },
        when=f"BEFORE {verb}",
        function=name,
        body=f"""
BEGIN
    IF NOT (NEW.status IN {LIVE}{unless}) THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM {payment} WHERE id = NEW.payment_id FOR NO KEY UPDATE;
    IF {_above(others, "amount", "data->>'movement'")} THEN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END """,
        sqlite=f"""BEFORE {verb} ON {refund} WHEN NEW.status IN {LIVE}{unless} BEGIN
    SELECT RAISE(ABORT, '{WORDS}')
        WHERE {_above(others, "CAST(ROUND(amount * 100) AS INTEGER)", "json_extract(data, '$.movement')")};
END""",
    )


def _above(others: str, amount: str, movement: str) -> str:
    """Say in SQL that the new row would give back too much. SQLite counts in whole hundredths."""
    event, refund = _table(PaymentEvent), _table(Refund)
    mine = "payment_id = NEW.payment_id AND amount_currency = NEW.amount_currency"
    new = amount.replace("amount", "NEW.amount")
    given = _sum(amount, refund, f"{mine} AND status IN {LIVE}{others}")
    came = _sum(amount, event, f"{mine} AND kind = 'charge' AND state = 'succeeded'")
    # Several notices may tell of one dispute: each counts once.
    disputes = " ".join(
        [
            f"(SELECT MAX({amount}) AS most FROM {event}",
            f"WHERE {mine} AND kind = 'dispute' AND state = 'succeeded' GROUP BY {movement}) AS disputes",
        ]
    )
    lost = _sum("most", disputes, "most > 0")
    return f"{given} + {new} > {came} - {lost}"


def _sum(amount: str, rows: str, where: str) -> str:
    return " ".join([f"(SELECT COALESCE(SUM({amount}), 0)", f"FROM {rows}", f"WHERE {where})"])


def _table(model: Any) -> str:
    return str(model._meta.db_table)
