"""The list of needs and offers that members see, filtered by side, thing, craft and region."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from home.events.models import Registration
from home.network.models import Listing, Talk
from home.network.reading.cards import ListingCard, guest_card, listing_card, talk_card
from producers.domain.regions import REGIONS
from producers.models import Craft, Organisation

PER_PAGE = 20
WHOSE = ("organisation__picture", "seat__places__event")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what does not exist is left out."""

    side: str = ""
    thing: str = ""
    craft: str = ""
    region: str = ""
    at: str = ""
    """The address of the list itself."""

    def url(self, **changes: object) -> str:
        """Return the address of the list with some of it changed."""
        kept = {name: value for name, value in (self._chosen | changes).items() if value}
        return self.at + (f"?{urlencode(kept)}" if kept else "")

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for."""
        return any(self._chosen.values())

    @property
    def _chosen(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if name != "at"}


def read_asked(values: Mapping[str, str], crafts: list[Craft], at: str) -> Asked:
    """Read the address ``at`` which a list is; what does not exist is ignored."""
    known = {
        "side": set(Listing.Side.values),
        "thing": set(Listing.Thing.values),
        "craft": {craft.code for craft in crafts},
        "region": {region.iso for region in REGIONS},
    }
    found = {name: values.get(name, "") for name in known if values.get(name, "") in known[name]}
    return Asked(**found, at=at)


def read_list(asked: Asked, number: int, lang: str, today: date, mine: Organisation) -> dict[str, Any]:
    """Return a page of what others need and offer. Raises ``EmptyPage`` for a page that is not there."""
    rows = Listing.objects.holding(today).exclude(organisation=mine).open_to_maker(mine)
    return _page(rows, asked, number, lambda one: listing_card(one, lang, today, mine))


def read_list_for(seat: Registration, asked: Asked, number: int, lang: str, today: date) -> dict[str, Any]:
    """Return a page of what makers need and offer for somebody without a shop. Raises ``EmptyPage``."""
    rows = Listing.objects.holding(today).open_to(seat)
    return _page(rows, asked, number, lambda one: guest_card(one, lang, today))


def _page(rows: Any, asked: Asked, number: int, card: Callable[[Listing], ListingCard]) -> dict[str, Any]:
    names = {"side": "side", "thing": "thing", "craft": "organisation__crafts__code"}
    rows = rows.filter(**{path: getattr(asked, name) for name, path in names.items() if getattr(asked, name)})
    if asked.region:
        rows = rows.filter(Q(organisation__region=asked.region) | Q(seat__places__event__region=asked.region))
    rows = rows.select_related(*WHOSE).prefetch_related("organisation__crafts")
    page = Paginator(rows.order_by("-pk"), PER_PAGE).page(number)
    places = page.paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return {
        "cards": [card(one) for one in page],
        "page": page,
        "pages": [(place, asked.url(page=place)) for place in places],
        "next_url": asked.url(page=number + 1) if page.has_next() else "",
        "previous_url": asked.url(page=number - 1) if page.has_previous() else "",
    }


def her_listings(mine: Organisation, lang: str, today: date) -> list[Any]:
    """Return what she needs and offers, also what is over and can be renewed."""
    rows = Listing.objects.filter(organisation=mine, ended_at=None)
    rows = rows.select_related("organisation__picture").prefetch_related("organisation__crafts")
    return [listing_card(one, lang, today, mine) for one in rows]


def her_talks(mine: Organisation) -> Any:
    """Return the messages of a maker, both ways, what waits for her first."""
    rows = Talk.objects.filter(Q(sender=mine) | Q(receiver=mine)).select_related(
        "sender", "sender_seat", "receiver", "receiver_seat"
    )
    return rows.order_by("-pk")


def read_talks(mine: Organisation, number: int, lang: str) -> dict[str, Any]:
    """Return a page of her messages. Raises ``EmptyPage`` for a page that is not there."""
    page = Paginator(her_talks(mine), PER_PAGE).page(number)
    address = reverse("network_portal:talks")
    return {
        "cards": [talk_card(one, lang, mine) for one in page],
        "page": page,
        "pages": [(place, f"{address}?page={place}") for place in page.paginator.page_range],
        "next_url": f"{address}?page={number + 1}" if page.has_next() else "",
        "previous_url": f"{address}?page={number - 1}" if page.has_previous() else "",
    }
