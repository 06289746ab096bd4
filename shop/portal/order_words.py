"""The words of a maker's own orders: heaps, steps, reasons, in the feminine and in few words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shop.decline_words import REASONS
from shop.domain.maker_steps import Step, Todo
from shop.domain.states import PartStatus

Word = Callable[[], str]


@dataclass(frozen=True)
class Sign:
    """A word with the icon that says the same."""

    code: str
    label: str
    icon: str


_HEAPS: Mapping[Todo, tuple[Word, str]] = {
    Todo.ACCEPT: (lambda: _("To accept"), "clock"),
    Todo.MAKE: (lambda: _("To make"), "tools"),
    Todo.PACK: (lambda: _("To pack"), "gift"),
    Todo.HAND_OVER: (lambda: _("To hand over"), "parcel"),
    Todo.ON_ITS_WAY: (lambda: _("On its way"), "truck"),
    Todo.DONE: (lambda: _("Finished"), "check"),
}
_BUTTONS: Mapping[Step, tuple[Word, str]] = {
    Step.ACCEPT: (lambda: _("Yes, I take it"), "check"),
    Step.START: (lambda: _("I am making it"), "tools"),
    Step.PACK: (lambda: _("It is packed"), "gift"),
    Step.HAND_OVER: (lambda: _("I hand it over"), "truck"),
    Step.SAY_DONE: (lambda: _("It was done"), "check"),
    Step.BROUGHT: (lambda: _("She has it"), "hand"),
}
_STATES: Mapping[str, Word] = {
    PartStatus.PLACED: lambda: _("New"),
    PartStatus.ACCEPTED: lambda: _("You have taken it"),
    PartStatus.MAKING: lambda: _("You are making it"),
    PartStatus.PACKED: lambda: _("Packed"),
    PartStatus.PARTLY_SHIPPED: lambda: _("Some of it has left"),
    PartStatus.SHIPPED: lambda: _("On its way"),
    PartStatus.DELIVERED: lambda: _("It has arrived"),
    PartStatus.DECLINED: lambda: _("You have said no"),
    PartStatus.CANCELLED: lambda: _("Cancelled: do not make it"),
    PartStatus.RETURNED: lambda: _("It came back"),
}


def heap(todo: Todo) -> Sign:
    """Return the word and the icon of a heap."""
    return _sign(todo.value, *_HEAPS[todo])


def button(step: Step, *, is_paid_then: bool = False) -> Sign | None:
    """Return the word and the icon of the one big button, None where there is nothing to press.

    ``is_paid_then`` says that the buyer gives her the money with the parcel.
    """
    if step is Step.BROUGHT and is_paid_then:
        return Sign(step.value, _("She has it and has paid"), "cash")
    return _sign(step.value, *_BUTTONS[step]) if step in _BUTTONS else None


def reasons() -> list[Sign]:
    """Return the reasons for which she may say no."""
    return [_sign(reason.value, *words) for reason, words in REASONS.items()]


def state(status: str) -> str:
    """Say how far an order is."""
    return _STATES[status]() if status in _STATES else ""


def _sign(code: str, label: Word, icon: str) -> Sign:
    return Sign(code, label(), icon)
