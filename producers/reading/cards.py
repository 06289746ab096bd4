"""Producers as cards."""

from django.urls import reverse

from producers.domain.cards import ProducerCard
from producers.domain.regions import region_name
from producers.domain.shown import shown
from producers.models import Organisation
from producers.reading.pictures import picture_shown


def place_shown(organisation: Organisation, lang: str) -> str:
    """Return where she is: commune and region, never closer."""
    commune = shown(organisation.commune, lang, organisation.original_language).text
    return " · ".join(part for part in (commune, region_name(organisation.region, lang)) if part)


def producer_card(organisation: Organisation, lang: str, *, with_crafts: bool = True) -> ProducerCard:
    """Return the card of a maker whose ``crafts`` and ``proofs`` are read already."""
    crafts = organisation.crafts.all() if with_crafts else ()
    return ProducerCard(
        url=reverse("producers:profile", args=[organisation.slug]),
        name=shown(organisation.name, lang, organisation.original_language),
        number=organisation.number,
        place=place_shown(organisation, lang),
        crafts=tuple(shown(craft.name, lang).text for craft in crafts),
        sentence=shown(organisation.sentence, lang, organisation.original_language)
        if organisation.sentence
        else None,
        picture=picture_shown(organisation.picture, lang),
        badges=tuple(shown(proof.label.name, lang).text for proof in getattr(organisation, "proofs", [])),
    )
