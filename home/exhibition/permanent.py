"""The permanent address of a work: ``/id/work/<export id>``, which labels beside it lead to."""

from django.urls import reverse
from django.utils import translation

from home.exhibition.models import Work
from home.exhibition.reading.cards import work_card
from home.exhibition.reading.markup import work_markup
from home.exhibition.reading.room import SHOWN_WITH
from shop.views.permanent import Found


def found_work(export_id: str) -> Found | None:
    """Return where a work is shown; a draft that was never public is not known."""
    one = Work.objects.once_public().filter(export_id=export_id).first()
    if one is None:
        return None
    is_shown = Work.objects.public().filter(pk=one.pk).exists()
    url = reverse("exhibition:work", args=[one.slug])
    return Found(url, is_shown, data=lambda lang: _data(one.pk, lang))


def _data(pk: int, lang: str) -> str:
    work = Work.objects.select_related(*SHOWN_WITH).get(pk=pk)
    with translation.override(lang):
        return str(work_markup(work, work_card(work, lang)))
