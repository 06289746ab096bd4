"""The demo's fund: sixty records in French and Arabic, with texts that are found on their pages."""

import pytest

from home.library.models import Document, Subject
from shop.testing.builders import a_market
from storefront.demo.library import load_library

pytestmark = pytest.mark.django_db


def test_the_demo_has_sixty_documents_and_finds_words_in_them(client):
    a_market()
    load_library()
    load_library()
    assert Document.objects.public().filter(is_fictional=True).count() == 60
    assert set(Document.objects.values_list("kind", flat=True)) == set(Document.Kind.values)
    assert Subject.objects.count() == 8
    assert all({"fr", "ar"} <= set(one.title.data) for one in Document.objects.all())
    french = client.get("/fr/library/", {"q": "bain long"}).context["list"].cards
    assert (french[0].title.text, french[0].place.label) == (
        "Cahier d’atelier : Teindre la laine à l’indigo", "À la page 2",
    )  # fmt: skip
    arabic = client.get("/ar/library/", {"q": "الصبر"}).context["list"].cards
    (printed,) = (card for card in arabic if card.url == "/ar/library/cahier-indigo/")
    assert printed.place.dir == "rtl"
    assert printed.first_page
