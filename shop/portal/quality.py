"""How her pieces were received: how many were complained of, why, and the lesson that helps. Hers alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from producers.domain.grants import Permission
from producers.domain.shown import shown
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.tasks import Task, add_task
from producers.prompts.known import Prompt, add_prompts
from shop.reading.quality import TechniqueQuality, quality_of


@portal_page(needs=Permission.SEE_ORDERS)
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Show how her pieces were received over a year, technique by technique."""
    acting = acting_in(request)
    lang = get_language() or "fr"
    rows = [_shown(row, lang) for row in quality_of(acting.organisation)]
    return render(request, "shop/portal/quality.html", {"rows": rows})


def _shown(row: TechniqueQuality, lang: str) -> dict[str, Any]:
    lessons = [
        (shown(lesson.title, lang), shown(lesson.text, lang), lesson.document) for lesson in row.lessons
    ]
    return {
        "technique": shown(row.technique.name, lang) if row.technique else None,
        "percent": row.percent,
        "counted": row.counted,
        "defects": [(defect.icon, shown(defect.name, lang), count) for defect, count in row.defects],
        "lessons": lessons,
    }


def register_quality() -> None:
    """Put it on the home, with its prompt; for ``AppConfig.ready``."""
    add_task(Task("quality", _("My quality"), "tools", "shop_portal:quality", Permission.SEE_ORDERS, 60))
    add_prompts(
        Prompt("quality", "tools", _("How your pieces were received. Only you see it, and who helps you."))
    )
