"""An agent brings a new producer: her name, her craft, her place, her phone, what she agrees to, her photo.

One thing a screen. What was typed stays in the agent's session until the last screen; then the applicant is
written down, and her association asks for a grant that she confirms herself.
"""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.actions.apply import Application, apply
from producers.actions.grants import ask_grant
from producers.actions.keep_picture import keep_picture
from producers.domain.actors import Actor
from producers.domain.grants import Scope
from producers.domain.regions import REGIONS, REGIONS_BY_ISO, provinces_of
from producers.domain.shown import shown, spoken
from producers.models import Consent, Craft, Membership, Organisation
from producers.portal.doors import signed_in_page
from producers.uploads import UploadError
from shop.domain.communes import communes_of, find_commune
from shop.domain.contact import read_phone

KEPT, WRITTEN = "portal_join", "portal_joined"
ASKED = tuple(scope for scope in Scope if scope is not Scope.MONEY)


class Step(NamedTuple):
    """One screen: its heading, its sign, and the prompt that is read aloud."""

    heading: str | Promise
    icon: str


STEPS = {
    "name": Step(gettext_lazy("What is her name?"), "person"),
    "craft": Step(gettext_lazy("What does she make?"), "hand"),
    "region": Step(gettext_lazy("In which region?"), "pin"),
    "place": Step(gettext_lazy("In which commune?"), "pin"),
    "phone": Step(gettext_lazy("Her phone, if she has one"), "phone"),
    "consent": Step(gettext_lazy("What may be shown? Ask her."), "shield"),
    "photo": Step(gettext_lazy("Her photo"), "camera"),
}
SHOWN_CONSENTS = (
    (Consent.Scope.NAME, gettext_lazy("Her name"), "person"),
    (Consent.Scope.PHOTO, gettext_lazy("Her photo"), "camera"),
    (Consent.Scope.STORY, gettext_lazy("Her story"), "heart"),
)


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Show one screen, take what was typed, and go on to the next. ``step`` of the address names it."""
    association, step = _association(request), request.GET.get("step", "name")
    if association is None:
        return redirect("portal:choose")
    if step not in STEPS:
        raise Http404
    kept: dict[str, Any] = dict(request.session.get(KEPT, {}))
    if _first_open(kept, step) != step:
        return redirect(_address(_first_open(kept, step)))
    error = _take(request, step, kept) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        request.session[KEPT] = kept
        if step == "photo":
            return _write(request, kept, association)
        return redirect(_address(_after(step)))
    context = {"step": step, "words": STEPS[step], "kept": kept, "error": error, **_choices(step, kept)}
    context |= {"number": list(STEPS).index(step) + 1, "of": len(STEPS), "before": _before(step)}
    return render(request, "shop/portal/join.html", context, status=422 if error else 200)


@signed_in_page
@require_http_methods(["GET", "HEAD"])
def joined(request: HttpRequest) -> HttpResponse:
    """Say that she is written down, and what comes next."""
    association = _association(request)
    mine = Organisation.objects.filter(vouched_by=association, pk=request.session.get(WRITTEN))
    maker = mine.first() if association else None
    if maker is None:
        return redirect("portal:choose")
    return render(request, "shop/portal/joined.html", {"maker": maker})


def _association(request: HttpRequest) -> Organisation | None:
    """Return the association whose agent she is; nobody else brings producers."""
    rows = Membership.objects.filter(
        user=request.user, role=Membership.Role.AGENT, organisation__kind=Organisation.Kind.ASSOCIATION
    ).select_related("organisation")
    found = rows.order_by("pk").first()
    return found.organisation if found else None


def _first_open(kept: dict[str, Any], step: str) -> str:
    """Return the step, or an earlier one that was not answered yet."""
    for name in STEPS:
        if name == step or name not in kept:
            return name
    return step


def _take(request: HttpRequest, step: str, kept: dict[str, Any]) -> str:
    """Keep what was typed, and return what is wrong with it."""
    value = request.POST.get(step, "").strip()
    if step == "name":
        kept[step] = value[:150]
        return "" if value else _("Write her name.")
    if step == "craft":
        kept[step] = [code for code in request.POST.getlist(step) if Craft.objects.filter(code=code[:50])]
        return "" if kept[step] else _("Touch at least one picture.")
    if step == "region":
        if value not in REGIONS_BY_ISO:
            return _("Touch her region.")
        kept.pop("place", None)
        kept[step] = value
    if step == "place":
        commune = find_commune(value)
        if commune is None or commune.province not in {one.iso for one in provinces_of(kept["region"])}:
            return _("Choose her commune.")
        kept[step] = commune.code
    if step == "phone":
        read = read_phone(value) if value else None
        kept[step] = read.value if read else ""
        return _("This is no phone number.") if read and read.error else ""
    if step == "consent":
        known = {scope.value for scope, *rest in SHOWN_CONSENTS}
        kept[step] = [one for one in request.POST.getlist(step) if one in known]
    return ""


def _write(request: HttpRequest, kept: dict[str, Any], association: Organisation) -> HttpResponse:
    picture, lang = None, spoken(get_language() or "fr")
    file = request.FILES.get("photo") if "photo" in kept["consent"] else None
    if file is not None:
        try:
            picture = keep_picture(file, title=kept["name"], language=lang)
        except UploadError as error:
            context = {"step": "photo", "words": STEPS["photo"], "kept": kept, "error": error.message()}
            context |= {"number": len(STEPS), "of": len(STEPS), "before": _before("photo")}
            return render(request, "shop/portal/join.html", context, status=422)
    commune = find_commune(kept["place"])
    assert commune is not None  # it was read from the list
    asked = Application(
        name=kept["name"],
        language=lang,
        region=kept["region"],
        province=commune.province,
        commune={"fr": commune.fr, "ar": commune.ar},
        phone=kept["phone"],
        crafts=tuple(Craft.objects.filter(code__in=kept["craft"])),
        picture=picture,
        consents=tuple(kept["consent"]),
    )
    actor = Actor(request.user.pk, request.user.get_username())
    maker = apply(asked, actor=actor, vouched_by=association)
    del request.session[KEPT]
    ask_grant(maker, association, ASKED, actor=actor)
    request.session[WRITTEN] = maker.pk
    return redirect("shop_portal:joined")


def _choices(step: str, kept: dict[str, Any]) -> dict[str, Any]:
    lang = get_language() or "fr"
    if step == "craft":
        chosen = set(kept.get("craft", ()))
        crafts = [(one.code, shown(one.name, lang).text, one.code in chosen) for one in Craft.objects.all()]
        return {"crafts": crafts}
    if step == "region":
        return {"regions": [(one.iso, one.name(lang)) for one in REGIONS]}
    if step == "place":
        provinces = provinces_of(kept["region"])
        groups = [(one.name(lang), communes_of(one.iso, lang)) for one in provinces]
        named = [(name, [(each.code, each.name(lang)) for each in rows]) for name, rows in groups]
        return {"places": named}
    return {"consents": SHOWN_CONSENTS} if step == "consent" else {}


def _address(step: str) -> str:
    return f"{reverse('shop_portal:join')}?step={step}"


def _after(step: str) -> str:
    names = list(STEPS)
    return names[names.index(step) + 1]


def _before(step: str) -> str:
    names = list(STEPS)
    return _address(names[names.index(step) - 1]) if step != names[0] else ""
