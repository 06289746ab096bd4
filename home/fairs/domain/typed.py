"""A sale as a form without script sends it: how many of each, at the price that stood beside it."""

from collections.abc import Mapping

PIECES, PRICE = "q-", "u-"


def lines_typed(sent: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the lines of a receipt; what was left empty or at zero is none."""
    return [
        {"variant": name.removeprefix(PIECES), "quantity": typed.strip(), "unit": sent.get(_price(name), "")}
        for name, typed in sent.items()
        if name.startswith(PIECES) and typed.strip().strip("0")
    ]


def minor_typed(typed: str) -> str:
    """Return an amount typed in dirhams in minor units; what is none stays as typed."""
    text = typed.strip().replace(",", ".")
    whole, _point, part = text.partition(".")
    is_amount = whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))
    return f"{whole}{part:0<2}".lstrip("0") or "0" if is_amount and len(part) < 3 else text


def _price(name: str) -> str:
    return PRICE + name.removeprefix(PIECES)
