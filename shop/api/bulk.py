"""Products in bulk for partners: everything, or what is otherwise since they last read, with what is gone."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from producers.conf import site_url
from shop.api.asked import Cursor
from shop.api.bearers import Bearer
from shop.api.cursors import cursor_for, place_in
from shop.api.paging import link_next
from shop.api.problems import ProblemError, error_at
from shop.api.products import REFUSED
from shop.api.schemas import Problem
from shop.domain.channels import Channel, Selection
from shop.domain.webhooks import Scope
from shop.models import Partner
from shop.reading.export_pages import page_of
from shop.reading.exports import sequence_now

PREFIX = "partner/"
router = Router(tags=["partners"])


class BulkAsked(Schema):
    """``since`` is what an earlier answer gave: then only what is otherwise since is read."""

    since: Annotated[int, Field(ge=0, le=2**62)] = 0
    cursor: Cursor = ""
    limit: Annotated[int, Field(ge=1, le=1000)] = 500


class Bulk(Schema):
    """A page of variants as they may be exported, in the partner's languages, with the offer of its market.

    ``gone`` names those that are to be removed; ``since`` is what to ask with next time.
    """

    items: list[dict[str, Any]]
    gone: list[str]
    next: str | None
    since: int


@router.get(
    "partner/products",
    auth=Bearer(Scope.READ),
    response={200: Bulk, 401: Problem, 403: Problem, 503: Problem, **REFUSED},
    operation_id="readProducts",
    url_name="partner_products",
)
def read_products(request: HttpRequest, response: HttpResponse, asked: Query[BulkAsked]) -> Any:
    """Read the partner's selection page by page. Only of makers who share their data today."""
    partner: Partner = request.auth.partner  # type: ignore[attr-defined]  # set by the door
    now = sequence_now()
    if asked.since > now:
        raise ProblemError(422, "invalid", errors=[error_at("query.since", "in the future")])
    key = ("bulk", partner.pk, asked.since)
    place = place_in(key, asked.cursor)
    upto, after = (int(place[0]), int(place[1])) if place else (now, 0)
    page = page_of(channel_of(partner), asked.since, after, asked.limit, partner.languages)
    following = cursor_for(key, [upto, page.last]) if page.last is not None else None
    link_next(request, response, following)
    return {"items": page.items, "gone": page.gone, "next": following, "since": upto}


def channel_of(partner: Partner) -> Channel:
    """Return what a partner reads as a channel."""
    chosen = {name: frozenset(codes) for name, codes in partner.selection.items()}
    return Channel(
        code=f"partner-{partner.pk}",
        dialect="api",
        title=partner.name,
        language="fr",
        country="",
        market=partner.market.code,
        currency=partner.market.currency,
        base=site_url(),
        selection=Selection(**chosen),
    )
