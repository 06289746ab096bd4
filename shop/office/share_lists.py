"""A group's share list in the office: written from what the group says, and confirmed member by member."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from moneyed import Money

from shop.actions.share_lists import confirm_share, write_share_list
from shop.models import Payout, PayoutShare
from shop.office.access import accountants_too, actor_of
from shop.office.acting import is_done
from shop.office.books import Table, show_tables
from shop.office.doing import when
from shop.office.forms import ReasonForm
from shop.office.tables import Cell, money_here

MOST = 300
Shares = list[tuple[str, Decimal]]


class SharesForm(forms.Form):
    """One member a line: her name, a semicolon, her amount."""

    shares = forms.CharField(
        label=gettext_lazy("Members and amounts"),
        help_text=gettext_lazy("One member a line: name; amount. Together they are the payout."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
    )

    def clean_shares(self) -> Shares:
        """Read the lines; name the first that cannot be read."""
        lines = [line for line in self.cleaned_data["shares"].splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(_("These are too many lines."))
        return [_read(line) for line in lines]


def _read(line: str) -> tuple[str, Decimal]:
    name, _sign, amount = line.rpartition(";")
    try:
        value = Decimal(amount.strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not name.strip() or not value.is_finite() or value != round(value, 2):
        raise forms.ValidationError(_("This line cannot be read: %(line)s") % {"line": line[:80]})
    return name, value


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def share_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who of a group gets what of a payout, and write it down while nobody has confirmed hers."""
    payout: Payout = get_object_or_404(Payout.objects.select_related("organisation"), pk=pk)
    form = SharesForm(request.POST or None)
    if is_done(request, form, lambda: _write(request, payout, form.cleaned_data["shares"]), field="shares"):
        return redirect("shop_office:payout_shares", pk)
    rows = [_cells(share) for share in payout.shares.order_by("pk")]
    table = Table(_("Share list"), [_("Member"), _("Amount"), _("Confirmed"), ""], rows)
    title = _("Share list of %(reference)s") % {"reference": payout.reference}
    links = [(payout.reference, reverse("shop_office:payout", args=[pk]))]
    return show_tables(
        request, title, [table], form=form, button=_("Write the list"), method="post", links=links
    )


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a member's word that she has her share."""
    share = get_object_or_404(PayoutShare, pk=pk)
    form, actor = ReasonForm(request.POST or None), actor_of(request)
    act = lambda: confirm_share(share, actor=actor, reason=form.cleaned_data["reason"])  # noqa: E731  # once valid
    if is_done(request, form, act, field="reason"):
        return redirect("shop_office:payout_shares", share.payout_id)
    title = _("%(name)s has her share") % {"name": share.name or share.pk}
    amount = Table("", [_("Member"), _("Amount"), _("Confirmed"), ""], [_cells(share)])
    return show_tables(request, title, [amount], form=form, button=_("She has said so"), method="post")


def _write(request: HttpRequest, payout: Payout, shares: Shares) -> None:
    money = [(name, Money(amount, payout.amount.currency)) for name, amount in shares]
    write_share_list(payout, money, actor=actor_of(request))


def _cells(share: PayoutShare) -> list[Cell]:
    confirm_at = reverse("shop_office:share_confirm", args=[share.pk])
    return [
        Cell(share.name),
        Cell(money_here(share.amount)),
        Cell(when(share.confirmed_at)),
        Cell("") if share.confirmed_at else Cell(_("She has it"), confirm_at),
    ]
