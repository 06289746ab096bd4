"""The processor's refusals, in the shape in which it says them."""

from typing import Any


class Refused(Exception):  # noqa: N818  the name of what the processor does
    """An answer other than 200."""

    def __init__(
        self, status: int, message: str, *, kind: str = "invalid_request_error", code: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"error": {"type": kind, "message": message}}
        if code:
            self.body["error"]["code"] = code


def missing(what: str, name: str) -> Refused:
    """Return the refusal for something that is not there."""
    return Refused(404, f"No such {what}: '{name}'", code="resource_missing")
