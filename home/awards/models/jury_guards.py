"""The trigger of marks: nobody scores her own nominee, nor one she stands aside for, nor late.

The action checks it first, with words for the juror. This holds it to that whatever writes.
"""

from collections.abc import Iterable
from typing import Any

from home.awards.models.jury import Conflict, Juror, Mark
from home.awards.models.nominations import Backer
from producers.guards import Guard

WORDS = "a juror does not score this nominee"


def jury_guards() -> Iterable[Guard]:
    """Describe what guards marks, on insert and on update."""
    yield _guard("INSERT")
    yield _guard("UPDATE")


def _guard(verb: str) -> Guard:
    mark, name = _table(Mark), f"tiwizi_mark_{verb.lower()}_fair"
    return Guard(
        name=name,
        table=mark,
        reads={
            mark: frozenset({"juror_id", "nomination_id"}),
            _table(Juror): frozenset({"user_id", "handed_in_at", "absent_reason"}),
            _table(Conflict): frozenset({"juror_id", "nomination_id"}),
            _table(Backer): frozenset({"user_id", "nomination_id"}),
        },
        when=f"BEFORE {verb}",
        function=name,
        body=f"""
BEGIN
    IF {_unfair()} THEN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END """,
        sqlite=f"BEFORE {verb} ON {mark} WHEN {_unfair()} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    )


def _unfair() -> str:
    juror, conflict, backer = _table(Juror), _table(Conflict), _table(Backer)
    return f"""(EXISTS (SELECT 1 FROM {conflict} c
        WHERE c.juror_id = NEW.juror_id AND c.nomination_id = NEW.nomination_id)
    OR EXISTS (SELECT 1 FROM {juror} j
        WHERE j.id = NEW.juror_id AND (j.handed_in_at IS NOT NULL OR j.absent_reason <> ''))
    OR EXISTS (SELECT 1 FROM {juror} j JOIN {backer} b ON b.user_id = j.user_id
        WHERE j.id = NEW.juror_id AND b.nomination_id = NEW.nomination_id))"""  # noqa: S608  names of our own tables


def _table(model: Any) -> str:
    return str(model._meta.db_table)
