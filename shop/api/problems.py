"""Every error of the API is a problem document (RFC 9457) with a stable code."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from producers.conf import site_url
from shop.domain.errors import RefusedError, Why
from shop.refusal_words import sentence_for

MEDIA_TYPE = "application/problem+json"
CONFLICTS = frozenset(
    {Why.CLOSED, Why.FORM_CHANGED, Why.TOTAL_CHANGED, Why.LINES_CHANGED, Why.SHORT, Why.AT_WORK}
)


class ProblemError(Exception):
    """What an address cannot do. ``code`` is stable; ``facts`` are further members of the document."""

    def __init__(
        self, status: int, code: str, headers: Mapping[str, str] | None = None, **facts: Any
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.headers, self.facts = status, code, headers or {}, facts


def titles() -> dict[str, str]:
    """Return what to say of each code of the API's own, in the language that is active."""
    return {
        "not_found": _("There is nothing at this address."),
        "gone": _("This was there, and has been withdrawn."),
        "invalid": _("Something in the request is missing or cannot be read."),
        "bad_cursor": _("This cursor is not one of ours, or belongs to another list."),
        "method_not_allowed": _("This address does not answer this method."),
        "not_acceptable": _("We answer in JSON only."),
        "too_many_requests": _("That was many times within a short while. Please try again later."),
        "unauthorized": _("A valid token is needed."),
        "forbidden": _("This token does not open this."),
        "broken": _("Something went wrong on our side. We have noted it; please try again later."),
        "unavailable": _("This is not possible right now. Please try again later."),
    }


def title_of(code: str) -> str:
    """Return what to say of a code."""
    known = titles()
    return known.get(code) or known["invalid"]


def problem(
    status: int, code: str, *, title: str = "", headers: Mapping[str, str] | None = None, **facts: Any
) -> HttpResponse:
    """Answer with a problem document."""
    body = {
        "type": f"{site_url()}/en/api/#problem-{code}",
        "title": title or title_of(code),
        "status": status,
        "code": code,
        **facts,
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def problem_of(error: ProblemError) -> HttpResponse:
    """Answer with what an address has raised."""
    return problem(error.status, error.code, headers=error.headers, **error.facts)


def refused(refusal: RefusedError) -> HttpResponse:
    """Answer what buying refuses: with the code and the sentence of the pages."""
    status = HTTPStatus.CONFLICT if refusal.code in CONFLICTS else HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(status, refusal.code.value, title=sentence_for(refusal), **_plain(refusal.facts))


def _plain(facts: Mapping[str, object]) -> dict[str, Any]:
    """Return those facts that a program can use: fields, numbers and codes, no rows and no secrets."""
    found: dict[str, Any] = {}
    if isinstance(fields := facts.get("fields"), Mapping):
        found["fields"] = {str(name): str(getattr(why, "value", why)) for name, why in fields.items()}
    for name in ("available", "most", "reason"):
        if isinstance(facts.get(name), int | str):
            found[name] = facts[name]
    if isinstance(reasons := facts.get("reasons"), list | tuple):
        found["reasons"] = [str(reason) for reason in reasons]
    return found


def error_at(place: str, message: str) -> dict[str, str]:
    """Return one entry of ``errors``: where in the request, and what is wrong there."""
    return {"at": place, "detail": message}


def of_validation(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer what does not fit the description, with the place of each fault and none of the values sent."""
    errors = [error_at(".".join(str(part) for part in one["loc"]), one["msg"]) for one in error.errors]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", errors=errors)
