"""Taking a question about an offer."""

from django.db import transaction

from producers.actions.announce import announce
from shop.models import Enquiry, Product


@transaction.atomic(durable=True)
def enquire(product: Product, *, kind: str, name: str, contact: str, text: str, language: str) -> Enquiry:
    """Keep the question and tell those who answer it."""
    enquiry = Enquiry.objects.create(
        product=product, kind=kind, name=name, contact=contact, text=text, language=language
    )
    announce("enquiry.opened", key=f"enquiry.opened:{enquiry.pk}", enquiry=enquiry.pk)
    return enquiry
