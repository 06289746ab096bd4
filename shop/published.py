"""Wherever Wagtail publishes or unpublishes a product (a form, a workflow, a schedule), the lists follow."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published, unpublished

from shop.actions.listing import refresh_listing
from shop.models import Product


@receiver([published, unpublished], sender=Product)
def refresh_what_lists_say(sender: type[Product], instance: Product, **kwargs: Any) -> None:
    """Bring the rows of the catalogue up to date with what became public."""
    refresh_listing([instance.pk])
