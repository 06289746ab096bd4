"""What is planned on a connection, sent by the shortest way. Needs psycopg: imported on PostgreSQL alone.

The driver knows by text and types what it has had planned, and forgets it when it must, as after a rollback:
it is asked, so that nothing is sent under a name that the server has forgotten. Its own cursor takes several
times as long to send a short statement and read a row.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

Row = tuple[Any, ...]


def send(raw: Any, text: bytes, params: Sequence[Any]) -> tuple[list[Row], int] | None:
    """Return the rows, and how many there are or were changed; None for what is not planned here yet.

    The first statement of a transaction begins it, as with the driver, which goes by the server's word on
    whether one is open. Raises as the driver does.
    """
    if not raw.autocommit and not _is_amid(raw) and not _begins_plainly(raw):
        return None
    values = Transformer(raw)
    given = values.dump_sequence(params, [PyFormat.AUTO] * len(params))
    name = names_on(raw).get((text, values.types))
    if name is None:
        return None
    if not raw.autocommit and not _is_amid(raw):
        _begin(raw)
    result = raw.pgconn.exec_prepared(name, given, values.formats)
    if result.status == ExecStatus.COMMAND_OK:
        return [], result.command_tuples or 0
    if result.status != ExecStatus.TUPLES_OK:
        raise error_from_result(result, encoding=raw.info.encoding)
    values.set_pgresult(result)
    return values.load_rows(0, result.ntuples, tuple), result.ntuples


def _is_amid(raw: Any) -> bool:
    return bool(raw.pgconn.transaction_status == TransactionStatus.INTRANS)


def _begins_plainly(raw: Any) -> bool:
    """Say whether one may begin here: not in a broken one, nor where it is of a kind of its own."""
    is_idle = raw.pgconn.transaction_status == TransactionStatus.IDLE
    return is_idle and (raw.isolation_level, raw.read_only, raw.deferrable) == (None, None, None)


def _begin(raw: Any) -> None:
    begun = raw.pgconn.exec_(b"BEGIN")
    if begun.status != ExecStatus.COMMAND_OK:
        raise error_from_result(begun, encoding=raw.info.encoding)


def names_on(raw: object) -> Mapping[Any, bytes]:
    """Return the names of what is planned, by text and types: an inner part of the driver.

    Where a release of it keeps them elsewhere, all is sent in the usual way, and ``test_planned`` says so.
    """
    found: Mapping[Any, bytes] = getattr(getattr(raw, "_prepared", None), "_names", {})
    return found


def stands(raw: Any) -> bool:
    """Say whether the server still answers on a connection."""
    return bool(raw.pgconn.status == ConnStatus.OK and raw.pgconn.exec_(b"").status == ExecStatus.EMPTY_QUERY)
