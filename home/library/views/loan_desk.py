"""The desk of loans, for operators: lend, take back, prolong, by codes that are typed; lists and calls."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.library.actions.cards import give_card
from home.library.actions.lend import lend, renew, take_back, write_off
from home.library.actions.reserve import give_up, reserve
from home.library.domain.lending import NoLoanError, Why
from home.library.domain.room import code_written
from home.library.loan_forms import CardForm, CopyCodeForm, LendForm, WhyLostForm, typed_code
from home.library.loan_letters import said_of_kept, said_of_loan
from home.library.loan_words import loan_refusal
from home.library.models import Copy, Loan, ReaderKind, Reservation
from home.library.reading.loans import cards, kept_to_call, loans_to_call, open_loans, waiting
from producers.domain.dates import day_written
from shop.office.access import actor_of, operators_only

PER_PAGE = 50
MOST_CALLS = 50
BESIDE = {Why.LATE: "card", Why.MOST: "card", Why.TWICE: "card"}
LISTS: dict[str, Callable[[str], QuerySet[Any]]] = {
    "lent": open_loans,
    "late": lambda code: open_loans(code, late_only=True),
    "waits": waiting,
    "cards": cards,
}


@operators_only
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what is lent, late or waited for, whom to call, and the forms."""
    return _page(request)


@operators_only
@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """Lend a copy to a reader."""
    form = LendForm(request.POST)

    def act() -> str:
        loan = lend(form.cleaned_data["copy"], form.cleaned_data["card"], actor=actor_of(request))
        return _("Lent: back by %(day)s") % {"day": _day(loan)}

    return _done(request, form, act, lend_form=form)


@operators_only
@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    """Take a copy back; say when it is kept for somebody."""
    form = CopyCodeForm(request.POST)

    def act() -> str:
        kept = take_back(form.cleaned_data["copy"], actor=actor_of(request))
        if kept is None:
            return _("Taken back. It goes to the shelf.")
        return _("Taken back. Keep it at the desk for %(name)s, who is told.") % {"name": kept.card.name}

    return _done(request, form, act, back_form=form)


@operators_only
@require_POST
def prolong(request: HttpRequest) -> HttpResponse:
    """Prolong what somebody has."""
    form = CopyCodeForm(request.POST)

    def act() -> str:
        loan = renew(_loan_of(form.cleaned_data["copy"]), actor=actor_of(request))
        return _("Prolonged: back by %(day)s") % {"day": _day(loan)}

    return _done(request, form, act, renew_form=form)


@operators_only
@require_POST
def put_on_the_list(request: HttpRequest) -> HttpResponse:
    """Have a reader wait for the document of a copy."""
    form = LendForm(request.POST)

    def act() -> str:
        document = form.cleaned_data["copy"].document
        reserve(document, form.cleaned_data["card"], actor=actor_of(request))
        return _("Done and written down.")

    return _done(request, form, act, wait_form=form)


@operators_only
@require_POST
def new_card(request: HttpRequest) -> HttpResponse:
    """Give a card to somebody who stands at the desk."""
    form = CardForm(request.POST)

    def act() -> str:
        kind = ReaderKind.objects.get(pk=form.cleaned_data["kind"])
        card = give_card(kind, form.reader(get_language() or "fr"), actor=actor_of(request))
        return _("The code of the card: %(code)s") % {"code": code_written(card.code)}

    return _done(request, form, act, card_form=form, beside="contact")


@operators_only
@require_POST
def lost(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a lent copy off, with a reason."""
    loan = get_object_or_404(Loan.objects.select_related("copy"), pk=pk)
    form = WhyLostForm(request.POST)

    def act() -> str:
        write_off(loan, actor=actor_of(request), reason=form.cleaned_data["reason"])
        return _("Done and written down.")

    return _done(request, form, act, lost_form=form)


@operators_only
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list of those who wait, because she said so."""
    row = get_object_or_404(Reservation, pk=pk)
    give_up(row, actor=actor_of(request), reason="given up at the desk")
    return redirect("library_office:loans")


def _done(
    request: HttpRequest, form: Any, act: Callable[[], str], beside: str = "copy", **forms: Any
) -> HttpResponse:
    """Act when the form is valid; say what was refused where it was typed, with status 422."""
    if form.is_valid():
        try:
            messages.success(request, act())
            return redirect("library_office:loans")
        except NoLoanError as refused:
            where = BESIDE.get(refused.why, beside)
            form.add_error(where if where in form.fields else None, loan_refusal(refused.why))
    return _page(request, status=422, **forms)


def _page(request: HttpRequest, status: int = 200, **forms: Any) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in LISTS else "lent"
    code = typed_code(request.GET.get("code", ""))
    context = {
        "page_title": _("Loans"),
        "header_icon": "folder-open-inverse",
        "show": show,
        "code": code,
        "today": timezone.localdate(),
        "page": Paginator(LISTS[show](code), PER_PAGE).get_page(request.GET.get("page")),
        "to_call": [(one.card, said_of_loan(one)) for one in loans_to_call(MOST_CALLS)]
        + [(one.card, said_of_kept(one)) for one in kept_to_call(MOST_CALLS)],
        "lend_form": forms.get("lend_form") or LendForm(auto_id="lend_%s"),
        "back_form": forms.get("back_form") or CopyCodeForm(auto_id="back_%s"),
        "renew_form": forms.get("renew_form") or CopyCodeForm(auto_id="renew_%s"),
        "wait_form": forms.get("wait_form") or LendForm(auto_id="wait_%s"),
        "card_form": forms.get("card_form") or CardForm(auto_id="card_%s"),
        "lost_form": forms.get("lost_form"),
    }
    return render(request, "home/library/office/loans.html", context, status=status)


def _loan_of(copy: Copy) -> Loan:
    loan = Loan.objects.open().filter(copy=copy).select_related("copy", "card").first()
    if loan is None:
        raise NoLoanError(Why.IN)
    return loan


def _day(loan: Loan) -> str:
    return day_written(loan.due_on, get_language() or "fr")
