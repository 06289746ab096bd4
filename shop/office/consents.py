"""What a maker agreed to, in the office: heard, listed, taken back."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from producers.actions.consents import hear_consent, take_back_consent
from producers.models import Consent, Organisation
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.books import Table, show_tables
from shop.office.doing import when
from shop.office.forms import ReasonForm
from shop.office.tables import Cell


class ConsentForm(forms.Form):
    """Who agreed to what, in which language it was asked, and how it was heard."""

    scope = forms.ChoiceField(label=gettext_lazy("Agreed to"), choices=Consent.Scope.choices)
    person = forms.CharField(label=gettext_lazy("Person"), max_length=120)
    heard_in = forms.ChoiceField(label=gettext_lazy("Asked in"), choices=settings.LANGUAGES)
    valid_until = forms.DateField(label=gettext_lazy("Valid until"), required=False)
    reason = forms.CharField(label=gettext_lazy("How it was heard"), max_length=500)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a maker agreed to, and write down what she says."""
    maker: Organisation = get_object_or_404(Organisation.objects.sellers(), pk=pk)
    form, actor = ConsentForm(request.POST or None), actor_of(request)
    act = lambda: hear_consent(maker, **form.cleaned_data, actor=actor)  # noqa: E731  # read once it is valid
    if is_done(request, form, act, field="scope"):
        return redirect("shop_office:consents", pk)
    rows = [_cells(row) for row in maker.consents.order_by("-pk")]
    headings = [_("Agreed to"), _("Person"), _("Given"), _("Valid until"), _("Taken back"), ""]
    return show_tables(
        request,
        _("What %(maker)s agreed to") % {"maker": maker.slug},
        [Table(_("Consents"), headings, rows)],
        form=form,
        button=_("Write it down"),
        method="post",
        links=[(maker.slug, reverse("shop_office:maker", args=[pk]))],
    )


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that she has taken it back."""
    row: Consent = get_object_or_404(Consent.objects.select_related("organisation"), pk=pk)
    form, actor = ReasonForm(request.POST or None), actor_of(request)
    act = lambda: take_back_consent(row, **form.cleaned_data, actor=actor)  # noqa: E731  # read once it is valid
    if is_done(request, form, act, field="reason"):
        return redirect("shop_office:consents", row.organisation_id)
    title = _("%(person)s takes back: %(scope)s") % {
        "person": row.person,
        "scope": row.get_scope_display(),
    }
    return show_tables(request, title, [], form=form, button=_("Take it back"), method="post")


def _cells(row: Consent) -> list[Cell]:
    address = reverse("shop_office:consent_back", args=[row.pk])
    is_live = row.withdrawn_at is None and (
        row.valid_until is None or row.valid_until >= timezone.localdate()
    )
    return [
        Cell(row.get_scope_display()),
        Cell(row.person),
        Cell(when(row.given_at)),
        Cell(str(row.valid_until or "")),
        Cell(when(row.withdrawn_at)),
        Cell(_("Take it back"), address) if is_live else Cell(""),
    ]
