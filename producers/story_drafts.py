"""Drafts of a producer's page: plain words of hers become blocks of a revision; what is live stays."""

from html import escape, unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Locale, Page, Revision, Site
from wagtail.rich_text import RichText

from producers.models import Organisation, Picture, ProducerPage

PARAGRAPH = "paragraph"


class NoHomeError(LookupError):
    """The site has no home page below which her page could stand."""


def page_of(organisation: Organisation, lang: str) -> ProducerPage | None:
    """Return her page in a language with what she wrote last, live or not."""
    page = organisation.pages.filter(locale__language_code=lang, alias_of=None).order_by("pk").first()
    return page.get_latest_revision_as_object() if page else None


def words_of(page: ProducerPage) -> str:
    """Return the paragraphs of a page as plain text, an empty line between two."""
    return "\n\n".join(_plain(block.value) for block in page.story if block.block_type == PARAGRAPH)


def draft(
    organisation: Organisation,
    lang: str,
    *,
    words: str | None = None,
    picture: Picture | None = None,
    by: Any = None,
) -> tuple[ProducerPage, Revision]:
    """Write words or a picture of hers into a new revision; what is None stays as it was.

    ``by`` is the user who wrote it. Quotes that an editor set stay behind her words. Raises ``NoHomeError``.
    """
    page = page_of(organisation, lang) or _new_page(organisation, lang)
    if words is not None:
        others = [(block.block_type, block.value) for block in page.story if block.block_type != PARAGRAPH]
        page.story = [(PARAGRAPH, RichText(text)) for text in _paragraphs(words)] + others
    if picture is not None:
        page.picture = picture
    return page, page.save_revision(user=by)


def _new_page(organisation: Organisation, lang: str) -> ProducerPage:
    """An unpublished page below the home of her language."""
    home = _home(lang)
    others = organisation.pages.filter(alias_of=None).values_list("translation_key", flat=True)
    page = ProducerPage(
        title=_title(organisation, lang),
        slug=_free_slug(home, organisation.slug),
        locale=home.locale,
        organisation=organisation,
        live=False,
    )
    page.translation_key = others.first() or page.translation_key
    return home.add_child(instance=page)


def _home(lang: str) -> Page:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    locale = Locale.objects.filter(language_code=lang).first()
    home = site.root_page.get_translation_or_none(locale) if site and locale else None
    if home is None:
        raise NoHomeError(lang)
    return home


def _free_slug(home: Page, slug: str) -> str:
    """A page of an editor's may have taken the name; her address is that of the organisation anyway."""
    return slug if Page._slug_is_available(slug, home) else f"{slug}-page"


def _title(organisation: Organisation, lang: str) -> str:
    names = organisation.name.data if hasattr(organisation.name, "data") else {}
    return names.get(lang) or names.get(organisation.original_language) or organisation.slug


def _paragraphs(words: str) -> list[str]:
    lines = [line.strip() for line in words.splitlines()]
    return [f"<p>{escape(line)}</p>" for line in lines if line]


def _plain(value: Any) -> str:
    source = value.source if isinstance(value, RichText) else str(value)
    return unescape(strip_tags(source.replace("</p>", "\n").replace("</li>", "\n"))).strip()
