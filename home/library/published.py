"""Wherever Wagtail publishes or unpublishes a document (a form, a workflow, a schedule), searches follow."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published, unpublished

from home.library.actions.refresh import refresh_documents
from home.library.models import Document


@receiver([published, unpublished], sender=Document)
def refresh_what_searches_find(sender: type[Document], instance: Document, **kwargs: Any) -> None:
    """Bring what searches and harvesters read up to date with what became public."""
    refresh_documents([instance.pk])
