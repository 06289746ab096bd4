"""Needs, offers and messages as screens show them: no more of a maker than she said yes to."""

from dataclasses import dataclass
from datetime import date

from home.events.models import Registration
from home.network.domain.listings import Part, ends_soon
from home.network.models import Listing, Talk
from home.network.network_words import ICONS, said
from producers.domain.regions import region_name
from producers.domain.shown import PictureShown, Shown, direction, shown
from producers.models import Organisation
from producers.reading.cards import portrait_shown


@dataclass(frozen=True)
class ListingCard:
    """One need or offer. What she does not show is empty."""

    token: str
    side: str
    icon: str
    thing: str
    name: Shown | None
    commune: Shown | None
    region: str
    words: str
    language: str
    crafts: tuple[Shown, ...]
    kind: str
    """As what a person takes part who is no maker; empty for makers."""
    picture: PictureShown | None
    until: date
    is_hers: bool
    ends_soon: bool


@dataclass(frozen=True)
class TalkCard:
    """One message, from the point of view of one of the two."""

    token: str
    icon: str
    thing: str
    side: str
    is_from_me: bool
    other: Shown | None
    sentences: list[tuple[str, str]]
    words: str
    language: str
    state: str
    state_name: str
    asked_on: date
    waits: bool


def guest_card(row: Listing, lang: str, today: date) -> ListingCard:
    """Return the card of a maker's row for somebody without a shop: what she shows is for makers alone."""
    for part in Part:
        setattr(row, f"shows_{part.value}", False)
    return listing_card(row, lang, today, None)


def listing_card(row: Listing, lang: str, today: date, mine: Organisation | None) -> ListingCard:
    """Return the card of a row whose maker, her picture and her crafts, or whose seat, are read already."""
    if row.organisation is None:
        return _card_of_a_person(row, lang, today)
    maker = row.organisation
    commune = shown(maker.commune, lang, maker.original_language)
    return ListingCard(
        token=row.export_id,
        side=row.side,
        icon=ICONS[row.thing],
        thing=row.get_thing_display(),
        name=maker_name(maker, lang) if row.shows_name else None,
        commune=commune if row.shows_commune else None,
        region=region_name(maker.region, lang),
        words=row.words if row.shows_words else "",
        language=row.language,
        crafts=tuple(shown(craft.name, lang) for craft in maker.crafts.all()),
        kind="",
        picture=portrait_shown(maker, lang) if row.shows_photo else None,
        until=row.until,
        is_hers=mine is not None and row.organisation_id == mine.pk,
        ends_soon=ends_soon(row.until, today),
    )


def talk_card(row: Talk, lang: str, mine: Organisation) -> TalkCard:
    """Return a message. Who was asked stays unnamed until she has said yes; who wrote has said who she is."""
    is_from_me = row.sender_id == mine.pk
    knows = not is_from_me or row.state == Talk.State.YES
    return TalkCard(
        token=row.export_id,
        icon=ICONS[row.thing],
        thing=row.get_thing_display(),
        side=row.side,
        is_from_me=is_from_me,
        other=_other(row, lang, is_from_me) if knows else None,
        sentences=said(row.sentences),
        words=row.words,
        language=row.language,
        state=row.state,
        state_name=row.get_state_display(),
        asked_on=row.asked_at.date(),
        waits=row.waits,
    )


def _card_of_a_person(row: Listing, lang: str, today: date) -> ListingCard:
    """Where the event is at which she has a seat says where to meet her; she has no place of her own here."""
    event = row.seat.places.event
    commune = shown(event.commune, lang, event.original_language)
    return ListingCard(
        token=row.export_id,
        side=row.side,
        icon=ICONS[row.thing],
        thing=row.get_thing_display(),
        name=_as_written(row.seat.name, lang) if row.shows_name else None,
        commune=commune if row.shows_commune else None,
        region=region_name(event.region, lang),
        words=row.words if row.shows_words else "",
        language=row.language,
        crafts=(),
        kind=str(row.seat.get_kind_display()),
        picture=None,
        until=row.until,
        is_hers=False,
        ends_soon=ends_soon(row.until, today),
    )


def _other(row: Talk, lang: str, is_from_me: bool) -> Shown:
    if not is_from_me:
        return sender_name(row, lang)
    if row.receiver is not None:
        return maker_name(row.receiver, lang)
    return _as_written(row.receiver_seat.name, lang)


def sender_name(row: Talk, lang: str) -> Shown:
    """Return the name of who wrote: a maker's in a language, or a person's."""
    if row.sender is not None:
        return maker_name(row.sender, lang)
    return _as_written(row.sender_seat.name, lang)


def maker_name(maker: Organisation, lang: str) -> Shown:
    """Return her name with the language that it is in; nothing of whom is erased."""
    return shown("" if maker.erased_at else maker.name, lang, maker.original_language)


def person_name(seat: Registration, lang: str) -> Shown:
    """Return what somebody with a seat is called: the maker, or the person; empty once forgotten."""
    if seat.organisation is not None:
        return maker_name(seat.organisation, lang)
    return _as_written(seat.name, lang)


def _as_written(name: str, lang: str) -> Shown:
    """A person writes her name as she likes: nobody knows in which language."""
    return Shown(name, lang, direction(lang))
