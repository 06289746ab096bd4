"""What every page of the site shows around its content. Nothing here asks the database anything."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from producers.domain.shown import PARTLY_SPOKEN, direction


@dataclass(frozen=True)
class LanguageLink:
    """The same page in one language; ``name`` is the language's own name for itself."""

    code: str
    name: str
    dir: str
    url: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the language switch, the language of the frame's words, and whether all is made up."""
    lang = get_language() or settings.LANGUAGE_CODE
    return {
        "interface_language": settings.LANGUAGE_CODE if lang in PARTLY_SPOKEN else lang,
        "language_links": tuple(_language_link(request, code, name) for code, name in settings.LANGUAGES),
        "is_demo": settings.IS_DEMO,
    }


def _language_link(request: HttpRequest, code: str, name: str) -> LanguageLink:
    return LanguageLink(code, name, direction(code), _same_page(request, code), code == get_language())


def _same_page(request: HttpRequest, code: str) -> str:
    """Return this page's address in another language, and the home page where it has none.

    A page that an editor wrote may have another name in each language: it says so in ``same_page``.
    """
    known = getattr(request, "same_page", None)
    if known and request.path in known.values():
        return known.get(code, f"/{code}/")
    now = f"/{get_language()}/"
    if not request.path.startswith(now):
        return f"/{code}/"
    return f"/{code}/{request.get_full_path().removeprefix(now)}"
