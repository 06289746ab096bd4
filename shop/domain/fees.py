"""Who takes what from a price: ordered rules, the first that matches wins, the result is frozen.

Several kinds of fee may fall on one line, one rule each. Every kind in use ends in a catch-all, so that no
sale goes without an answer; and a rule whose target vanished is refused, never widened to everyone.
Fees are never added to what the buyer pays: they are parts of the price.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from moneyed import Money

from shop.domain.money import minor, percent_of, percent_within


class FeeKind(StrEnum):
    """Who the fee is for."""

    PLATFORM = "platform"
    SOLIDARITY_FUND = "solidarity_fund"
    ASSOCIATION = "association"
    CARD_FEE = "card_fee"
    MATERIALS = "materials"
    """What whoever supplied the materials gets. No rule says so: the product does."""


class FeeRuleError(ValueError):
    """The rules cannot be used; the message says which and why."""


@dataclass(frozen=True)
class FeeRule:
    """One rule: a percent of the line, or a flat amount per unit in one currency; never both.

    A condition is ``None`` when anything will do, else the set of what it names (any of them matches).
    An empty set is a condition whose targets are gone. ``beneficiary`` is the organisation that
    gets the fee, ``None`` for the platform itself.
    ``tax_percent`` is the tax on top of it, also taken out of the price.
    Raises ``FeeRuleError`` for a percent outside 0 to 100, a negative amount, or both or neither of the two.
    """

    id: int
    kind: FeeKind
    percent: Decimal | None = None
    flat: Money | None = None
    markets: frozenset[str] | None = None
    categories: frozenset[int] | None = None
    producers: frozenset[int] | None = None
    methods: frozenset[str] | None = None
    beneficiary: int | None = None
    tax_percent: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.flat is None):
            raise FeeRuleError(f"rule {self.id} needs a percent or a flat amount")
        if self.percent is not None and not 0 <= self.percent <= 100:
            raise FeeRuleError(f"rule {self.id}: the percent is outside 0 to 100")
        if (self.flat is not None and self.flat.amount < 0) or self.tax_percent < 0:
            raise FeeRuleError(f"rule {self.id}: an amount is negative")

    @property
    def has_lost_its_target(self) -> bool:
        """Say whether a condition names nothing any more."""
        return any(wanted is not None and not wanted for wanted in self._conditions)

    @property
    def is_catch_all(self) -> bool:
        """Say whether the rule matches every line in every currency."""
        return self.percent is not None and all(wanted is None for wanted in self._conditions)

    @property
    def _conditions(self) -> tuple[frozenset[str] | frozenset[int] | None, ...]:
        return self.markets, self.categories, self.producers, self.methods


@dataclass(frozen=True)
class LineFacts:
    """What a rule may ask about a line. ``categories`` holds the product's own and all above it.

    ``price`` is per unit, tax included; ``discount`` is for the whole line, in minor units.
    """

    price: Money
    quantity: int
    market: str
    producer: int
    categories: frozenset[int] = frozenset()
    method: str = ""
    discount: int = 0

    @property
    def base(self) -> int:
        """What the buyer pays for the line, in minor units."""
        return minor(self.price) * self.quantity - self.discount

    @property
    def currency(self) -> str:
        """The currency code of the price."""
        return str(self.price.currency.code)


@dataclass(frozen=True)
class Fee:
    """A frozen result, in minor units: copied on the order line, never computed again."""

    rule: int | None
    kind: FeeKind
    base: int
    percent: Decimal | None
    amount: int
    tax: int
    currency: str
    beneficiary: int | None = None

    @property
    def total(self) -> int:
        """The fee with the tax on it: what it takes out of the price."""
        return self.amount + self.tax


def matches(rule: FeeRule, line: LineFacts) -> bool:
    """Say whether all conditions of a rule hold for a line; a lost target holds for none."""
    return (
        (rule.markets is None or line.market in rule.markets)
        and (rule.categories is None or not rule.categories.isdisjoint(line.categories))
        and (rule.producers is None or line.producer in rule.producers)
        and (rule.methods is None or line.method in rule.methods)
        and (rule.flat is None or rule.flat.currency == line.price.currency)
    )


def first_match(rules: Iterable[FeeRule], kind: FeeKind, line: LineFacts) -> FeeRule | None:
    """Return the first rule of a kind that matches, in the order given."""
    return next((rule for rule in rules if rule.kind is kind and matches(rule, line)), None)


def check_rules(rules: Sequence[FeeRule]) -> None:
    """Raise ``FeeRuleError`` when a kind in use has no catch-all at its bottom, or a rule lost its target."""
    for rule in rules:
        if rule.has_lost_its_target:
            raise FeeRuleError(f"rule {rule.id} names something that is gone")
    for kind in FeeKind:
        own = [rule for rule in rules if rule.kind is kind]
        if own and not own[-1].is_catch_all:
            raise FeeRuleError(f"the last rule for {kind} must be a percent for everyone")


def fees_for(line: LineFacts, rules: Sequence[FeeRule]) -> tuple[Fee, ...]:
    """Return the fees of a line, one of each kind in use, in the order of ``FeeKind``; none is zero.

    Together they never exceed what the buyer pays: the last to come takes what is left.
    Raises ``FeeRuleError`` as ``check_rules`` does, ``ValueError`` for a line that costs less than nothing.
    """
    check_rules(rules)
    left = line.base
    if left < 0:
        raise ValueError("the line costs less than nothing")
    fees: list[Fee] = []
    for kind in FeeKind:
        rule = first_match(rules, kind, line)
        if rule is None:
            continue
        fee = _fee(rule, line, left)
        left -= fee.total
        if fee.total:
            fees.append(fee)
    return tuple(fees)


def materials_fee(line: LineFacts, percent: Decimal, supplier: int, others: Iterable[Fee]) -> Fee | None:
    """Return what the supplier of the materials gets: her ``percent`` of the price before any discount.

    Never more than the ``others`` leave of what the buyer pays; None where that is nothing.
    """
    whole = minor(line.price) * line.quantity
    left = line.base - sum(fee.total for fee in others)
    amount = min(percent_of(whole, percent), left)
    if amount <= 0:
        return None
    return Fee(None, FeeKind.MATERIALS, whole, percent, amount, 0, line.currency, supplier)


def _fee(rule: FeeRule, line: LineFacts, left: int) -> Fee:
    amount = _amount(rule, line)
    tax = percent_of(amount, rule.tax_percent)
    if amount + tax > left:
        tax = percent_within(left, rule.tax_percent)
        amount = left - tax
    return Fee(rule.id, rule.kind, line.base, rule.percent, amount, tax, line.currency, rule.beneficiary)


def _amount(rule: FeeRule, line: LineFacts) -> int:
    if rule.percent is not None:
        return percent_of(line.base, rule.percent)
    assert rule.flat is not None  # one of the two is set, or the rule could not have been built
    return minor(rule.flat) * line.quantity
