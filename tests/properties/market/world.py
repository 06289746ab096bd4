"""A whole market that lives at random: every step is one move of somebody, legal or not.

The same seed is the same life: choices come from one ``Random``, rows are chosen by their place in the order
in which they were written. A move that may not be made has to be refused by one of ``REFUSALS``.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import Actor
from producers.testing.builders import a_producer, a_user, an_association, an_organisation
from shop.actions.match_outgoing import NotItError
from shop.actions.set_rate import set_rate
from shop.actions.statement_lines import MatchedBeforeError
from shop.domain.cash import AmountError
from shop.domain.errors import RefusedError
from shop.domain.money import from_minor, minor
from shop.domain.payouts import PayoutRefusedError
from shop.domain.states import IllegalMoveError
from shop.gateways.base import UnreachableError
from shop.models import Carrier, Order, OrderLine, StatementLayout
from shop.testing.builders import a_fee_rule, a_market, a_place, a_product, a_variant
from shop.testing.payouts import a_destination
from tests.properties.bank import Bank, open_bank
from tests.properties.market.account import Account
from tests.properties.market.layouts import LIST, STATEMENT


class FileRefusedError(ValueError):
    """A bank's or a carrier's file was refused whole, as it had to be."""


REFUSALS = (
    RefusedError,
    IllegalMoveError,
    PayoutRefusedError,
    AmountError,
    MatchedBeforeError,
    UnreachableError,
    NotItError,
    FileRefusedError,
)
MONEY = {"MAD": "MA", "EUR": "FR", "USD": "CA"}


class Market:
    """Producers, goods in three currencies, a bank, and whoever moves something next."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.bank: Bank = open_bank(self.chance)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.story: list[str] = []
        self.number = 0
        self.files: list[tuple[Account, bytes, int]] = []
        self.lists: list[bytes] = []
        self.rows: list[tuple[str, ...]] = []
        self.arrived_by_hand = 0  # cash that a person said has arrived, in centimes
        self._open()

    def _open(self) -> None:
        markets = {"ma": ("MAD", ["MA"]), "eu": ("EUR", ["FR"]), "world": ("USD", ["CA"])}
        for code, (currency, countries) in markets.items():
            a_market(code, currency=currency, countries=countries, cash_limit=10**8)
        an_organisation("centre")
        for kind, percent in (("platform", "7.35"), ("solidarity_fund", "2.5"), ("association", "1.15")):
            a_fee_rule(kind, percent)
        self.office, self.other = (Actor(a_user().pk, name) for name in ("office", "other"))
        self.association = an_association()
        taxes = ["small_maker", "auto_entrepreneur", "standard"]
        self.makers = [a_producer(tax_status=tax, vouched_by=self.association) for tax in taxes]
        self.variants = []
        for maker in self.makers:
            a_destination(maker)
            for _each in range(2):
                price = Decimal(self.chance.randint(1900, 90000)) / 100
                prices = {"EUR": str(round(price / 9, 2)), "USD": str(round(price / 8, 2))}
                product = a_product(producer=maker, **self._materials())
                self.variants.append(a_variant(product, price=str(price), prices=prices, stock=400))
        for currency, rate in (("EUR", "10.73"), ("USD", "9.90")):
            set_rate(currency, Decimal(rate), day=timezone.localdate(), source="test", actor=self.office)
        self.accounts = [
            Account("OURS-MAD", "MAD", is_camt=True),
            Account("OURS-EUR", "EUR", is_camt=True),
            Account("OURS-USD", "USD", is_camt=True),
            Account("", "MAD", is_camt=False),
        ]
        self.layout = StatementLayout.objects.create(name="Our other bank", layout=STATEMENT, currency="MAD")
        self.carrier, self.other_carrier = (
            Carrier.objects.create(name=name, layout=LIST) for name in ("Amana", "Aramex")
        )
        self.centre = a_place(an_organisation("centre"), "centre")

    def _materials(self) -> dict[str, Any]:
        """Let the association supply the materials of every second thing."""
        if len(self.variants) % 2:
            return {}
        return {"material_percent": Decimal("18.4"), "materials_by": self.association}

    def one(self, rows: "QuerySet[Any] | Sequence[Any]") -> Any:
        """Choose a row, the latest ones more often; None when there is none."""
        found = list(rows.order_by("pk")) if isinstance(rows, QuerySet) else list(rows)
        if not found:
            return None
        late = self.chance.random() < 0.7
        return self.chance.choice(found[-6:] if late else found)

    def some(self, amount: Money) -> Money:
        """Return all of an amount, a part of it, or more than it."""
        lot = self.chance.random()
        whole = minor(amount)
        chosen = whole if lot < 0.6 else self.chance.randint(1, max(whole, 1)) if lot < 0.9 else whole + 1
        return from_minor(max(chosen, 1), amount.currency.code)

    def pieces(self, order: Order) -> dict[int, int]:
        """Choose pieces of an order."""
        lines = list(OrderLine.objects.filter(part__order=order).order_by("pk"))
        chosen = self.chance.sample(lines, self.chance.randint(1, len(lines)))
        return {line.pk: self.chance.randint(1, line.quantity) for line in chosen}

    def account(self, currency: str) -> Account:
        """Choose one of our accounts in a currency."""
        return self.chance.choice([account for account in self.accounts if account.currency == currency])

    def person(self) -> Actor:
        """Return one of two people at work."""
        return self.chance.choice([self.office, self.other])


Move = Callable[[Market], object]
