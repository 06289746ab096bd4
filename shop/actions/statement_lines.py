"""A line of a statement that a person or a match says something of: locked, asked about, settled."""

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.close_exception import AlreadyClosedError, close_exception
from shop.actions.raise_exception import About, raise_exception
from shop.models import ExceptionCase, StatementLine

State = StatementLine.State
OPEN = (State.SUGGESTED, State.UNMATCHED, State.OUT)


class MatchedBeforeError(ValueError):
    """Somebody has said before what this line is."""


def lock_line(line: StatementLine) -> StatementLine:
    """Let one at a time say what the line is. Raises ``MatchedBeforeError``."""
    require_transaction("a line of a statement")
    found: StatementLine = StatementLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if found.state not in OPEN:
        raise MatchedBeforeError(found.state)
    return found


def ask_about(line: StatementLine, kind: str, suggestion: str) -> None:
    """Put a line before a person, once."""
    raise_exception(
        kind,
        key=_key(line),
        about=About(payment=line.payment, row=line, data={"confidence": line.confidence}),
        amount=line.amount,
        suggestion=suggestion,
    )


def settle_case(line: StatementLine, actor: Actor, note: str) -> None:
    """Close what was asked about a line; nothing when nothing was."""
    case = ExceptionCase.objects.filter(key=_key(line), closed_at=None).first()
    if case is None:
        return
    try:
        close_exception(case, actor=actor, note=note)
    except AlreadyClosedError:
        return


def _key(line: StatementLine) -> str:
    return f"statement:{line.pk}"
