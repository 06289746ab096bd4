"""The fee rules and taxes of a day, read once while nobody changes one."""

from datetime import date

from producers.editions.memory import remembered
from shop.reading.rulebook import Rulebook, rulebook
from shop.reading.vocabulary import vocabulary


def book_of(today: date) -> Rulebook:
    """Return the rules that hold on a day; at most three queries, none where it is remembered."""
    return remembered("rulebook", ("words",), (today,), lambda: _read(today))


def _read(today: date) -> Rulebook:
    words = vocabulary()
    return rulebook(words.tree, rates=words.rates, on=today)
