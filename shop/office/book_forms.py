"""What keepers of the books type: days, holders, entries, rates and codes."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from producers.models import Organisation
from shop.domain.book_keeping import BookError
from shop.domain.money import minor
from shop.domain.postings import Account, Posting
from shop.models import JournalEntry
from shop.office.act_words import ACCOUNTS
from shop.office.forms import is_payable, market_currencies
from shop.reading.books import Holder

# Words for why the books refuse something, by the code of ``BookError``.
REFUSALS = {
    "not_over": _("This month is not over yet."),
    "closed": _("This month is closed already."),
    "gap": _("The month before it is still open. Close that one first."),
    "own": _("Nobody books her own proposal: ask somebody else."),
    "nobody": _("A person has to decide about it."),
    "decided": _("It was decided already."),
    "reversed": _("This entry was reversed already."),
    "unbalanced": _("Debit and credit differ."),
    "bare": _("An entry has two different sides."),
    "rate": _("A rate is above zero."),
    "one_currency": _("Money is changed from one currency into another."),
    "no_money": _("An amount is above zero, and money lies there."),
    "difference": _("There is no such difference to be borne."),
    "percent": _("A percent is between 0 and 100."),
    "source": _("Name who says so."),
    "currency": _("The dirham has no rate to itself."),
    "code": _("A code is not empty."),
    "rules": _("The last rule of each kind has to be a percent for everyone."),
}


def refusal(error: BookError) -> str:
    """Say in words why the books refuse it."""
    return str(REFUSALS[error.code])


def accounts() -> list[tuple[str, Any]]:
    """Return every account with its words."""
    return [(account.value, ACCOUNTS[account.value]) for account in Account]


class OnForm(forms.Form):
    """A day up to which the books are read; today when none is given or understood."""

    on = forms.DateField(label=_("Up to"), required=False)

    @property
    def day(self) -> date:
        """The day."""
        return (self.cleaned_data.get("on") if self.is_valid() else None) or timezone.localdate()


class PeriodForm(forms.Form):
    """From when to when; this month up to today when nothing is given or understood."""

    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("To"), required=False)

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day."""
        self.is_valid()
        until = self.cleaned_data.get("until") or timezone.localdate()
        return self.cleaned_data.get("since") or until.replace(day=1), until


class StatementForm(PeriodForm):
    """Whose statement, and of when."""

    OF = (("platform", _("the shop")), ("fund", _("the solidarity fund")), ("party", _("an organisation")))
    of = forms.ChoiceField(label=_("Statement of"), required=False, choices=OF)
    party = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Organisation (the short name in its address)"),
        to_field_name="slug",
        required=False,
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("There is no such organisation.")},
    )
    field_order = ("of", "party", "since", "until")

    def clean(self) -> dict[str, Any]:
        """An organisation's statement names it."""
        if self.cleaned_data.get("of") == "party" and not self.cleaned_data.get("party"):
            self.add_error("party", _("There is no such organisation."))
        return self.cleaned_data

    @property
    def holder(self) -> Holder:
        """Whose it is; the shop's when nothing was understood."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("of") == "party":
            return Holder.organisation(asked["party"])
        words = dict(self.OF)
        fund = asked.get("of") == "fund"
        return Holder.fund(str(words["fund"])) if fund else Holder.platform(str(words["platform"]))


class MonthForm(forms.Form):
    """A month to be closed, by any of its days."""

    month = forms.DateField(label=_("Any day of the month"))
    reason = forms.CharField(label=_("Reason"), max_length=500)


class EntryForm(forms.Form):
    """An entry of two sides."""

    debit = forms.ChoiceField(label=_("Debit"), choices=accounts)
    debit_party = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Organisation on the debit side (short name)"),
        to_field_name="slug",
        required=False,
        widget=forms.TextInput,
    )
    credit = forms.ChoiceField(label=_("Credit"), choices=accounts)
    credit_party = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Organisation on the credit side (short name)"),
        to_field_name="slug",
        required=False,
        widget=forms.TextInput,
    )
    amount = forms.DecimalField(label=_("Amount"), max_digits=12, decimal_places=2)
    currency = forms.ChoiceField(label=_("Currency"), choices=market_currencies)
    day = forms.DateField(label=_("Day"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def clean(self) -> dict[str, Any]:
        """An amount is above zero and ends with the smallest coin."""
        amount, code = self.cleaned_data.get("amount"), self.cleaned_data.get("currency")
        if amount is not None and code and not is_payable(amount, code):
            self.add_error("amount", _("An amount is above zero and ends with the smallest coin."))
        return self.cleaned_data

    @property
    def sides(self) -> list[Posting]:
        """What was typed, as postings."""
        asked = self.cleaned_data
        code = asked["currency"]
        amount = minor(Money(asked["amount"], code))
        return [
            Posting(Account(asked["debit"]), amount, code, getattr(asked["debit_party"], "pk", None)),
            Posting(Account(asked["credit"]), -amount, code, getattr(asked["credit_party"], "pk", None)),
        ]


class CorrectionForm(forms.Form):
    """Which entry is to be undone, and why."""

    entry = forms.ModelChoiceField(
        JournalEntry.objects.all(),
        label=_("Number of the entry in the journal"),
        widget=forms.NumberInput,
        error_messages={"invalid_choice": _("There is no such entry.")},
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)


class DecisionForm(forms.Form):
    """Booked, or refused, and why."""

    do = forms.ChoiceField(
        label=_("Decision"), choices=[("approve", _("Book it")), ("refuse", _("Refuse it"))]
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)


class RateForm(forms.Form):
    """A new rate, and who says so."""

    currency = forms.ChoiceField(label=_("Currency"), choices=market_currencies)
    rate = forms.DecimalField(label=_("Dirhams for one unit"), max_digits=12, decimal_places=6)
    day = forms.DateField(label=_("From"))
    source = forms.CharField(label=_("Source"), max_length=60)


class CodeForm(forms.Form):
    """The code of an account in the accountant's plan."""

    account = forms.ChoiceField(label=_("Account"), choices=accounts)
    code = forms.CharField(label=_("Code"), max_length=20)
