"""What a change does to everyone's money, in words: for the buyer before she confirms, for the office too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from producers.domain.shown import shown
from producers.models import Organisation
from shop.domain.cards import MoneyShown
from shop.domain.money import from_minor
from shop.domain.settlement import Role, Settlement, effects
from shop.reading.cards import money_shown

ROLES: Mapping[Role, Callable[[], str]] = {
    Role.MAKER: lambda: _("The maker gives back"),
    Role.PLATFORM: lambda: _("The shop gives back"),
    Role.SOLIDARITY_FUND: lambda: _("The solidarity fund gives back"),
    Role.ASSOCIATION: lambda: _("The association gives back"),
    Role.MATERIALS: lambda: _("The supplier of the materials gives back"),
    Role.CARD_FEE: lambda: _("Card fees"),
    Role.TAX: lambda: _("Tax"),
    Role.DELIVERY: lambda: _("Delivery"),
    Role.DUTIES: lambda: _("Duties"),
    Role.DISCOUNT: lambda: _("Discount taken back"),
    Role.GOODWILL: lambda: _("The shop gives out of kindness"),
}

NAMED = (Role.MAKER, Role.ASSOCIATION, Role.MATERIALS)


@dataclass(frozen=True)
class EffectRow:
    """One line: whose money, and how much of it."""

    label: str
    money: MoneyShown
    code: str


@dataclass(frozen=True)
class Effect:
    """The whole effect. ``refund`` goes back in money, ``owed_less`` need not be paid; None where nothing."""

    refund: MoneyShown | None
    owed_less: MoneyShown | None
    rows: tuple[EffectRow, ...]


def effect_shown(settlement: Settlement, lang: str) -> Effect:
    """Return the effect in words; one query for the names of the makers."""
    shares = effects(settlement)
    names = {
        row.pk: shown(row.name, lang, row.original_language).text
        for row in Organisation.objects.filter(pk__in={party for _, party in shares if party})
    }
    rows = tuple(
        EffectRow(_label(role, names.get(party or 0, "")), _money(amount, settlement, lang), role.value)
        for (role, party), amount in sorted(shares.items(), key=lambda each: list(Role).index(each[0][0]))
    )
    return Effect(
        _money(settlement.refund, settlement, lang) if settlement.refund else None,
        _money(settlement.owed_less, settlement, lang) if settlement.owed_less else None,
        rows,
    )


def _label(role: Role, name: str) -> str:
    words = ROLES[role]()
    return f"{words}: {name}" if name and role in NAMED else words


def _money(amount: int, settlement: Settlement, lang: str) -> MoneyShown:
    return money_shown(from_minor(amount, settlement.currency), lang)
