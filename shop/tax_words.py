"""Why a line is taxed as it is, in words. They state the reason that was frozen; they are no legal advice."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from shop.domain.invoices import PASSED_ON
from shop.domain.taxes import TaxReason

REASONS: Mapping[str, Callable[[], str]] = {
    TaxReason.SMALL_MAKER: lambda: _("no VAT: the seller is below the threshold of VAT"),
    TaxReason.AUTO_ENTREPRENEUR: lambda: _("no VAT: the seller is an auto-entrepreneur"),
    TaxReason.CARPET: lambda: _("exempt from VAT: hand-made carpet of local production"),
    TaxReason.STAPLE_FOOD: lambda: _("exempt from VAT: staple food"),
    TaxReason.PRECIOUS_METAL: lambda: _("exempt from VAT: work of precious metal made in Morocco"),
    TaxReason.EXPORT: lambda: _("exempt from VAT: export"),
    TaxReason.STANDARD: lambda: _("VAT"),
    TaxReason.PLATFORM_FEE: lambda: _("VAT on the platform's fee"),
    PASSED_ON: lambda: _("delivery, duties and discounts are passed on as they are, without VAT"),
}


def reason_text(reason: str) -> str:
    """Return a reason in the language that is active; a code that has no words comes back as it is."""
    return REASONS[reason]() if reason in REASONS else reason
