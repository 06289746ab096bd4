"""Taking a report about a page."""

from django.db import transaction

from producers.actions.announce import announce
from producers.models import Report


@transaction.atomic(durable=True)
def report_page(*, path: str, reason: str, text: str, contact: str, language: str) -> Report:
    """Keep what a visitor says is wrong, and tell the operators."""
    report = Report.objects.create(path=path, reason=reason, text=text, contact=contact, language=language)
    announce("page.reported", key=f"page.reported:{report.pk}", report=report.pk)
    return report
