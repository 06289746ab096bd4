"""Rows of a query that is written once, made into objects by a shorter way than Django's; the outcome is one.

Django finds out for each row again which columns are whose, and lets each model's own beginning look through
all of its fields. Here that is found out once a query. A model that has a beginning of its own, or to whose
beginning somebody listens, is left to Django.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from modelcluster.models import ClusterableModel

Row = tuple[Any, ...]
BEGINNINGS = (Model.__init__, ClusterableModel.__init__)
"""Both do the same where all values are given by their place."""


class Maker:
    """Makes objects of one model from its values, in the order of ``names``."""

    def __init__(self, model: type[Model], names: list[str]) -> None:
        self.model, self.names = model, names
        self.is_plain = _is_plain(model)
        self.others = [name for name in names if not isinstance(vars_of(model, name), DeferredAttribute)]

    def made(self, values: Row) -> Any:
        """Return an object that was read from the database."""
        if not self.is_plain:
            return self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)
        made = self.model.__new__(self.model)
        own = vars(made)
        own["_state"] = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        own.update(zip(self.names, values, strict=True))
        for name in self.others:  # such as an amount, which needs to know its currency
            setattr(made, name, own.pop(name))
        return made


@dataclass(frozen=True)
class Reader:
    """Makes the objects of one query, with those that belong to them and what stands beside them."""

    maker: Maker
    place: slice
    related: tuple["Related", ...]
    beside: tuple[tuple[str, int], ...]
    converters: tuple[tuple[int, Any, Any], ...]

    def read(self, rows: Iterable[Row]) -> Iterator[Any]:
        """Return an object for each row."""
        line = connections[DEFAULT_DB_ALIAS]
        for row in rows:
            values = self._converted(row, line) if self.converters else row
            made = self.maker.made(values[self.place])
            for one in self.related:
                one.add(values, made)
            for name, at in self.beside:
                setattr(made, name, values[at])
            yield made

    def _converted(self, row: Row, line: Any) -> Any:
        values = list(row)
        for at, converts, expression in self.converters:
            for convert in converts:
                values[at] = convert(values[at], expression, line)
        return values


class Related:
    """Adds an object that was read in the same row, and those that belong to it."""

    def __init__(self, django: RelatedPopulator) -> None:
        self.django = django
        self.maker = Maker(django.model_cls, list(django.init_list))
        self.related = tuple(Related(one) for one in django.related_populators)

    def add(self, row: Any, to: Any) -> None:
        """Give ``to`` its object, None where the row has none."""
        django, made = self.django, None
        reorder = django.reorder_for_init
        values = reorder(row) if reorder else row[django.cols_start : django.cols_end]
        if values[django.pk_idx] is not None:
            made = self.maker.made(values)
            for one in self.related:
                one.add(row, made)
        django.local_setter(to, made)
        if made is not None:
            django.remote_setter(made, to)


def reader_of(compiler: Any, converters: Mapping[int, tuple[Any, Any]]) -> Reader | None:
    """Return how to read what a compiler of rows of a model has written; None where it reads no models."""
    if compiler.klass_info is None:
        return None
    places = compiler.klass_info["select_fields"]
    place = slice(places[0], places[-1] + 1)
    names = [each[0].target.attname for each in compiler.select[place]]
    populators: Any = get_related_populators
    related = populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    return Reader(
        Maker(compiler.klass_info["model"], names),
        place,
        tuple(Related(one) for one in related),
        tuple((compiler.annotation_col_map or {}).items()),
        tuple((at, *each) for at, each in converters.items()),
    )


def vars_of(model: type[Model], name: str) -> Any:
    """Return what stands in the class under a name, without asking it for a value."""
    return next((vars(base)[name] for base in model.__mro__ if name in vars(base)), None)


def _is_plain(model: type[Model]) -> bool:
    reads, usual = vars_of(model, "from_db"), vars_of(Model, "from_db")
    begins_as_all = model.__init__ in BEGINNINGS and reads is usual
    is_heard = pre_init.has_listeners(model) or post_init.has_listeners(model)
    return begins_as_all and not is_heard
