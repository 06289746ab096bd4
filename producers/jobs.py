"""What apps above the shop want done from time to time; ``run_jobs`` does it with its own jobs."""

from collections.abc import Callable
from datetime import timedelta

Job = Callable[[], object]
_brakes: list[Callable[[], bool]] = []
_more: dict[str, tuple[Job, timedelta]] = {}


def add_job(job: Job, pause: timedelta) -> None:
    """Have a job done once in every ``pause``. Adding it again changes nothing."""
    _more[f"{job.__module__}.{job.__qualname__}"] = (job, pause)


def more_jobs() -> tuple[tuple[Job, timedelta], ...]:
    """Return the jobs that were added."""
    return tuple(_more.values())


def add_brake(brake: Callable[[], bool]) -> None:
    """Have no job run while this is true; safe to repeat."""
    if brake not in _brakes:
        _brakes.append(brake)


def is_braked() -> bool:
    """Say whether the jobs wait, because nobody may write."""
    return any(brake() for brake in _brakes)
