"""Producers as cards."""

from django.urls import reverse

from producers.domain.cards import ProducerCard
from producers.domain.regions import region_name
from producers.domain.shown import PictureShown, shown
from producers.models import Organisation
from producers.reading.names import name_shown
from producers.reading.pictures import picture_shown
from producers.reading.shown_of import shown_of


def place_shown(organisation: Organisation, lang: str) -> str:
    """Return where she is: commune and region, never closer."""
    commune = shown(organisation.commune, lang, organisation.original_language).text
    return " · ".join(part for part in (commune, region_name(organisation.region, lang)) if part)


def producer_card(organisation: Organisation, lang: str, *, with_crafts: bool = True) -> ProducerCard:
    """Return the card of a maker whose ``crafts`` and ``proofs`` are read already."""
    crafts = organisation.crafts.all() if with_crafts else ()
    return ProducerCard(
        url=reverse("producers:profile", args=[organisation.slug]),
        name=name_shown(organisation, lang),
        number=organisation.number,
        place=place_shown(organisation, lang),
        crafts=tuple(shown(craft.name, lang).text for craft in crafts),
        sentence=shown(organisation.sentence, lang, organisation.original_language)
        if organisation.sentence
        else None,
        picture=portrait_shown(organisation, lang),
        badges=tuple(shown(proof.label.name, lang).text for proof in getattr(organisation, "proofs", [])),
        export_id=organisation.export_id,
        slug=organisation.slug,
    )


def portrait_shown(organisation: Organisation, lang: str) -> PictureShown | None:
    """Return her portrait where she agrees today to have it shown; a drawing needs no yes."""
    picture = organisation.picture
    if picture is None or not (picture.is_illustration or organisation.pk in shown_of().faces):
        return None
    return picture_shown(picture, lang)
