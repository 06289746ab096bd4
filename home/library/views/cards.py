"""A reader's own page of loans, and waiting for a document whose copies are lent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from home.library.actions.lend import renew
from home.library.actions.reserve import give_up, reserve
from home.library.domain.lending import NoLoanError
from home.library.loan_forms import CardCodeForm
from home.library.loan_words import loan_refusal
from home.library.models import Document, Loan, ReaderCard, Reservation
from home.library.reading.loans import card_shown, copies_of, find_card, title_of
from producers.domain.actors import Actor
from producers.policy import public
from producers.responses import private_page, secret_page
from shop.views.limits import is_too_often
from shop.views.open_forms import open_form

AN_HOUR_MOST = 30
HERSELF = Actor(None, "reader")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Show what she has and waits for; prolong a loan, give up waiting: 422 when it cannot be done."""
    try:
        found = find_card(token)
    except ReaderCard.DoesNotExist as reason:
        raise Http404 from reason
    wrong = ""
    if request.method == "POST":
        wrong = _act(request, found)
        if not wrong:
            return redirect("library:card", token)
    page = card_shown(found, get_language() or "fr")
    status = 422 if wrong else 200
    return render(request, "home/library/card.html", {"page": page, "wrong": wrong}, status=status)


@public
@open_form
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a reader with a card wait for a document."""
    document = Document.objects.public().filter(slug=slug).first()
    lang = get_language() or "fr"
    copies = copies_of(document, lang) if document else None
    if document is None or copies is None or not copies.may_be_lent:
        raise Http404(slug)
    form = CardCodeForm(request.POST if request.method == "POST" else None)
    is_done = form.is_bound and _waits(request, form, document)
    context = {"title": title_of(document, lang), "form": form, "copies": copies, "is_done": is_done}
    context["url"] = document.slug
    return render(request, "home/library/wait.html", context, status=422 if form.errors else 200)


def _waits(request: HttpRequest, form: CardCodeForm, document: Document) -> bool:
    if is_too_often("waiting", request.META.get("REMOTE_ADDR", ""), AN_HOUR_MOST):
        form.add_error(None, _("Too many codes were typed from here. Please call us."))
    if not form.is_valid():
        return False
    try:
        reserve(document, form.cleaned_data["card"], actor=HERSELF)
    except NoLoanError as refused:
        form.add_error("card", loan_refusal(refused.why))
        return False
    return True


def _act(request: HttpRequest, found: ReaderCard) -> str:
    """Do what her button says, to rows of hers alone; return why not."""
    loan, waits = (_number(request, name) for name in ("renew", "give_up"))
    try:
        if loan:
            rows = Loan.objects.open().select_related("copy", "card")
            if one := rows.filter(card=found, pk=loan).first():
                renew(one, actor=HERSELF)
        elif row := Reservation.objects.filter(card=found, pk=waits).first():
            give_up(row, actor=HERSELF, reason="given up by herself")
    except NoLoanError as refused:
        return loan_refusal(refused.why)
    return ""


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0
