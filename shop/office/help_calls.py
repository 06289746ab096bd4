"""Which producers are to be called back before somebody may act for them, and what each said."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from producers.actions.grants import call_back
from producers.domain.actors import Actor
from producers.domain.grant_requests import GrantRefusedError
from producers.domain.grants import Scope
from producers.grant_words import name_of_scope, refusal_of_grant
from producers.models import GrantRequest
from shop.office.access import actor_of, operators_only
from shop.office.books import Table, show_tables
from shop.office.doing import when
from shop.office.tables import Cell, Listing, show_list

CALL = gettext_lazy(
    "Call her on the number that she gave when she joined, never on one that the agent tells you. "
    "Read to her what is asked, and ask whether she wants it. She sells here with it and without it."
)


class HelpCallForm(forms.Form):
    """What she said, and how it was known that it was she."""

    says = forms.ChoiceField(
        label=gettext_lazy("What she said"),
        choices=[
            ("yes", gettext_lazy("Yes: they may help her")),
            ("no", gettext_lazy("No: she does not want it")),
        ],
        widget=forms.RadioSelect,
        help_text=CALL,
    )
    reason = forms.CharField(label=gettext_lazy("How you knew that it was she"), max_length=500)


@operators_only
@require_safe
def list_help_calls(request: HttpRequest) -> HttpResponse:
    """List whom to call back, the longest waiting first."""
    rows = GrantRequest.objects.to_call().select_related("giver", "receiver")
    headings = [_("Maker"), _("Phone"), _("Association"), _("What is asked"), _("Confirmed by her")]
    return show_list(request, Listing(_("Help to confirm"), "mobile-alt", headings, _cells), rows)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_help_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom to call and what is asked of her; take down what she said."""
    row = get_object_or_404(GrantRequest.objects.select_related("giver", "receiver"), pk=pk)
    form = HelpCallForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _is_taken_down(row, form, actor_of(request)):
        return redirect("shop_office:help_calls")
    headings = [_("Maker"), _("Phone"), _("Association"), _("What is asked"), _("Confirmed with")]
    cells = [*_cells(row)[:4], Cell(row.get_confirmed_how_display())]
    return show_tables(
        request,
        _("Help for %(maker)s") % {"maker": row.giver.slug},
        [Table(_("What they ask for"), headings, [cells])],
        form=form,
        button=_("Take down a call"),
        method="post",
        links=[(_("Help to confirm"), reverse("shop_office:help_calls"))],
    )


def _is_taken_down(row: GrantRequest, form: HelpCallForm, actor: Actor) -> bool:
    typed = form.cleaned_data
    try:
        call_back(row, says_yes=typed["says"] == "yes", actor=actor, reason=typed["reason"])
    except GrantRefusedError as refused:
        form.add_error("says", refusal_of_grant(refused))
        return False
    return True


def _cells(row: GrantRequest) -> list[Cell]:
    return [
        Cell(row.giver.slug, reverse("shop_office:help_call", args=[row.pk])),
        Cell(row.giver.phone or "-"),
        Cell(row.receiver.slug),
        Cell(", ".join(name_of_scope(Scope(scope)) for scope in row.scopes)),
        Cell(when(row.confirmed_at)),
    ]
