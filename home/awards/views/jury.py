"""The pages of a juror: whom she scores, one grid, handing in. She meets codes, no names."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from home.awards.actions.jury import give_marks, hand_in, stand_aside
from home.awards.domain.editions import FIXED
from home.awards.domain.jury import RefusedError, Why
from home.awards.domain.nominating import State
from home.awards.jury_forms import GridForm
from home.awards.jury_words import refusal
from home.awards.models import Juror, Nomination
from home.awards.reading.cards import edition_card
from home.awards.reading.jury import criteria_shown, grid_page, left_to_score, to_score
from producers.domain.actors import Actor
from producers.responses import owner_page


@owner_page
@require_safe
def juries(request: HttpRequest) -> HttpResponse:
    """List the editions in which she scores."""
    lang = get_language() or "fr"
    rows = Juror.objects.filter(user=request.user.pk, absent_reason="").select_related("edition__picture")
    cards = [(one.edition.slug, edition_card(one.edition, lang)) for one in rows.order_by("-pk")]
    return render(request, "home/awards/juries.html", {"cards": cards})


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def jury(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom she scores; posted to, she hands in."""
    juror, refused = _juror(request, slug), ""
    if request.method == "POST":
        try:
            hand_in(juror, actor=_actor(request))
            return redirect("awards:jury", slug)
        except RefusedError as reason:
            refused = refusal(reason.why)
    lang = get_language() or "fr"
    context = {
        "card": edition_card(juror.edition, lang),
        "juror": juror,
        "categories": to_score(juror, lang) if juror.edition.state in FIXED else [],
        "left": left_to_score(juror),
        "refused": refused,
    }
    return render(request, "home/awards/jury.html", context, status=422 if refused else 200)


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take her marks for one nominee, or that she stands aside."""
    juror = _juror(request, slug)
    rows = Nomination.objects.select_related("category__edition")
    one = get_object_or_404(rows, edition=juror.edition_id, code=code, state=State.ELIGIBLE)
    if juror.edition.state not in FIXED:
        raise Http404
    lang = get_language() or "fr"
    mine = dict(juror.marks.filter(nomination=one).values_list("criterion", "value"))
    form = GridForm(request.POST or None, criteria_shown(one.category, lang), mine)
    if request.method == "POST" and _is_written(request, juror, one, form):
        return redirect("awards:jury", slug)
    context = {**grid_page(juror, one, lang), "form": form}
    return render(request, "home/awards/grid.html", context, status=422 if form.errors else 200)


def _is_written(request: HttpRequest, juror: Juror, one: Nomination, form: GridForm) -> bool:
    try:
        if request.POST.get("do") == "aside":
            stand_aside(juror, one, actor=_actor(request))
            return True
        if not form.is_valid():
            return False
        give_marks(juror, one, form.marks(), actor=_actor(request))
    except RefusedError as reason:
        form.add_error(None, refusal(Why(reason.why)))
    return not form.errors


def _juror(request: HttpRequest, slug: str) -> Juror:
    rows = Juror.objects.select_related("edition__picture")
    return get_object_or_404(rows, user=request.user.pk, edition__slug=slug, absent_reason="")


def _actor(request: HttpRequest) -> Actor:
    return Actor(request.user.pk, request.user.get_username())
