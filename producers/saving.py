"""Readers who asked for fewer bytes: ``Save-Data: on``.

Their pages have the smallest pictures and no web fonts, and are other pages: whoever keeps answers keeps them
apart by ``request.saves_data``, as shared caches do by ``Vary``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

HEADER = "Save-Data"
_saves_data: ContextVar[bool] = ContextVar("tiwizi_saves_data", default=False)


def saves_data() -> bool:
    """Say whether the request being answered asked for fewer bytes; False outside of one."""
    return _saves_data.get()


def asks_to_save(header: str) -> bool:
    """Read the header: the token ``on`` decides, whatever else may stand beside it."""
    return "on" in (token.strip().lower() for token in header[:100].split(";"))


@contextmanager
def saving(request: HttpRequest) -> Iterator[None]:
    """Draw a page as for those who save data, whoever asks: it is that page which has the address."""
    request.saves_data = True  # type: ignore[attr-defined]  # as the middleware does
    before = _saves_data.set(True)
    try:
        yield
    finally:
        _saves_data.reset(before)


class SaveDataMiddleware:
    """Put ``saves_data`` on the request, and keep it at hand for what draws a picture without a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that pages differ by the header."""
        request.saves_data = asks_to_save(request.headers.get(HEADER, ""))  # type: ignore[attr-defined]  # Django's way
        before = _saves_data.set(request.saves_data)  # type: ignore[attr-defined]  # as above
        try:
            response = self.get_response(request)
        finally:
            _saves_data.reset(before)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, [HEADER])
        return response
