"""The order's page, opened by its secret alone, and the way to have that secret sent again."""

from collections.abc import Iterator

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.domain.actors import BUYER
from producers.responses import private_page, secret_page
from shop.actions.confirm_done import confirm_done
from shop.actions.resend_link import resend_link
from shop.actions.send_proof import send_proof
from shop.domain.errors import RefusedError
from shop.domain.states import Side
from shop.forms.help import OrderHelpForm
from shop.models import Order, OrderLine, PartPhoto
from shop.papers.press import has_press
from shop.picture_answers import thumb_of
from shop.reading.buyer_rights import rights_of
from shop.reading.cases import cases_of
from shop.reading.order_parts import stage_text
from shop.reading.order_story import story_of
from shop.reading.orders import find_order, read_order
from shop.reading.papers import papers_of
from shop.reading.part_photos import photo_for_buyer, photos_for_buyer
from shop.refusal_words import sentence_for
from shop.story_words import told
from shop.views.paying import ask_quietly, leads_out, waits_elsewhere


class FindForm(forms.Form):
    """Number and contact; the answer is the same whether there is such an order or not."""

    number = forms.CharField(
        label=gettext_lazy("Order number"),
        required=False,
        help_text=gettext_lazy("Leave it empty if you do not have it at hand."),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Phone or e-mail you gave"),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    use_required_attribute = False


@leads_out
@secret_page
@require_safe
def order(request: HttpRequest, token: str) -> HttpResponse:
    """Show the order of this secret, and ask whether it is paid; an unknown or empty one is a 404."""
    found = find_order(token)
    if found is None or not waits_elsewhere(found):
        return show_order(request, found)
    error = ask_quietly(found)
    return show_order(request, find_order(token), error=error)


@secret_page
@require_POST
def proof(request: HttpRequest, token: str) -> HttpResponse:
    """Take a picture or a PDF of the transfer."""
    found = find_order(token)
    if found is None:
        raise Http404(token)
    file = request.FILES.get("proof")
    try:
        send_proof(found, file)
    except RefusedError as refusal:
        return show_order(request, found, error=sentence_for(refusal), status=422)
    return redirect("shop:order", token)


@secret_page
@require_safe
def photo(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give out a picture of the work on this secret's order, ``?id=``, that its buyer may see today.

    ``small=1`` is for the page of the order.
    """
    order = Order.objects.by_token(token).first()
    if order is None:
        raise Http404
    if not request.GET.get("id"):
        return redirect("shop:order", token)
    found = photo_for_buyer(order, request.GET["id"])
    if found is None:
        raise Http404
    if request.GET.get("small"):
        return thumb_of(found)
    return FileResponse(found.file.open("rb"), content_type="image/jpeg")


@secret_page
@require_POST
def done(request: HttpRequest, token: str) -> HttpResponse:
    """Take the buyer's word that a service of this order was done."""
    found = find_order(token)
    line = _service_of(found, request.POST.get("line", "")) if found else None
    if line is None:
        raise Http404(token)
    try:
        confirm_done(line, Side.BUYER, actor=BUYER)
    except RefusedError as refusal:
        return show_order(request, found, error=sentence_for(refusal), status=422)
    return redirect("shop:order", token)


def _service_of(order: Order, number: str) -> OrderLine | None:
    lines = (line for part in order.parts.all() for line in part.lines.all())
    return next((line for line in lines if line.is_service and str(line.pk) == number), None)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Send the link again to the contact on file."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            resend_link(
                form.cleaned_data["number"],
                form.cleaned_data["contact"],
                caller=request.META.get("REMOTE_ADDR", ""),
            )
        except RefusedError as refusal:
            form.add_error(None, sentence_for(refusal))
            return render(request, "shop/find_order.html", {"form": form}, status=429)
        return render(request, "shop/find_order.html", {"sent": True})
    return render(request, "shop/find_order.html", {"form": form}, status=422 if form.errors else 200)


def _photos(order: Order) -> Iterator[tuple[str, list[tuple[PartPhoto, str]]]]:
    """Return by number of a part its pictures, each with the stage at which it was taken."""
    photos = photos_for_buyer(order)
    for part in order.parts.all():
        if part.pk in photos:
            yield part.number, [(row, stage_text(row)) for row in photos[part.pk]]


def show_order(
    request: HttpRequest,
    found: Order | None,
    *,
    error: str = "",
    status: int = 200,
    help_form: OrderHelpForm | None = None,
) -> HttpResponse:
    """Show the page of an order, with what was typed when a form of it was refused."""
    if found is None:
        raise Http404(_("There is no such order."))
    lang = get_language() or "fr"
    context = {
        "order": read_order(found, lang),
        "papers": papers_of(found, lang),
        "photos": dict(_photos(found)),
        "has_press": has_press(),
        "error": error,
        "help_form": help_form or OrderHelpForm(),
        "cases": cases_of(found, lang),
        "rights": rights_of(found),
        "story": told(story_of(found, lang), lang),
    }
    return render(request, "shop/order.html", context, status=status)
