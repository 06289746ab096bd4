"""What every screen of a maker's own orders begins with: her own order of a number, or nothing."""

from django.http import Http404, HttpRequest

from producers.portal.acting import acting_in
from shop.models import ProducerOrder
from shop.reading.my_orders import my_parts, with_pieces


def my_part(request: HttpRequest, number: str) -> ProducerOrder:
    """Return her order of this number with its pieces; any other is a 404."""
    rows = with_pieces(my_parts(request.user, acting_in(request).organisation))
    found: ProducerOrder | None = rows.filter(number=number[:20]).first()
    if found is None:
        raise Http404
    return found
