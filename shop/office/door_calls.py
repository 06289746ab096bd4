"""Who wants to choose her pictures with a card alone, and has to be spoken with before."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from producers.actions.first_pictures import LeaveRefusedError, LeaveWhy, let_choose
from producers.domain.actors import Actor
from producers.models import DoorCard, Membership
from shop.office.access import actor_of, operators_only
from shop.office.books import Table, show_tables
from shop.office.doing import when
from shop.office.tables import Cell, Listing, show_list

WHY: "Mapping[LeaveWhy, str | Promise]" = {
    LeaveWhy.NOT_BY_A_PERSON: gettext_lazy("Only a person does this."),
    LeaveWhy.REASON_NEEDED: gettext_lazy("Write how you knew that it was she."),
    LeaveWhy.INVOLVED: gettext_lazy(
        "Whoever made the card or works for her does not do this: ask a colleague."
    ),
    LeaveWhy.OVER: gettext_lazy("This card has ended, or she has a phone or pictures by now."),
}


class DoorCallForm(forms.Form):
    """How it was known that it was she."""

    reason = forms.CharField(
        label=gettext_lazy("How you knew that it was she"),
        help_text=gettext_lazy(
            "Speak with her yourself, on any phone but that of whoever printed her card, or here at the "
            "Centre. From then on she has a day to choose her pictures."
        ),
        max_length=500,
    )


@operators_only
@require_safe
def list_door_calls(request: HttpRequest) -> HttpResponse:
    """List whose card waits for a word with her, the longest waiting first."""
    rows = DoorCard.objects.to_call().select_related("user", "made_by")
    return show_list(request, Listing(_("First pictures"), "key", _headings(), _cells), rows)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_door_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom to speak with; take down that one has."""
    row = get_object_or_404(DoorCard.objects.live().select_related("user", "made_by"), pk=pk)
    form = DoorCallForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _is_let(row, form, actor_of(request)):
        return redirect("shop_office:door_calls")
    return show_tables(
        request,
        _("First pictures"),
        [Table(_("Whom to speak with"), _headings(), [_cells(row)])],
        form=form,
        button=_("I have spoken with her"),
        method="post",
        links=[(_("First pictures"), reverse("shop_office:door_calls"))],
    )


def _is_let(row: DoorCard, form: DoorCallForm, actor: Actor) -> bool:
    try:
        let_choose(row, actor=actor, reason=form.cleaned_data["reason"])
    except LeaveRefusedError as refused:
        form.add_error("reason", str(WHY[refused.why]))
        return False
    return True


def _headings() -> list[str]:
    return [_("Maker"), _("Person"), _("Phone of the maker"), _("Card made by"), _("Made"), _("Spoken with")]


def _cells(row: DoorCard) -> list[Cell]:
    of_maker = Membership.objects.filter(user=row.user_id).select_related("organisation").first()
    maker = of_maker.organisation if of_maker else None
    return [
        Cell(maker.slug if maker else "", reverse("shop_office:door_call", args=[row.pk])),
        Cell(row.user.first_name),
        Cell(maker.phone if maker else ""),
        Cell(row.made_by.get_username() if row.made_by else ""),
        Cell(when(row.made_at)),
        Cell(when(row.allowed_at)),
    ]
