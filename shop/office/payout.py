"""One payout: what it settles, what became of it, the proof of cash; and lists that say it of many."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.domain.actors import Actor
from shop.actions.confirm_payouts import RowResult, apply_confirmations
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.actions.prove_payout import prove_payout
from shop.actions.share_lists import GROUPS
from shop.domain.payout_confirmations import ListError, read_confirmations
from shop.domain.payouts import Kind
from shop.domain.states import PayoutStatus, may_move
from shop.models import Payout, PayoutProof
from shop.office.access import accountants_too, actor_of
from shop.office.acting import is_done
from shop.office.forms import ReasonForm
from shop.office.payout_forms import ListForm, ProofForm
from shop.office.payout_words import BECAME, FAULTS
from shop.office.payouts import sends_itself
from shop.office.tables import apart
from shop.payouts.receipts import receipt
from shop.reading.payouts import acts_on, lines_of, payouts_with_sales, to_pay, where


class WordForm(forms.Form):
    """Where it was read, such as the line of the statement."""

    reason = forms.CharField(label=gettext_lazy("Line of the statement, or receipt"), max_length=500)


@dataclass(frozen=True)
class Step:
    """One step of a payout: its words, the state that it leads to, what is typed, and what it does."""

    title: Callable[[], str]
    to: PayoutStatus
    act: Callable[[Payout, Form, Actor], object]
    form: type[Form] = ReasonForm


def _plain(action: Callable[..., object]) -> Callable[[Payout, Form, Actor], object]:
    return lambda payout, form, actor: action(payout, actor=actor, reason=form.cleaned_data["reason"])


STEPS = {
    "confirm": Step(lambda: _("It has arrived"), PayoutStatus.CONFIRMED, _plain(confirm_payout), WordForm),
    "fail": Step(lambda: _("It has failed, or is left out"), PayoutStatus.FAILED, _plain(fail_payout)),
    "return": Step(lambda: _("It came back"), PayoutStatus.RETURNED, _plain(return_payout)),
}


@accountants_too
@require_safe
def show_payout(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one payout with the exact sales that it settles."""
    return _page(request, _payout(pk))


@accountants_too
@require_POST
def take_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Say what became of it; what is refused is said beside the field."""
    payout, step = _payout(pk), STEPS.get(name)
    if step is None:
        raise Http404
    form = step.form(request.POST, prefix=name)
    if is_done(request, form, lambda: step.act(payout, form, actor_of(request)), field="reason"):
        return redirect("shop_office:payout", pk)
    return _page(request, payout, name, form)


@accountants_too
@require_POST
def send_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the signed list or a photograph of it."""
    payout = _payout(pk)
    form = ProofForm(request.POST, request.FILES, prefix="proof")
    actor = actor_of(request)
    if is_done(
        request, form, lambda: prove_payout(payout, form.cleaned_data["file"], actor=actor), field="file"
    ):
        return redirect("shop_office:payout", pk)
    return _page(request, payout, "proof", form)


@accountants_too
@require_safe
def show_proof(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a proof as a file that no browser runs."""
    proof = get_object_or_404(PayoutProof, pk=pk)
    name = f"{proof.payout_id}-{proof.sha256[:12]}{'.pdf' if proof.content_type.endswith('pdf') else ''}"
    return FileResponse(
        proof.file.open("rb"), as_attachment=True, filename=name, content_type=proof.content_type
    )


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Take a list of what became of payouts, and say what became of each row."""
    is_sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_sent else ListForm()
    results: list[RowResult] = []
    if is_sent and form.is_valid():
        try:
            rows = read_confirmations(form.cleaned_data["list"].read())
        except ListError as error:
            form.add_error("list", str(FAULTS[error.fault]))
        else:
            results = apply_confirmations(rows, actor=actor_of(request))
    context = {
        "page_title": _("What became of payouts"),
        "header_icon": "upload",
        "form": form,
        "results": [
            (each.row, each.reference, BECAME[each.became], FAULTS[each.fault] if each.fault else "")
            for each in results
        ],
    }
    return render(request, "shop/office/payout_list.html", context, status=422 if form.errors else 200)


def _payout(pk: int) -> Payout:
    found: Payout = get_object_or_404(payouts_with_sales(), pk=pk)
    return found


def _page(request: HttpRequest, payout: Payout, typed: str = "", form: Form | None = None) -> HttpResponse:
    now = PayoutStatus(payout.status)
    is_said = now is not PayoutStatus.PENDING and sends_itself(payout.batch)
    operations = [
        {
            "title": step.title(),
            "url": reverse("shop_office:payout_step", args=[payout.pk, name]),
            "form": form if name == typed else step.form(prefix=name),
        }
        for name, step in STEPS.items()
        if name == typed or (may_move(now, step.to) and not is_said)
    ]
    if (now in (PayoutStatus.SENT, PayoutStatus.CONFIRMED) and not is_said) or typed == "proof":
        operations.append(
            {
                "title": _("Keep a proof"),
                "url": reverse("shop_office:payout_prove", args=[payout.pk]),
                "form": form if typed == "proof" else ProofForm(prefix="proof"),
            }
        )
    context = {
        "page_title": _("Payout %(reference)s") % {"reference": apart(payout.reference)},
        "header_icon": "upload",
        "payout": payout,
        "where": where(payout.destination),
        "is_group": payout.organisation.kind in GROUPS,
        "lines": lines_of(payout),
        "proofs": payout.proofs.all(),
        "receipt": receipt(to_pay(payout), is_by_hand=payout.destination.kind == Kind.AGENT),
        "language": payout.organisation.language,
        "acts": acts_on("payout", payout.pk),
        "operations": operations,
    }
    return render(request, "shop/office/payout.html", context, status=422 if form else 200)
