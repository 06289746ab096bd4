"""One event as its page shows it: words, days, place, programme, who exhibits and what they sell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from home.events.domain.programme import by_day
from home.events.exhibits import Exhibit, more_exhibits
from home.events.models import Event, Session
from home.events.reading.cards import EventCard, event_card, here
from home.events.reading.markup import event_markup
from home.events.reading.seats import has_seats
from producers.domain.cards import ProducerCard
from producers.domain.region_tiles import RegionShown
from producers.domain.regions import REGIONS
from producers.domain.shown import Shown, shown
from producers.models import Organisation
from producers.reading.cards import producer_card
from producers.reading.directory import proven
from producers.reading.head import read_head, written_in
from shop.domain.cards import ProductCard
from shop.models import Listing, Market
from shop.papers.press import has_press
from shop.reading.cards import product_cards, with_cards
from shop.reading.market import current_market

MOST_MAKERS, MOST_PRODUCTS = 60, 12


@dataclass(frozen=True)
class PartShown:
    """One part of the programme; hours in wall time."""

    pk: int | None
    kind: str
    kind_name: str
    title: Shown
    begins: datetime
    ends: datetime
    room: str = ""
    track: str = ""
    language: str = ""
    speakers: tuple[str, ...] = ()
    description: Shown | None = None

    @property
    def hours(self) -> str:
        """Its hours as they are written in every language."""
        return f"{self.begins:%H:%M} – {self.ends:%H:%M}"


@dataclass(frozen=True)
class GroupShown:
    """Makers who exhibit together: all of an event, or one group of a fair with its days."""

    name: Shown | None
    days: tuple[date, date] | None
    makers: tuple[tuple[ProducerCard, str], ...]


def find_event(slug: str) -> Event:
    """Return a public event. Raises ``Event.DoesNotExist``."""
    rows = Event.objects.public().select_related("picture", "series", "organiser")
    return rows.prefetch_related("sessions", "exhibitors", "themes", "places").get(slug=slug)


def read_event(event: Event, market: Market, lang: str) -> dict[str, Any]:
    """Return what the page shows, its head and its data for search engines included."""
    card, own = event_card(event, lang), event.original_language
    sessions, stands = list(event.sessions.all()), exhibits_of(event)
    makers = _makers(stands)
    parts = [part_shown(one, lang, own) for one in sessions if one.kind != Session.Kind.GROUP]
    return {
        "event": event,
        "card": card,
        "cancel_lines": [event.cancel_reason] if event.cancel_reason else [],
        "description": shown(event.description, lang, own) if event.description else None,
        "themes": [
            (shown(one.name, lang), f"{reverse('events:agenda')}?theme={one.code}")
            for one in event.themes.all()
        ],
        "organiser": shown(event.organiser.name, lang, event.organiser.original_language)
        if event.organiser
        else None,
        "days": by_day(parts),
        "groups": _groups(event, sessions, stands, makers, lang),
        "products": _products(makers, market, lang),
        "products_url": _products_url(makers),
        "regions": _regions(event, lang),
        "calendar_url": f"{reverse('tiwizi_agenda_event', args=[event.export_id])}?lang={lang}",
        "can_register": bool(event.pk) and not card.is_past and has_seats(event),
        "has_plan": bool(event.pk and parts) and has_press(),
        "head": _head(event, card),
        "markup": event_markup(event, card, parts, lang),
    }


def draft_page(event: Event, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    return read_event(event, current_market(request), get_language() or "fr")


def part_shown(session: Session, lang: str, own: str) -> PartShown:
    """Return one part of the programme."""
    return PartShown(
        pk=session.pk,
        kind=session.kind,
        kind_name=session.get_kind_display(),
        title=shown(session.title, lang, own),
        begins=here(session.starts_at),
        ends=here(session.ends_at),
        room=shown(session.room, lang, own).text,
        track=shown(session.track, lang, own).text,
        language=session.get_language_display() if session.language else "",
        speakers=tuple(
            line.strip() for line in shown(session.speakers, lang, own).text.splitlines() if line.strip()
        ),
        description=shown(session.description, lang, own) if session.description else None,
    )


def exhibits_of(event: Event) -> list[Exhibit]:
    """Return who shows at an event: as its page is written, then whom apps above name; each maker once."""
    named = [Exhibit(one.producer_id, one.stand, one.group) for one in event.exhibitors.all()]
    known = {one.producer_id for one in named}
    more = more_exhibits(event.pk) if event.pk else []
    return named + [one for one in more if one.producer_id not in known]


def _makers(stands: Sequence[Exhibit]) -> dict[int, Organisation]:
    """Return the exhibitors whom the public may see, by key."""
    keys = [one.producer_id for one in stands]
    rows = Organisation.objects.shown().filter(pk__in=keys).select_related("picture")
    return {one.pk: one for one in rows.prefetch_related("crafts", proven())[:MOST_MAKERS]} if keys else {}


def _groups(
    event: Event,
    sessions: Sequence[Session],
    stands: Sequence[Exhibit],
    makers: dict[int, Organisation],
    lang: str,
) -> tuple[GroupShown, ...]:
    """Return those who stay for all of it, then each group with its days."""
    rows = [one for one in stands if one.producer_id in makers]
    stays = {one.group: one for one in sessions if one.kind == Session.Kind.GROUP}
    found = []
    for number in sorted({one.group for one in rows}, key=lambda group: group or 0):
        stay = stays.get(number) if number else None
        found.append(
            GroupShown(
                shown(stay.title, lang, event.original_language) if stay else None,
                (here(stay.starts_at).date(), here(stay.ends_at).date()) if stay else None,
                tuple(_stand(one, makers, lang) for one in rows if one.group == number),
            )
        )
    return tuple(found)


def _stand(one: Exhibit, makers: dict[int, Organisation], lang: str) -> tuple[ProducerCard, str]:
    return producer_card(makers[one.producer_id], lang), one.stand


def _products(makers: dict[int, Organisation], market: Market, lang: str) -> tuple[ProductCard, ...]:
    if not makers:
        return ()
    rows = Listing.objects.sold_in(market).filter(producer__in=list(makers)).one_can_have()
    return product_cards(with_cards(rows.order_by("-published_at", "-product"))[:MOST_PRODUCTS], lang)


def _products_url(makers: dict[int, Organisation]) -> str:
    chosen = [("producer", one.slug) for one in makers.values() if one.may_sell]
    return f"{reverse('shop:catalogue')}?{urlencode(chosen)}" if chosen else ""


def _regions(event: Event, lang: str) -> tuple[RegionShown, ...]:
    """Return the map with this region chosen; the others lead to what happens there."""
    url = reverse("events:agenda")
    return tuple(
        RegionShown(one.iso, one.name(lang), f"{url}?region={one.iso}", None, one.iso == event.region)
        for one in REGIONS
    )


def _head(event: Event, card: EventCard) -> Any:
    return read_head(
        "events:event",
        [event.slug],
        written_in(event.title, event.original_language),
        title=card.title.text,
        description=card.summary.text if card.summary else "",
        picture=card.picture,
        kind="article",
    )
