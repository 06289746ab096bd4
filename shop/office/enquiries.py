"""What buyers have asked: read first by a person, passed on, answered, closed."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.enquire import answer, close, pass_on
from shop.domain.enquiries import holds_contact
from shop.domain.states import IllegalMoveError
from shop.models import Enquiry
from shop.office.access import actor_of, operators_only
from shop.office.tables import Cell, Listing, apart, show_list


class AnswerForm(forms.Form):
    """The answer, and what is to be done."""

    text = forms.CharField(
        label=gettext_lazy("Answer, or the reason for closing it"),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        max_length=4000,
        required=False,
    )


@operators_only
@require_safe
def list_enquiries(request: HttpRequest) -> HttpResponse:
    """List the open ones."""
    rows = Enquiry.objects.filter(state=Enquiry.State.OPEN).select_related("product")
    headings = [_("Since"), _("Product"), _("Kind"), _("Name"), _("Phone or e-mail"), _("Question")]
    return show_list(request, Listing(_("Enquiries"), "mail", headings, _cells), rows)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one; pass it on, answer or close it."""
    row = get_object_or_404(Enquiry.objects.select_related("product__producer"), pk=pk)
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm()
    if request.method == "POST" and form.is_valid():
        try:
            is_done = _act(request, row, form, request.POST.get("do", ""))
        except IllegalMoveError:
            is_done = False
            form.add_error("text", _("Somebody has answered or closed it already."))
        if is_done:
            messages.success(request, _("Done and written down."))
            return redirect("shop_office:enquiry", pk)
    context = {
        "page_title": _("Enquiry %(number)s") % {"number": apart(row.pk)},
        "header_icon": "mail",
        "row": row,
        "holds_contact": holds_contact(row.text),
        "is_open": row.state == Enquiry.State.OPEN,
        "form": form,
    }
    return render(request, "shop/office/enquiry.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, row: Enquiry, form: AnswerForm, do: str) -> bool:
    actor, text = actor_of(request), form.cleaned_data["text"].strip()
    if do == "pass":
        pass_on(row, actor=actor)
    elif not text:
        form.add_error("text", _("Write the answer, or why you close it."))
        return False
    elif do == "answer":
        answer(row, text, actor=actor)
    else:
        close(row, actor=actor, reason=text)
    return True


def _cells(row: Enquiry) -> list[Cell]:
    return [
        Cell(date_format(row.created_at, "SHORT_DATETIME_FORMAT")),
        Cell(row.product.slug, reverse("shop_office:enquiry", args=[row.pk])),
        Cell(row.get_kind_display()),
        Cell(row.name),
        Cell(row.contact),
        Cell(row.text),
    ]
