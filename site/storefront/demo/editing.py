"""What waits for editors: a story handed in, a draft and a page left alone, a document to publish."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from home.library.models import Document
from home.models import LandingPage, StoryIndexPage, StoryPage
from producers.models import Organisation
from storefront.demo.data import texts

HANDED_IN, LEFT, OLD = "le-metier-de-sa-mere", "les-mains-du-jeudi", "about"
DRAFT_AGE, PAGE_AGE = timedelta(days=45), timedelta(days=400)


def load_editing(users: dict[str, Any]) -> None:
    """Write what is missing; a second run changes nothing."""
    if StoryPage.objects.filter(slug=HANDED_IN).exists():
        return
    index = StoryIndexPage.objects.get(locale__language_code="fr")
    makers = Organisation.objects.shown().order_by("number")
    handed = _draft(index, HANDED_IN, "Le métier de sa mère", makers[2], users["editor"])
    handed.get_workflow().start(handed, users["editor"])
    left = _draft(index, LEFT, "Les mains du jeudi", makers[3], users["editor"])
    Page.objects.filter(pk=left.pk).update(latest_revision_created_at=timezone.now() - DRAFT_AGE)
    Page.objects.filter(pk__in=LandingPage.objects.filter(slug=OLD, locale__language_code="fr")).update(
        last_published_at=timezone.now() - PAGE_AGE
    )
    Document.objects.create(
        live=False,
        is_fictional=True,
        kind=Document.Kind.WORK,
        slug="cahier-du-thuya",
        title=texts(
            {
                "fr": "Cahier du thuya (à relire)",
                "ar": "دفتر العرعار (للمراجعة)",
                "en": "Notes on thuya (to be read again)",
            }
        ),
    )


def _draft(index: Page, slug: str, title: str, producer: Organisation, editor: Any) -> StoryPage:
    page = StoryPage(
        title=title,
        slug=slug,
        summary="Elle raconte comment elle a repris l’atelier. Histoire inventée, encore à relire.",
        locale=index.locale,
        producer=producer,
        live=False,
        owner=editor,
        body=[("text", "<p>Le métier était plié derrière la porte depuis dix ans.</p>")],
    )
    index.add_child(instance=page)
    page.save_revision(user=editor)
    return page
