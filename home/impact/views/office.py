"""The figures in the back office: years are frozen here, and what others stated is taken over."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from home.impact.actions.freeze import freeze
from home.impact.actions.import_statements import import_statements
from home.impact.domain.editions import FreezeError
from home.impact.models import Edition
from home.impact.office_forms import FreezeForm, StatementsForm, refusal_of_year
from producers.policy import Policy, declare
from shop.office.access import actor_of, operators_only


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def years(request: HttpRequest) -> HttpResponse:
    """List the frozen years, and freeze one."""
    form = FreezeForm(request.POST or None)
    if form.is_valid() and _frozen(form, request):
        return redirect("impact_office:years")
    context = {
        "page_title": _("Frozen years"),
        "header_icon": "lock",
        "form": form,
        "editions": Edition.objects.all(),
    }
    status = 422 if form.errors else 200
    return render(request, "home/impact/admin/years.html", context, status=status)


@declare(Policy.OWNER)  # below the back office's door; whoever may not write statements gets a 404
@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: HttpRequest) -> HttpResponse:
    """Take over a table of what others stated."""
    if not request.user.has_perm("tiwizi_impact.add_statement"):
        raise Http404
    form = StatementsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        count = import_statements(form.cleaned_data["file"], actor=actor_of(request))
        said = ngettext("%(n)s draft is new.", "%(n)s drafts are new.", count) % {"n": count}
        messages.success(request, said)
        return redirect(reverse("wagtailsnippets_tiwizi_impact_statement:list"))
    context = {"page_title": _("Take over stated totals"), "header_icon": "upload", "form": form}
    status = 422 if form.errors else 200
    return render(request, "home/impact/admin/statements.html", context, status=status)


def _frozen(form: FreezeForm, request: HttpRequest) -> bool:
    typed = form.cleaned_data
    try:
        edition = freeze(typed["year"], actor=actor_of(request), reason=typed["reason"])
    except FreezeError as error:
        form.add_error("reason" if error.code == "no_reason" else "year", refusal_of_year(error))
        return False
    messages.success(request, _("The figures of %(year)s are frozen.") % {"year": edition.slug})
    return True
