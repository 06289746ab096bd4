"""What a till is called on papers and in the books."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from home.fairs.models import Till
from producers.domain.dates import date_written
from producers.domain.shown import shown


def till_name(till: Till, day: date, lang: str) -> str:
    """Return what stands for the buyers of a day at a till: nobody asked who they are."""
    event = till.fair.event
    with translation.override(lang):
        return _("Sales at %(fair)s, till %(till)s, %(day)s") % {
            "fair": shown(event.title, lang, event.original_language).text,
            "till": till.label,
            "day": date_written(day, lang),
        }
