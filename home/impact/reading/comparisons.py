"""What the census says beside a figure of ours, region by region: each figure has the base that fits it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.impact.domain.census import Census, Region, census, per_ten_thousand
from home.impact.reading.numbers import number_written, rate_written
from producers.figures import Text
from shop.domain.counting import Cell


@dataclass(frozen=True)
class Comparison:
    """What a figure is compared with: ``base`` and ``rate`` head two columns, ``said`` is the sentence below.

    ``of`` is the number of a region that ours are held against.
    """

    base: Text
    rate: Text
    said: Text
    of: Callable[[Region], int]

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of the two columns."""
        return str(self.base), str(self.rate)

    @property
    def source(self) -> Census:
        """The census, with its source and licence."""
        return census()

    @property
    def sentence(self) -> str:
        """What the census counted in the country, in one sentence."""
        whole = sum(self.of(one) for one in census().regions.values())
        return str(self.said) % {"base": number_written(Decimal(whole), ""), "year": census().year}

    def cells(self, cell: Cell) -> tuple[str, ...]:
        """The two columns beside one of our numbers; empty where its region is not known."""
        region = census().regions.get(cell.code)
        if region is None:
            return ("", "")
        base = self.of(region)
        return number_written(Decimal(base), ""), rate_written(per_ten_thousand(cell.value, base))


_BUSINESSES = _(
    "The census of %(year)s counted %(base)s businesses of one to three people in the country. They are"
    " counted by the census, not here."
)
_PEOPLE = _(
    "The census of %(year)s counted %(base)s people in the country. They are counted by it, not here."
)
_SMALLEST = _("Businesses of one to three people")

COMPARISONS: Mapping[str, Comparison] = {
    "makers": Comparison(
        _SMALLEST, _("Makers here for 10,000 of them"), _BUSINESSES, lambda region: region.smallest
    ),
    "women": Comparison(
        _SMALLEST, _("Women here for 10,000 of them"), _BUSINESSES, lambda region: region.smallest
    ),
    "trainees": Comparison(
        pgettext_lazy("population", "People"),
        _("Trained here for 10,000 of them"),
        _PEOPLE,
        lambda region: region.population,
    ),
}
