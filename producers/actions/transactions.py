"""Functions that are one half of a use case say so: they refuse to run outside its transaction."""

from django.db import transaction


class NoTransactionError(RuntimeError):
    """The caller has opened no transaction."""


def require_transaction(purpose: str) -> None:
    """Raise ``NoTransactionError`` unless the caller opened a transaction; ``purpose`` says what needs it.

    The transaction that a test case wraps around itself does not count, or no test could find a caller that
    forgot its own.
    """
    blocks = transaction.get_connection().atomic_blocks
    if all(getattr(block, "_from_testcase", False) for block in blocks):
        raise NoTransactionError(f"{purpose} belongs in the transaction of what it goes with")
