"""The fair price in words: each part names who receives it."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from producers.agreement import agreed_text
from producers.domain.shown import Shown
from shop.domain.breakdown import Breakdown, Part, PartKind, Receiver
from shop.domain.cards import BreakdownShown, MoneyShown, PartShown
from shop.domain.money import from_minor, written

LABELS: Mapping[PartKind, Callable[[], str]] = {
    PartKind.MATERIALS: lambda: _("Materials"),
    PartKind.PACKING: lambda: _("Packing"),
    PartKind.TRANSPORT: lambda: _("Transport"),
    PartKind.SOLIDARITY_FUND: lambda: _("Solidarity fund"),
    PartKind.ASSOCIATION: lambda: _("Association"),
    PartKind.PLATFORM: lambda: _("Running the shop"),
    PartKind.CARD_FEE: lambda: _("Card fee"),
    PartKind.TAX: lambda: _("Tax"),
}
RECEIVERS: Mapping[Receiver, Callable[[], str]] = {
    Receiver.CARRIER: lambda: _("the carrier"),
    Receiver.SOLIDARITY_FUND: lambda: _("training and advances for makers"),
    Receiver.ASSOCIATION: lambda: _("the association that stands by the maker"),
    Receiver.PLATFORM: lambda: _("the platform"),
    Receiver.CARD_COMPANY: lambda: _("the card company"),
    Receiver.STATE: lambda: _("the state"),
}


def breakdown_shown(
    parts: Breakdown, lang: str, *, maker: Shown, voice: str, association: Shown | None = None
) -> BreakdownShown:
    """Return the breakdown for a page; ``maker`` and ``association`` are names, ``voice`` is the maker's."""
    names: dict[Receiver, Shown | None] = {Receiver.MAKER: maker, Receiver.ASSOCIATION: association}
    return BreakdownShown(
        total=_money(parts.total, parts.currency, lang),
        parts=tuple(_part(part, parts.currency, lang, voice, names) for part in parts.parts),
        maker_percent=parts.maker_percent,
    )


def _part(
    part: Part, currency: str, lang: str, voice: str, names: Mapping[Receiver, Shown | None]
) -> PartShown:
    name = names.get(part.receiver)
    return PartShown(
        kind=part.kind.value,
        label=LABELS[part.kind]() if part.kind in LABELS else agreed_text("her_work", voice),
        receiver=name.text if name else RECEIVERS[part.receiver](),
        receiver_lang=name.own_lang if name else "",
        amount=_money(part.amount, currency, lang),
        percent=part.percent,
        is_estimate=part.is_estimate,
    )


def _money(amount: int, currency: str, lang: str) -> MoneyShown:
    return MoneyShown(amount, currency, written(from_minor(amount, currency), lang))
