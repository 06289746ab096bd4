"""An order for a buyer on the phone: what she wants, read out with its total, then placed."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from moneyed import Money

from producers import conf
from producers.domain.shown import shown
from shop.actions.fill_in import fill_in
from shop.actions.order_by_phone import gather, order_by_phone
from shop.domain.delivery import Mode
from shop.domain.errors import RefusedError
from shop.domain.languages import language_name
from shop.domain.money import from_minor
from shop.forms.address import AddressForm
from shop.models import Cart, Market, Order, Variant
from shop.office.access import actor_of, operators_only
from shop.office.tables import money_here
from shop.reading.legal import accepted_versions
from shop.reading.quote import CartQuote, quote
from shop.refusal_words import sentence_for

LINE = re.compile(r"(?P<sku>\S+)(?:\s+(?P<count>\d{1,4}))?")
MOST_LINES = 50
METHODS = [("cash", gettext_lazy("cash on delivery")), ("transfer", gettext_lazy("bank transfer"))]
MODES = [
    (Mode.DIRECT.value, gettext_lazy("from each maker")),
    (Mode.CONSOLIDATED.value, gettext_lazy("together, through the centre")),
    (Mode.PICK_UP.value, gettext_lazy("picked up at the centre")),
]


class PhoneOrderForm(AddressForm):
    """All that the checkout asks for on one page, and what the buyer wants."""

    goods = forms.CharField(
        label=gettext_lazy("What she wants: one SKU a line, and how many"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        max_length=4000,
    )
    language = forms.ChoiceField(label=gettext_lazy("Her language"))
    method = forms.ChoiceField(label=gettext_lazy("Paid by"), choices=METHODS)
    mode = forms.ChoiceField(label=gettext_lazy("Sent"), choices=MODES, required=False)
    is_agreed = forms.BooleanField(
        label=gettext_lazy("The terms of sale were said to her, and the day of arrival, and she agrees")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces: dict[int, int] = {}
        self.fields["language"].choices = [(code, language_name(code, code)) for code in conf.languages()]  # type: ignore[attr-defined]  # a choice field
        # The form is the buyer's own at the checkout; here somebody types for her.
        self.fields["name"].label = gettext_lazy("Name of the buyer")
        self.order_fields(["goods", "name", "phone", "email", "language"])

    def clean_goods(self) -> str:
        """Find each SKU; name the lines that are none."""
        typed: str = self.cleaned_data["goods"]
        wanted: dict[str, int] = {}
        for line in filter(None, map(str.strip, typed.splitlines())):
            found = LINE.fullmatch(line)
            if found is None or len(wanted) >= MOST_LINES:
                raise forms.ValidationError(_("This line is not understood: %(line)s") % {"line": line[:80]})
            wanted[found["sku"]] = wanted.get(found["sku"], 0) + int(found["count"] or 1)
        known = dict(Variant.objects.filter(sku__in=wanted).values_list("sku", "pk"))
        if missing := wanted.keys() - known.keys():
            raise forms.ValidationError(
                _("There is no variant with this SKU: %(skus)s") % {"skus": ", ".join(sorted(missing))}
            )
        self.pieces = {known[sku]: count for sku, count in wanted.items()}
        return typed


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_order(request: HttpRequest) -> HttpResponse:
    """First look what it comes to, then place it for the total that was read out."""
    form = PhoneOrderForm(request.POST if request.method == "POST" else None)
    cart = Cart.objects.filter(token=request.POST.get("cart", ""), closed_at=None, user=None).first()
    quoted: CartQuote | None = None
    if request.method == "POST" and form.is_valid():
        try:
            attempt = cart.attempt if cart else ""
            cart = gather(cart, form.pieces, _entries(form))
            quoted = quote(cart, Market.objects.for_country(cart.country))
            order = _place(request, form, quoted, cart, attempt)
        except RefusedError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            if order is not None:
                return redirect("shop_office:order", pk=order.pk)
    context = {
        "page_title": _("Order by phone"),
        "header_icon": "plus",
        "form": form,
        "cart": cart,
        "quoted": _read_out(quoted) if quoted else None,
    }
    return render(request, "shop/office/phone_order.html", context, status=422 if form.errors else 200)


def _place(
    request: HttpRequest, form: PhoneOrderForm, quoted: CartQuote, cart: Cart, attempt: str
) -> Order | None:
    """Place it when the total was read out and nothing has changed since; else it is read out (anew)."""
    total = request.POST.get("total", "")
    if request.POST.get("do") != "place" or attempt != cart.attempt or not total.isdecimal():
        return None
    if quoted.date_to_agree is not None:
        fill_in(cart, agreed=quoted.date_to_agree)
    return order_by_phone(
        cart,
        shown=from_minor(int(total[:15]), quoted.currency),
        method=form.cleaned_data["method"],
        attempt=cart.attempt,
        lang=form.cleaned_data["language"],
        actor=actor_of(request),
    )


def _entries(form: PhoneOrderForm) -> dict[str, Any]:
    """Return what is kept with the cart, as the checkout keeps it."""
    typed = form.cleaned_data
    entries = dict(form.to_keep())
    entries |= {"mode": typed["mode"] or Mode.DIRECT.value, "method": typed["method"]}
    return entries | {"accepted": accepted_versions(timezone.localdate())}


def _read_out(quoted: CartQuote) -> dict[str, Any]:
    lang = get_language() or "fr"

    def money(amount: int) -> str:
        return money_here(Money(from_minor(amount, quoted.currency).amount, quoted.currency))

    sums = quoted.totals
    return {
        "lines": [
            (
                line.quantity,
                shown(line.product.name, lang, line.product.original_language).text,
                money(line.total),
            )
            for line in quoted.lines
        ],
        "goods": money(sums.goods),
        "delivery": money(sums.delivery),
        "total": money(quoted.total),
        "minor": quoted.total,
        "agree": quoted.date_to_agree,
    }
