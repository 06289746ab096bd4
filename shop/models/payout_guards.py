"""The triggers of money on its way to makers: never to an association, always to the maker's own place.

Who lends to makers is an association. That no payout serves a loan is held by the actions, and here once more
against whatever is written past them.
"""

from collections.abc import Iterable
from typing import Any

from producers.guards import Guard
from producers.models import Organisation
from shop.models.payouts import Payout, PayoutDestination

BROKEN = "USING ERRCODE = 'integrity_constraint_violation'"
_TO_A_LENDER = "money of makers never goes to an association"
_TO_ANOTHER = "a payout goes where its own maker is paid"


def payout_guards() -> Iterable[Guard]:
    """Describe what guards destinations and payouts beyond their own constraints."""
    organisation, destination = _table(Organisation), _table(PayoutDestination)
    lends = f"EXISTS (SELECT 1 FROM {organisation} WHERE id = NEW.organisation_id AND kind = 'association')"
    hers = (
        f"EXISTS (SELECT 1 FROM {destination} "
        "WHERE id = NEW.destination_id AND organisation_id = NEW.organisation_id)"
    )
    for name, model in (("destination", PayoutDestination), ("payout", Payout)):
        yield from _refuse(f"tiwizi_{name}_is_no_lenders", model, Organisation, lends, _TO_A_LENDER)
    yield from _refuse("tiwizi_payout_goes_to_her", Payout, PayoutDestination, f"NOT {hers}", _TO_ANOTHER)


def _refuse(name: str, model: Any, other: Any, when: str, words: str) -> Iterable[Guard]:
    """Refuse a new row, and a change of the columns that the condition reads, where ``when`` holds."""
    table = _table(model)
    columns = [column for column in ("organisation_id", "destination_id") if column in _columns(model)]
    for verb, event in (("insert", "INSERT"), ("update", f"UPDATE OF {', '.join(columns)}")):
        yield Guard(
            name=f"{name}_{verb}",
            table=table,
            reads={table: _columns(model), _table(other): _columns(other)},
            when=f"BEFORE {event}",
            function=name,
            body=f"""
BEGIN
    IF {when} THEN
        RAISE EXCEPTION '{words}' {BROKEN};
    END IF;
    RETURN NEW;
END """,
            sqlite=f"BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END",
        )


def _table(model: Any) -> str:
    return str(model._meta.db_table)


def _columns(model: Any) -> frozenset[str]:
    return frozenset(field.column for field in model._meta.local_concrete_fields)
