"""What Wagtail's views need to say once they are changed by us."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic.base import View

from producers.policy import Policy, declare


class ForEditors(View):
    """A view of Wagtail's that we have changed: it answers those whom Wagtail lets in."""

    @declare(Policy.EDITOR)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer as Wagtail does."""
        return super().dispatch(request, *args, **kwargs)
