"""The fair price in words: each part names who receives it. Product, cart, order and invoice ask here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from producers.agreement import agreed_text
from producers.domain.shown import Shown
from producers.models import Organisation
from producers.reading.names import name_shown
from shop.domain.breakdown import FEE_PARTS, Breakdown, Part, PartKind, Receiver, Share, divided
from shop.domain.cards import BreakdownShown, MoneyShown, PartShown
from shop.domain.money import from_minor, written
from shop.domain.postings import PartPosted

LABELS: Mapping[PartKind, Callable[[], str]] = {
    PartKind.MAKER: lambda: _("Work, materials and packing"),
    PartKind.MATERIALS: lambda: _("Materials"),
    PartKind.MATERIALS_SUPPLIED: lambda: _("Supplied materials"),
    PartKind.PACKING: lambda: _("Packing"),
    PartKind.TRANSPORT: lambda: _("Transport"),
    PartKind.SOLIDARITY_FUND: lambda: _("Solidarity fund"),
    PartKind.ASSOCIATION: lambda: _("Association"),
    PartKind.PLATFORM: lambda: _("Running the shop"),
    PartKind.CARD_FEE: lambda: _("Card fee"),
    PartKind.TAX: lambda: _("Tax"),
}
RECEIVERS: Mapping[Receiver, Callable[[], str]] = {
    Receiver.SUPPLIER: lambda: _("whoever supplied the materials"),
    Receiver.CARRIER: lambda: _("the carrier"),
    Receiver.SOLIDARITY_FUND: lambda: _("training and advances for makers"),
    Receiver.ASSOCIATION: lambda: _("the association that stands by the maker"),
    Receiver.PLATFORM: lambda: _("the platform"),
    Receiver.CARD_COMPANY: lambda: _("the card company"),
    Receiver.STATE: lambda: _("the state"),
}


def breakdown_shown(
    parts: Breakdown,
    lang: str,
    *,
    maker: Organisation,
    parties: Iterable[Organisation | None] = (),
    on_top: Iterable[PartShown] = (),
    is_sent: bool = True,
) -> BreakdownShown:
    """Return the breakdown for a page.

    ``parties`` are those who may get a fee; ``on_top`` is not in the price.
    """
    known = {one.pk: one for one in parties if one is not None}
    return BreakdownShown(
        total=_money(parts.total, parts.currency, lang),
        parts=tuple(_part(part, parts, lang, maker, known) for part in parts.parts),
        maker_percent=parts.maker_percent,
        on_top=tuple(on_top),
        is_sent=is_sent,
    )


def parties_of(parts: Iterable[Breakdown], *known: Organisation | None) -> list[Organisation]:
    """Return the organisations that get a fee; one query, none where they are all among those given."""
    given = [one for one in known if one is not None]
    ids = {part.party for one in parts for part in one.parts if part.party} - {one.pk for one in given}
    return [*given, *(Organisation.objects.filter(pk__in=ids) if ids else ())]


def sold_breakdown(part: PartPosted, currency: str) -> Breakdown:
    """Say whose the goods of a part are, as the books say it: the maker's share is her credit."""
    fees = [Share(FEE_PARTS[fee.kind], fee.amount, fee.party) for fee in part.fees]
    taxes = part.tax + sum(fee.tax for fee in part.fees)
    return divided([Share(PartKind.MAKER, part.maker), *fees, Share(PartKind.TAX, taxes)], currency)


def on_top_shown(
    delivery: int, duties: int, currency: str, lang: str, *, sender: Organisation | None
) -> tuple[PartShown, ...]:
    """Return what the buyer pays besides the price, and who gets it; ``sender`` pays the carrier herself."""
    carrier, state = RECEIVERS[Receiver.CARRIER](), RECEIVERS[Receiver.STATE]()
    sent = PartShown("delivery", _("Delivery"), carrier, _money(delivery, currency, lang), 0)
    if name := _name(sender, lang):
        named = {"receiver": name.text, "receiver_lang": name.own_lang}
        sent = replace(sent, **named, purpose=_("for the carrier"))
    paid = PartShown("duties", _("Duties"), state, _money(duties, currency, lang), 0)
    return tuple(part for part in (sent, paid) if part.amount.minor)


def _part(
    part: Part, whole: Breakdown, lang: str, maker: Organisation, known: Mapping[int, Organisation]
) -> PartShown:
    name = _name(maker if part.receiver is Receiver.MAKER else known.get(part.party or 0), lang)
    return PartShown(
        kind=part.kind.value,
        label=_label(part.kind, whole, maker),
        receiver=name.text if name else RECEIVERS[part.receiver](),
        receiver_lang=name.own_lang if name else "",
        amount=_money(part.amount, whole.currency, lang),
        percent=part.percent,
        is_estimate=part.is_estimate,
    )


def _label(kind: PartKind, whole: Breakdown, maker: Organisation) -> str:
    if kind is PartKind.MAKER and whole.has_supplied_materials:
        return _("Work, packing and own materials")
    return LABELS[kind]() if kind in LABELS else agreed_text("her_work", maker.voice)


def _name(organisation: Organisation | None, lang: str) -> Shown | None:
    if organisation is None:
        return None
    return name_shown(organisation, lang)


def _money(amount: int, currency: str, lang: str) -> MoneyShown:
    return MoneyShown(amount, currency, written(from_minor(amount, currency), lang))
