"""How a list says where it goes on, beside the cursor in its body."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from producers.reading.head import absolute


def link_next(request: HttpRequest, response: HttpResponse, cursor: str | None) -> None:
    """Set ``Link: rel="next"`` to the address of the next page; nothing where the list ends."""
    if cursor is None:
        return
    pairs = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    address = absolute(f"{request.path}?{urlencode([*pairs, ('cursor', cursor)])}")
    response.headers["Link"] = f'<{address}>; rel="next"'
