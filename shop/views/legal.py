"""Legal texts and the pages that explain the shop."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.domain.dates import date_written
from producers.reading.head import read_head, written_in
from producers.responses import shared_page
from shop.reading.legal import in_force, legal_shown


@shared_page
@require_safe
def legal(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the version in force today, with its date of effect."""
    lang = get_language() or "fr"
    texts = in_force(timezone.localdate())
    if slug not in texts:
        raise Http404(_("There is no such page."))
    others = [legal_shown(row, lang) for other, row in sorted(texts.items()) if other != slug]
    shown = legal_shown(texts[slug], lang)
    languages = written_in(texts[slug].body, texts[slug].original_language)
    context = {
        "text": shown,
        "others": others,
        "since": date_written(shown.effective_from, lang),
        "head": read_head("shop:legal", [slug], languages, title=shown.title.text),
    }
    return render(request, "shop/legal.html", context)
