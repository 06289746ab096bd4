"""The language of this request, asked for hundreds of times a page.

Django keeps it in a variable of ``asgiref``, which takes a lock and four calls to read. What is kept there is
looked up by itself here: an inner part of that library. Where a release of it keeps it elsewhere nothing is
found, Django is asked, and ``test_quick_language`` says so.
"""

from threading import get_ident
from typing import Any

from django.utils.translation import get_language, trans_real

_kept: Any = getattr(getattr(trans_real._active, "_storage", None), "_data", None)  # type: ignore[attr-defined]  # no stubs


def language() -> str | None:
    """Return what ``get_language`` returns."""
    found = _kept and _kept.get(None)
    active = found.data.get("value") if found and found.thread_id == get_ident() else None
    return get_language() if active is None else active.to_language()


def is_found() -> bool:
    """Say whether the short way is there."""
    return _kept is not None and hasattr(_kept.get(None), "thread_id")
