"""The page of one offer, and asking for a quote or a piece like it."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.export_ids import is_export_id
from producers.domain.shown import shown
from producers.editions.memory import remembered
from producers.models import FormerSlug
from producers.policy import public
from producers.prepared import planned_once
from producers.responses import private_page, shared_page
from shop.actions.enquire import enquire
from shop.forms.enquiry import EnquiryForm
from shop.gateways.registry import all_gateways
from shop.models import Enquiry, Product
from shop.reading.market import current_country, current_market
from shop.reading.pages import product_page
from shop.reading.products import find_product
from shop.views.open_forms import open_form

PER_HOUR = 20
SHOWN = ("words", "offers", "stock")


@shared_page
@require_safe
@planned_once
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one offer; an address that it once had leads to the present one."""
    market, country, lang = current_market(request), current_country(request), get_language() or "fr"
    wanted = _wanted(request)

    def read() -> dict[str, object]:
        return product_page(find_product(slug), market, country, lang, wanted)

    try:
        context = remembered("product", SHOWN, (slug, country, lang, wanted), read, size=80)
    except Product.DoesNotExist:
        return _renamed(slug)
    return render(request, "shop/product.html", context | {"takes_card": "card" in all_gateways()})


@public
@open_form
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a quote, or for a piece like one that is sold."""
    try:
        found = find_product(slug)
    except Product.DoesNotExist as reason:
        raise Http404(_("There is no such product.")) from reason
    form = EnquiryForm(request.POST or None)
    kind = _kind(found, request.GET.get("about", ""))
    name = shown(found.name, get_language() or "fr", found.original_language)
    context = {"form": form, "name": name, "slug": slug, "kind": kind}
    if request.method != "POST" or not form.is_valid():
        return render(request, "shop/ask.html", context, status=422 if request.method == "POST" else 200)
    if too_many(request.META.get("REMOTE_ADDR", "")):
        form.add_error(None, _("That was many times within a short while. Please try again later."))
        return render(request, "shop/ask.html", context, status=429)
    enquire(found, kind=kind, language=get_language() or "fr", **form.cleaned_data)
    return redirect("shop:asked", slug)


@public
@private_page
@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank for the question."""
    return render(request, "shop/ask.html", {"sent": True, "slug": slug})


def _kind(product: Product, about: str) -> Enquiry.Kind:
    """A quote for what is made on request; else a question, or a piece like this one."""
    if product.mode == Product.Mode.ON_REQUEST:
        return Enquiry.Kind.QUOTE
    return Enquiry.Kind.QUESTION if about == "question" else Enquiry.Kind.SIMILAR


def _wanted(request: HttpRequest) -> int | str:
    """Return the variant that the address names, by its key or its permanent id; 0 for none."""
    text = request.GET.get("variant", "")
    if is_export_id(text):
        return text
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _renamed(slug: str) -> HttpResponsePermanentRedirect:
    former = FormerSlug.objects.filter(kind="product", slug=slug).first()
    one = former and Product.objects.public().filter(export_id=former.export_id).first()
    if not one:
        raise Http404(_("There is no such product."))
    return HttpResponsePermanentRedirect(reverse("shop:product", args=[one.slug]))


def too_many(address: str) -> bool:
    """Count the questions of one address in an hour."""
    key = f"tiwizi-enquiries-{address}"
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key) > PER_HOUR
    except ValueError:  # the count ran out in between
        return False
