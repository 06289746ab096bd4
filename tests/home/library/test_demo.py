"""The demo's fund: sixty records in French and Arabic, with texts that are found on their pages."""

import pytest
from django.utils import timezone

from home.library.models import Document, Loan, Reservation, Subject
from home.library.reading.loans import copies_of
from shop.testing.builders import a_market
from storefront.demo.library import load_library
from storefront.demo.loans import load_loans
from storefront.demo.reading_room import load_reading_room

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


def test_the_demo_lends_copies_and_has_one_that_is_late_and_one_that_is_waited_for():
    a_market()
    load_library()
    load_reading_room()
    load_loans()
    load_loans()
    assert Loan.objects.count() == 20
    assert Loan.objects.open().count() == 4
    assert Loan.objects.late(timezone.localdate()).count() == 1
    assert [one.state for one in Reservation.objects.all()] == ["waiting"]
    shown = [copies_of(one, "fr") for one in Document.objects.filter(copies__isnull=False).distinct()]
    assert sorted((one.total, one.free) for one in shown) == sorted([(1, 0)] * 3 + [(2, 1)] + [(2, 2)] * 8)
    waited = Document.objects.get(reservations__isnull=False)
    assert waited.slug == "fiche-indigo"
