"""What the people of a maker come in with: an agent, an operator, or she herself makes and ends it."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from producers.access import for_actor
from producers.actions.devices import end_everywhere
from producers.actions.door_cards import make_card, revoke_card
from producers.actions.open_door import change_phone, open_door
from producers.actions.pins import clear_pin
from producers.domain.actors import Actor
from producers.domain.phones import e164
from producers.domain.text import clean_line
from producers.letters import link
from producers.models import Membership, Organisation
from producers.portal.doors import signed_in_page
from producers.qr_codes import code_svg
from producers.reading.doors import agents_of, faces, keys_of
from producers.responses import operator_page

LONGEST = 40


@dataclass(frozen=True)
class Keeper:
    """Who looks after the keys of a maker's people, and for which of them."""

    organisation: Organisation
    actor: Actor
    page: str
    only: int | None = None
    is_operator: bool = False

    @property
    def people(self) -> list[Any]:
        """Return the people whose keys she may touch."""
        kept = keys_of(self.organisation) + (agents_of(self.organisation) if self.is_operator else [])
        return [keys for keys in kept if self.only in (None, keys.user.pk)]

    def person(self, key: str, *, with_door: bool = False) -> Any:
        """Return one of them by what a form says, with a door of hers if need be. Anybody else is a 404."""
        people = [keys for keys in self.people if not (with_door and keys.is_agent)]
        found = [keys.user for keys in people if str(keys.user.pk) == key]
        if not found:
            raise Http404
        return found[0]


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """Her own keys; for an agent with a live grant, those of all people of the maker."""
    makers = for_actor(Organisation.objects.sellers(), request.user)
    organisation = get_object_or_404(makers, slug=slug)
    user = request.user
    is_own = Membership.objects.filter(user=user, organisation=organisation).exists()
    actor = Actor(user.pk, user.get_username(), None if is_own else organisation.pk)
    return _keep(request, Keeper(organisation, actor, "portal:card", only=user.pk if is_own else None))


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """The keys of anybody's people, agents too, for whoever answers the phone when one is lost."""
    organisation = get_object_or_404(Organisation, slug=slug)
    actor = Actor(request.user.pk, request.user.get_username())
    return _keep(request, Keeper(organisation, actor, "portal:keys", is_operator=True))


def _keep(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    if request.method != "POST":
        return _page(request, keeper)
    do = DOING.get(request.POST.get("do", ""))
    if do is None or (do in FOR_OTHERS and keeper.only is not None):
        raise Http404
    return do(request, keeper) or redirect(keeper.page, slug=keeper.organisation.slug)


def _page(request: HttpRequest, keeper: Keeper, *, wrong: str = "", status: int = 200) -> HttpResponse:
    context = {"keeper": keeper, "people": keeper.people, "wrong": wrong, "typed": request.POST}
    return render(request, "producers/portal/keys.html", context, status=status)


def _card(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    """Print it now: its secret is shown this once, and never again."""
    user = keeper.person(request.POST.get("person", ""), with_door=True)
    secret = make_card(user, actor=keeper.actor)
    address = link("portal:sign_in_card", language=keeper.organisation.language, token=secret)
    drawn = b64encode(code_svg(address).encode()).decode()
    [face] = faces([user.pk], get_language() or "fr")
    context = {
        "keeper": keeper,
        "face": face,
        "address": address,
        "spoken": keeper.organisation.language,
        "code": f"data:image/svg+xml;base64,{drawn}",
    }
    return render(request, "producers/portal/card.html", context)


def _revoke(request: HttpRequest, keeper: Keeper) -> None:
    revoke_card(keeper.person(request.POST.get("person", "")), actor=keeper.actor, reason=_reason(request))


def _lost(request: HttpRequest, keeper: Keeper) -> None:
    end_everywhere(keeper.person(request.POST.get("person", "")), actor=keeper.actor, reason=_reason(request))


def _clear(request: HttpRequest, keeper: Keeper) -> None:
    clear_pin(keeper.person(request.POST.get("person", "")), actor=keeper.actor, reason=_reason(request))


def _open(request: HttpRequest, keeper: Keeper) -> HttpResponse | None:
    name = clean_line(request.POST.get("name", ""), LONGEST)
    typed = request.POST.get("phone", "")[:LONGEST].strip()
    number = e164(typed)
    if not name:
        return _page(request, keeper, wrong=gettext("Write her first name."), status=422)
    if typed and not number:
        return _page(request, keeper, wrong=gettext("That is no phone number."), status=422)
    open_door(keeper.organisation, name=name, number=number, actor=keeper.actor)
    return None


def _phone(request: HttpRequest, keeper: Keeper) -> HttpResponse | None:
    if not keeper.is_operator:
        raise Http404
    user = keeper.person(request.POST.get("person", ""), with_door=True)
    typed = request.POST.get("phone", "")[:LONGEST].strip()
    if typed and not e164(typed):
        return _page(request, keeper, wrong=gettext("That is no phone number."), status=422)
    change_phone(user, e164(typed), actor=keeper.actor, reason=_reason(request))
    return None


def _reason(request: HttpRequest) -> str:
    return clean_line(request.POST.get("reason", ""), 200)


DOING = {
    "card": _card, "revoke": _revoke, "lost": _lost, "clear": _clear, "open": _open, "phone": _phone,
}  # fmt: skip
FOR_OTHERS = (_clear, _open, _phone)
