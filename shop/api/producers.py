"""Makers: the directory and one profile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router

from producers.domain.export_ids import is_export_id
from producers.domain.text import clean_line
from producers.models import Craft, Organisation
from producers.reading.cards import producer_card as card_of
from producers.reading.directory import Asked, matching, proven
from producers.reading.profile import find_maker, read_profile
from shop.api import schemas
from shop.api.asked import Code, InLanguage, MakersAsked, check_region
from shop.api.cursors import cursor_for, place_in
from shop.api.paging import link_next
from shop.api.problems import ProblemError, error_at
from shop.api.products import REFUSED
from shop.api.shapes import producer_card, text, text_or_none

router = Router(tags=["producers"])


@router.get(
    "producers",
    response={200: schemas.Producers, **REFUSED},
    operation_id="listProducers",
    url_name="producers",
)
def list_producers(request: HttpRequest, response: HttpResponse, asked: Query[MakersAsked]) -> Any:
    """List the makers by their number, narrowed by region, craft and name."""
    check_region(asked.region)
    if asked.craft and not Craft.objects.filter(code=asked.craft).exists():
        raise ProblemError(422, "invalid", errors=[error_at("query.craft", "unknown")])
    wanted, lang = Asked(asked.region, asked.craft, clean_line(asked.q, 80)), get_language() or "fr"
    place = place_in(wanted, asked.cursor)
    rows = matching(wanted).select_related("picture").prefetch_related("crafts", proven())
    if place is not None:
        rows = rows.filter(number__gt=int(place[0]))
    read = list(rows[: asked.limit + 1])
    page = read[: asked.limit]
    following = cursor_for(wanted, [page[-1].number]) if len(read) > asked.limit else None
    link_next(request, response, following)
    return {"items": [producer_card(card_of(one, lang)) for one in page], "next": following}


@router.get(
    "producers/{id}",
    response={200: schemas.Producer, 410: schemas.Problem, **REFUSED},
    operation_id="getProducer",
    url_name="producer",
)
def get_producer(request: HttpRequest, id: Code, asked: Query[InLanguage]) -> Any:  # noqa: A002  its name in the address
    """Show one maker, by her permanent id, with what she agreed to have shown."""
    profile = read_profile(find_maker(_slug_of(id)), get_language() or "fr")
    return {
        **producer_card(profile.card),
        "region": profile.organisation.region,
        "village": text_or_none(profile.village),
        "group": profile.group[0].text if profile.group else None,
        "vouched_by": text_or_none(profile.association),
        "has_story": profile.page is not None,
        "story_language": profile.page_language if profile.page else None,
        "proofs": [
            {
                "label": text(one.label),
                "issuer": one.issuer,
                "is_visit": one.is_visit,
                "checked_on": one.checked_on,
                "valid_until": one.valid_until,
            }
            for one in profile.proofs
        ],
    }


def _slug_of(export_id: str) -> str:
    """Return the slug of a maker who is shown. Raises ``not_found``, ``gone`` for one who was."""
    one = Organisation.objects.filter(export_id=export_id).first() if is_export_id(export_id) else None
    if one is None or one.kind not in Organisation.SELLING:
        raise ProblemError(404, "not_found")
    if not one.is_shown:
        raise ProblemError(410, "gone")
    return one.slug
