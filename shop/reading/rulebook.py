"""What a sale freezes of a line: fees, tax, where the price goes. One answer for page, list and order.

Rules and the category tree are small: ``rulebook()`` reads them whole, in two queries for all lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from moneyed import Money

from producers.models import Organisation
from shop.domain.breakdown import Breakdown, breakdown
from shop.domain.fees import Fee, FeeKind, FeeRule, LineFacts, fees_for, materials_fee
from shop.domain.money import minor
from shop.domain.taxes import DatedRate, SellerStatus, TaxReason, reason_for, tax_for
from shop.domain.territories import Territory
from shop.models import Category, Market, Product
from shop.models import FeeRule as FeeRuleRow
from shop.reading.tax_rates import tax_rates

HOME = Territory.MOROCCO.value


@dataclass(frozen=True)
class LineTax:
    """The tax within a line: why, how many per cent, and how much in minor units."""

    reason: TaxReason
    percent: Decimal
    amount: int


@dataclass(frozen=True)
class Rulebook:
    """Fee rules in their order, and the category tree as ``parents`` and ``tax_reasons`` by id.

    Products are given with their ``producer``, which every method reads. ``day`` is the one whose tax rates
    hold; they are read when the first tax is asked for.
    """

    rules: tuple[FeeRule, ...]
    parents: Mapping[int, int | None]
    tax_reasons: Mapping[int, str]
    rows: Mapping[int, FeeRuleRow] = field(default_factory=dict)
    day: date = field(default_factory=timezone.localdate)
    known_rates: tuple[DatedRate, ...] | None = None

    @cached_property
    def rates(self) -> tuple[DatedRate, ...]:
        """All tax rates, whatever their day."""
        return tax_rates() if self.known_rates is None else self.known_rates

    def categories(self, category: int) -> tuple[int, ...]:
        """Return the ids of a category and of all above it, from the lowest up."""
        path: list[int] = []
        step: int | None = category
        while step is not None and step not in path:
            path.append(step)
            step = self.parents.get(step)
        return tuple(path)

    def fees(
        self,
        product: Product,
        market: str,
        price: Money,
        quantity: int = 1,
        *,
        method: str = "",
        discount: int = 0,
    ) -> tuple[Fee, ...]:
        """Return the fees of a line with their beneficiaries. ``market`` is a code, ``discount`` minor units.

        A fee for the association goes to the one that vouches for the producer, unless its rule names
        another; a producer that nobody vouches for bears none. Who supplied the materials, if it was not the
        maker, gets what they are of the price.
        """
        line = LineFacts(
            price=price,
            quantity=quantity,
            market=market,
            producer=product.producer_id,
            categories=frozenset(self.categories(product.category_id)),
            method=method,
            discount=discount,
        )
        fees = fees_for(line, self._rules_for(product.producer))
        if product.materials_by_id is None:
            return fees
        percent = product.material_percent or Decimal(0)
        supplied = materials_fee(line, percent, product.materials_by_id, fees)
        return (*fees, supplied) if supplied else fees

    def tax(self, product: Product, gross: int, *, market: str = "", ships_abroad: bool = False) -> LineTax:
        """Return the tax within ``gross`` minor units of a product, and why. ``market`` is a code."""
        reason = reason_for(
            SellerStatus(product.producer.tax_status), self._product_reason(product), ships_abroad
        )
        return LineTax(reason, *tax_for(reason, gross, self.day, self.rates, market))

    def breakdown(self, product: Product, market: Market, price: Money, *, method: str = "") -> Breakdown:
        """Say where the price of one piece goes, before it is sold. Raises ``PriceTooSmallError``.

        What a market abroad buys is exported; its buyer may still have it sent to somebody at home.
        """
        is_exported = product.kind != Product.Kind.SERVICE and HOME not in market.countries
        return breakdown(
            price,
            fees=self.fees(product, market.code, price, method=method),
            material_percent=product.material_percent if product.materials_by_id is None else None,
            tax=self.tax(product, minor(price), market=market.code, ships_abroad=is_exported).amount,
        )

    def _rules_for(self, producer: Organisation) -> tuple[FeeRule, ...]:
        if producer.vouched_by_id is None:
            return tuple(
                rule
                for rule in self.rules
                if rule.kind is not FeeKind.ASSOCIATION or rule.beneficiary is not None
            )
        return tuple(
            replace(rule, beneficiary=producer.vouched_by_id)
            if rule.kind is FeeKind.ASSOCIATION and rule.beneficiary is None
            else rule
            for rule in self.rules
        )

    def _product_reason(self, product: Product) -> TaxReason | None:
        own = product.tax_reason or next(
            (self.tax_reasons[pk] for pk in self.categories(product.category_id) if self.tax_reasons.get(pk)),
            "",
        )
        return TaxReason(own) if own else None


def rulebook(
    tree: Sequence[tuple[int, int | None, str]] | None = None,
    *,
    rates: tuple[DatedRate, ...] | None = None,
    on: date | None = None,
) -> Rulebook:
    """Read the active fee rules and the category tree, in two queries.

    ``tree`` (category, the one above it, its tax reason) spares the second where it is known, ``rates`` the
    one of the first tax. ``on`` is the day of the sale, today if none is given.
    """
    rows = list(
        FeeRuleRow.objects.filter(is_active=True).select_related("market").order_by("kind", "position", "pk")
    )
    if tree is None:
        tree = list(Category.objects.order_by("pk").values_list("pk", "parent", "tax_reason"))
    return Rulebook(
        rules=tuple(_rule(row) for row in rows),
        parents={pk: parent for pk, parent, _ in tree},
        tax_reasons={pk: reason for pk, _, reason in tree},
        rows={row.pk: row for row in rows},
        day=on or timezone.localdate(),
        known_rates=rates,
    )


def _rule(row: FeeRuleRow) -> FeeRule:
    return FeeRule(
        id=row.pk,
        kind=FeeKind(row.kind),
        percent=row.percent,
        flat=Money(row.flat, row.currency) if row.flat is not None else None,
        markets=frozenset({row.market.code}) if row.market else None,
        categories=frozenset({row.category_id}) if row.category_id else None,
        producers=frozenset({row.producer_id}) if row.producer_id else None,
        methods=frozenset({row.method}) if row.method else None,
        beneficiary=row.beneficiary_id,
    )
