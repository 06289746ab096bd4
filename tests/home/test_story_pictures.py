"""When consent is withdrawn, the pictures of the story go with it; those that stand elsewhere stay."""

import pytest

from home.actions.withdraw_consent import withdraw_consent
from home.models import HomePage
from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.domain.actors import Actor
from producers.models import Picture
from shop.models import ProductPicture
from shop.testing.builders import a_market, a_product

pytestmark = pytest.mark.django_db
EDITOR = Actor(None, "editor")


def hidden() -> set[str]:
    return set(Picture.objects.exclude(removal_due_at=None).values_list("key", flat=True))


def test_only_what_the_story_alone_shows_is_removed():
    for code in ("ma", "eu", "world"):
        a_market(code)
    names = ("cover", "poster", "inside", "gallery", "on-home", "on-product", "on-page", "not-shown")
    rows = {name: Picture.objects.create(key=name) for name in names}
    video = {"poster": rows["poster"], "title": "Son métier", "address": "https://example.org/film"}
    story = a_story(
        picture=rows["cover"],
        body=[
            ("video", video),
            ("picture", {"picture": rows["inside"], "caption": ""}),
            ("gallery", [rows["gallery"], rows["on-home"], rows["on-product"], rows["on-page"]]),
        ],
    )
    HomePage.objects.update(picture=rows["on-home"])
    ProductPicture.objects.create(product=a_product(), picture=rows["on-product"])
    from home.models import LandingPage

    body = [("picture", {"picture": rows["on-page"], "caption": ""})]
    a_home_page().add_child(instance=LandingPage(title="Laine", slug="wool", body=body))
    consent = a_consent(story)
    published(story)
    assert hidden() == set()
    withdraw_consent(consent, actor=EDITOR)
    assert hidden() == {"cover", "poster", "inside", "gallery"}


def test_a_second_consent_taken_back_changes_nothing_more():
    a_market("ma")
    picture = Picture.objects.create(key="cover")
    story = a_story(picture=picture)
    first, second = a_consent(story), a_consent(story, person="Itto")
    published(story)
    withdraw_consent(first, actor=EDITOR)
    withdraw_consent(second, actor=EDITOR)
    assert hidden() == {"cover"}
