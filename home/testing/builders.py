"""Pages for tests."""

from wagtail.models import Locale, Page, Site

from home.models import HomePage


def a_home_page(language: str = "fr") -> HomePage:
    """Return the home page of a language, made when it is missing; the French one is the site's root."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    there = HomePage.objects.filter(locale=locale).first()
    if there:
        return there
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    page = HomePage(title="Tiwizi", slug=f"home-{language}", locale=locale, sentence="Des choses faites.")
    french = HomePage.objects.filter(locale__language_code="fr").first()
    if french:
        page.translation_key = french.translation_key
    root.add_child(instance=page)
    if language == "fr":
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page}
        )
    return page
