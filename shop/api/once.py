"""``Idempotency-Key``: what is sent twice under one key is done once, and said again as it is now."""

import hashlib
from collections.abc import Callable
from typing import Annotated, TypeVar

from django.http import HttpResponse
from ninja import Header, Schema

from shop.actions.cart_requests import begin, end, take_back
from shop.domain.errors import RefusedError
from shop.models import Cart

T = TypeVar("T")
Key = Annotated[str, Header("", alias="Idempotency-Key", max_length=80, pattern=r"^[!-~]*$")]


def once(response: HttpResponse, cart: Cart, key: str, asked: Schema, do: Callable[[], T]) -> T | None:
    """Do it, unless it was done under this key: then return None and say so in a header.

    Raises ``KEY_REUSED`` for another request, ``AT_WORK`` while it is being done. What is refused changes
    nothing and leaves the key free.
    """
    if not key:
        return do()
    begun = begin(cart, key, _fingerprint(asked))
    if begun.is_done:
        response.headers["Idempotency-Replayed"] = "true"
        return None
    try:
        done = do()
    except RefusedError:
        take_back(begun)
        raise
    end(begun)
    return done


def _fingerprint(asked: Schema) -> str:
    said = f"{type(asked).__name__}{asked.model_dump_json()}"
    return hashlib.sha256(said.encode()).hexdigest()
