"""The list of what is personal: each app adds its own tables when it starts, with those of its libraries.

A column that holds text, data or a file is in exactly one of two lists: personal, or plain. A test walks all
models and fails for one that is in neither.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from producers.domain.actors import Actor
from producers.domain.personal import Person, Personal
from producers.jobs import add_job

Eraser = Callable[[Person, Actor], object]
Forgetting = Callable[[], object]
PageEraser = Callable[[UUID], object]

_tables: dict[str, Personal] = {}
_plain: dict[str, frozenset[str]] = {}
_erasers: list[Eraser] = []
_forgetting: list[Forgetting] = []
_page_erasers: list[PageEraser] = []
NIGHTLY = timedelta(hours=24)


def add_personal(tables: Iterable[Personal], plain: Mapping[str, str]) -> None:
    """Add an app's tables; for ``AppConfig.ready``. ``plain`` maps a model to its columns that name nobody.

    The order is that of erasing: what others are found by comes last. Raises ``ValueError`` for a second
    entry of the same columns.
    """
    for table in tables:
        key = f"{table.model}:{','.join(table.fields)}"
        if _tables.setdefault(key, table) != table:
            raise ValueError(f"{key} is listed twice")
    for model, names in plain.items():
        _plain[model] = _plain.get(model, frozenset()) | frozenset(names.split())


def personal_tables() -> tuple[Personal, ...]:
    """Return the tables in the order in which they are erased."""
    return tuple(_tables.values())


def plain_columns(model: str) -> frozenset[str]:
    """Return the columns of a model that are said to name nobody; ``*`` stands for all."""
    return _plain.get(model, frozenset())


def add_eraser(eraser: Eraser) -> None:
    """Add what takes away rows that an update or a deletion alone cannot, such as pages; safe to repeat.

    It is called outside of any transaction, before the tables are emptied.
    """
    if eraser not in _erasers:
        _erasers.append(eraser)


def erasers() -> tuple[Eraser, ...]:
    """Return them in the order in which they were added."""
    return tuple(_erasers)


def add_forgetting(job: Forgetting) -> None:
    """Add what lets go of rows whose time is over: done every night, and by ``manage.py retention``."""
    if job not in _forgetting:
        _forgetting.append(job)
        add_job(job, NIGHTLY)


def forgetting() -> tuple[Forgetting, ...]:
    """Return what is to be done every night."""
    return tuple(_forgetting)


def add_page_eraser(eraser: PageEraser) -> None:
    """Have something else go with a page, told by its translation key: what a translator was given of it.

    It is called in the transaction that deletes the page.
    """
    if eraser not in _page_erasers:
        _page_erasers.append(eraser)


def page_erasers() -> tuple[PageEraser, ...]:
    """Return what goes with a page."""
    return tuple(_page_erasers)
