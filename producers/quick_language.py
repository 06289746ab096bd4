"""The language of this request, asked for hundreds of times a page.

Django keeps it in a variable of ``asgiref``, which takes a lock and four calls to read. What is kept there is
looked up by itself here: an inner part of that library. Where a release of it keeps it elsewhere nothing is
found, Django is asked, and ``test_quick_language`` says so.
"""

from threading import get_ident
from typing import Any

from django.utils.translation import get_language, trans_real

_kept: tuple[Any, Any] = None, None
"""What Django keeps it in, which is another one after a change of settings, and the variable inside."""


def language() -> str | None:
    """Return what ``get_language`` returns."""
    found = _found()
    active = found.data.get("value") if found and found.thread_id == get_ident() else None
    return get_language() if active is None else active.to_language()


def is_found() -> bool:
    """Say whether the short way is there."""
    return hasattr(_found(), "thread_id")


def _found() -> Any:
    global _kept
    local: Any = trans_real._active  # type: ignore[attr-defined]  # no stubs
    if _kept[0] is not local:
        _kept = local, getattr(getattr(local, "_storage", None), "_data", None)
    return _kept[1] and _kept[1].get(None)
