"""Publishing an edition's words: its state, and what a jury has begun to score, stay as they are."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from home.awards.models import Edition


@transaction.atomic
def publish_edition(
    edition: Edition, revision: Any, publish: Callable[..., Any], *args: Any, **kwargs: Any
) -> Any:
    """Publish a revision, whoever asks; ``publish`` does it. What is live is taken from the locked row."""
    stands = Edition.objects.locked().get(pk=edition.pk)
    for name in Edition.LIVE:
        setattr(revision.content_object, name, getattr(stands, name))
    return publish(revision, *args, **kwargs)
