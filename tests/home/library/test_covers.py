"""A cover that is edited shows at once; what only concerns offers leaves the lists of the fund alone."""

import pytest

from home.library.testing.builders import a_document, shelved
from home.testing.builders import a_home_page
from producers.editions.current import Editions
from producers.models import Organisation, Picture
from producers.testing.builders import an_organisation
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


def stamps() -> list[tuple[int, ...]]:
    return [Editions().of(areas) for areas in (("library", "pictures"), ("offers",))]


def test_an_edited_cover_shows_in_the_list(client):
    a_home_page()
    a_market()
    cover = Picture.objects.create(alt="Une laine")
    shelved(a_document(cover=cover))
    for name in ("laine.jpg", "soie.jpg"):
        files = {"formats": {}, "fallback": name, "width": 4, "height": 3}
        Picture.objects.filter(pk=cover.pk).update(files=files)
        assert f"/{name}" in client.get("/fr/library/").content.decode()


def test_a_change_of_offers_is_none_of_the_fund():
    maker = an_organisation()
    fund, offers = stamps()
    Organisation.objects.filter(pk=maker.pk).update(slug="autre")
    assert stamps()[0] == fund
    assert stamps()[1] != offers


def test_a_change_of_pictures_is_one_of_offers_too():
    fund, offers = stamps()
    Picture.objects.create(alt="Une laine")
    assert stamps()[0] != fund
    assert stamps()[1] != offers
