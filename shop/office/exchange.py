"""Own money in other currencies: what is there, a change of it proposed, and who bears the difference."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from moneyed import Money

from shop.actions.exchange import propose_borne, propose_conversion
from shop.domain.money import from_minor
from shop.domain.postings import Account
from shop.office.access import accountants_too, actor_of
from shop.office.act_words import ACCOUNTS
from shop.office.books import Table, act, show_tables
from shop.office.forms import is_payable, market_currencies
from shop.office.tables import Cell, money_here
from shop.reading.exchange import OWN, CurrencyHeld, held_by_currency

BEARERS = (Account.PLATFORM_INCOME, Account.SOLIDARITY_FUND)


def _words(accounts: tuple[Account, ...]) -> list[tuple[str, Any]]:
    return [(account.value, ACCOUNTS[account.value]) for account in accounts]


class ConversionForm(forms.Form):
    """What was given and what was got, as the bank's paper says."""

    sold = forms.DecimalField(label=gettext_lazy("Given"), max_digits=12, decimal_places=2)
    sold_in = forms.ChoiceField(label=gettext_lazy("Currency given"), choices=market_currencies)
    out_of = forms.ChoiceField(label=gettext_lazy("Out of"), choices=lambda: _words(OWN))
    got = forms.DecimalField(label=gettext_lazy("Got"), max_digits=12, decimal_places=2)
    got_in = forms.ChoiceField(label=gettext_lazy("Currency got"), choices=market_currencies)
    into = forms.ChoiceField(label=gettext_lazy("Into"), choices=lambda: _words(OWN))
    day = forms.DateField(label=gettext_lazy("Day"), required=False)
    reason = forms.CharField(label=gettext_lazy("Paper of the bank, and the rate it gave"), max_length=500)

    def clean(self) -> dict[str, Any]:
        """An amount is above zero and ends with the smallest coin."""
        typed = self.cleaned_data
        for name in ("sold", "got"):
            amount, code = typed.get(name), typed.get(f"{name}_in")
            if amount is not None and code and not is_payable(amount, code):
                self.add_error(name, _("An amount is above zero and ends with the smallest coin."))
        return typed


class BorneForm(forms.Form):
    """How much of a difference, and who bears it; makers never do."""

    amount = forms.DecimalField(
        label=gettext_lazy("Difference"),
        help_text=gettext_lazy("A loss is above zero, a gain below. No more than there is."),
        max_digits=12,
        decimal_places=2,
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=market_currencies)
    borne_by = forms.ChoiceField(label=gettext_lazy("Borne by"), choices=lambda: _words(BEARERS))
    day = forms.DateField(label=gettext_lazy("Day"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)

    def clean(self) -> dict[str, Any]:
        """An amount ends with the smallest coin."""
        amount, code = self.cleaned_data.get("amount"), self.cleaned_data.get("currency")
        if amount is not None and code and not is_payable(abs(amount), code):
            self.add_error("amount", _("An amount is not zero and ends with the smallest coin."))
        return self.cleaned_data


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def convert(request: HttpRequest) -> HttpResponse:
    """Show what there is in each currency, and propose a change of our own money."""
    form = ConversionForm(request.POST or None)
    if act(form, lambda: _propose_conversion(request, form.cleaned_data), field="got_in"):
        return redirect("shop_office:by_hand")
    headings = [
        _("Currency"), _("In the bank"), _("At the gateway"), _("Exchange difference (a loss is above zero)"),
    ]  # fmt: skip
    table = Table(_("Own money"), headings, [_cells(row) for row in held_by_currency()])
    link = (_("Who bears the difference"), reverse("shop_office:exchange_borne"))
    return show_tables(
        request, _("Exchange"), [table], form=form, button=_("Propose"), method="post", links=[link]
    )


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def bear(request: HttpRequest) -> HttpResponse:
    """Propose who bears what exchanges have lost or gained."""
    form = BorneForm(request.POST or None)
    if act(form, lambda: _propose_borne(request, form.cleaned_data), field="amount"):
        return redirect("shop_office:by_hand")
    return show_tables(
        request, _("Who bears the difference"), [], form=form, button=_("Propose"), method="post"
    )


def _propose_conversion(request: HttpRequest, typed: dict[str, Any]) -> None:
    propose_conversion(
        Money(typed["sold"], typed["sold_in"]),
        Money(typed["got"], typed["got_in"]),
        out_of=Account(typed["out_of"]),
        into=Account(typed["into"]),
        actor=actor_of(request),
        reason=typed["reason"],
        day=typed["day"],
    )


def _propose_borne(request: HttpRequest, typed: dict[str, Any]) -> None:
    propose_borne(
        Money(typed["amount"], typed["currency"]),
        borne_by=Account(typed["borne_by"]),
        actor=actor_of(request),
        reason=typed["reason"],
        day=typed["day"],
    )


def _cells(row: CurrencyHeld) -> list[Cell]:
    amounts = (row.bank, row.gateway, row.difference)
    return [Cell(row.currency), *(Cell(money_here(from_minor(one, row.currency))) for one in amounts)]
