"""Tell me when it is back: the wish, the click that confirms it, and the way out."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.domain.shown import shown
from producers.policy import public
from producers.responses import private_page, secret_page
from shop.actions.stock_notices import ask_for_notice, confirm_notice, drop_notice
from shop.domain.contact import read_email
from shop.models import Product, StockNotice
from shop.reading.products import find_product
from shop.refusals import refusal_text
from shop.views.open_forms import open_form
from shop.views.products import too_many

WIDEST = 20_000


class NoticeForm(forms.Form):
    """An e-mail address."""

    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=WIDEST,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "email", "inputmode": "email"}),
    )
    use_required_attribute = False

    def clean_email(self) -> str:
        """An address that can be written to."""
        entry = read_email(self.cleaned_data["email"])
        if entry.error:
            raise forms.ValidationError(refusal_text("email", entry.error))
        return entry.value


@public
@open_form
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the wish; the answer is the same whether she has asked before or not."""
    try:
        found = find_product(slug)
    except Product.DoesNotExist as reason:
        raise Http404(_("There is no such product.")) from reason
    lang = get_language() or "fr"
    form = NoticeForm(request.POST) if request.method == "POST" else NoticeForm()
    context = {"form": form, "slug": slug, "name": shown(found.name, lang, found.original_language)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "shop/tell_me.html", context, status=422 if form.errors else 200)
    if too_many(request.META.get("REMOTE_ADDR", "")):
        form.add_error(None, _("That was many times within a short while. Please try again later."))
        return render(request, "shop/tell_me.html", context, status=429)
    ask_for_notice(found, email=form.cleaned_data["email"], language=lang)
    return render(request, "shop/tell_me.html", context | {"sent": True})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def stock_notice(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the wish or take it back: by a button, because mail programs follow links by themselves."""
    rows = StockNotice.objects.select_related("product")
    wish = rows.filter(token=token).first() if token and "\x00" not in token else None
    if wish is None:
        raise Http404(_("There is no such page, or it was for one time."))
    if request.method == "POST":
        if request.POST.get("do") == "drop":
            drop_notice(wish)
            return render(request, "shop/stock_notice.html", {"is_dropped": True})
        confirm_notice(wish)
        return redirect("shop:stock_notice", token)
    name = shown(wish.product.name, get_language() or "fr", wish.product.original_language)
    return render(request, "shop/stock_notice.html", {"wish": wish, "name": name})
