"""The exhibition: rooms with their works, what is public, where labels lead, how little a slow line needs."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from home.awards.testing.builders import an_award_edition
from home.events.testing.builders import an_event
from home.exhibition.board import draft_works, empty_rooms, hidden_works
from home.exhibition.models import Hanging, Room, Work
from home.exhibition.reading.room import PER_LIGHT_PAGE
from home.exhibition.search_kinds import find_works, show_works
from home.exhibition.testing.builders import a_room, a_work
from producers.models import Recording
from producers.search_kinds import Question
from producers.testing.builders import a_craft, a_picture, a_producer, texts
from shop.papers.press import has_press
from shop.testing.builders import a_market, a_variant, on_show

pytestmark = pytest.mark.django_db
LOOKS = (draft_works, hidden_works, empty_rooms)
RENDITIONS = Path(__file__).resolve().parents[3] / "site/demo/pictures/renditions"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def titles(client, address: str) -> list[str]:
    return [one.title.text for one in client.get(address).context["cards"]]


def test_rooms_are_listed_by_their_place_and_by_kind_with_what_the_public_sees_in_them(client):
    assert "No room" in client.get("/en/exhibition/").content.decode()
    hidden = a_work(producer=a_producer(slug="away", status="suspended"))
    a_room(a_work(), hidden, a_work(live=False, producer=hidden.producer), title="Région", position=2)
    a_room(title="Métier", kind="craft", craft=a_craft("weaving"), position=1)
    a_room(title="Ébauche", live=False)
    cards = client.get("/fr/exhibition/").context["cards"]
    assert [(one.title.text, one.works) for one in cards] == [("Métier", 0), ("Région", 1)]
    assert titles(client, "/fr/exhibition/?kind=region") == ["Région"]
    assert client.get("/fr/exhibition/?page=2").status_code == 404
    assert client.get("/fr/exhibition/?kind=nothing").status_code == 200


def test_a_room_shows_its_works_in_their_order_and_none_of_hidden_makers(client):
    maker = a_producer(slug="maker")
    first, last = (a_work(title=title, producer=maker) for title in ("Une", "Deux"))
    hidden = a_work(title="Cachée", producer=a_producer(slug="away", status="suspended"))
    room = a_room(last, hidden, first, slug="salle")
    assert titles(client, "/fr/exhibition/salle/") == ["Deux", "Une"]
    moved = Hanging.objects.get(room=room, work=last)
    moved.position = 9
    moved.save()
    assert titles(client, "/fr/exhibition/salle/") == ["Une", "Deux"]
    assert client.get(f"/fr/exhibition/works/{hidden.slug}/").status_code == 404
    assert client.get("/fr/exhibition/none/").status_code == 404
    graph = json.loads(SCRIPT.search(client.get("/fr/exhibition/salle/").content.decode())[1])["@graph"]
    assert [part["name"] for part in graph[0]["hasPart"]] == ["Une", "Deux"]


def test_a_room_has_pages_when_much_hangs_in_it(client, django_assert_max_num_queries):
    maker = a_producer()
    a_room(*(a_work(producer=maker) for _n in range(30)), slug="salle")
    with django_assert_max_num_queries(16):
        assert len(client.get("/fr/exhibition/salle/").context["cards"]) == 24
    assert len(client.get("/fr/exhibition/salle/?page=2").context["cards"]) == 6
    assert client.get("/fr/exhibition/salle/?page=3").status_code == 404


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_work_says_who_made_it_how_long_it_took_and_that_it_is_not_for_sale(client, lang):
    maker = a_producer(name="Itto", region="MA-05")
    work = a_work(slug="tapis", hours="12.50", made_in=2024, producer=maker)
    a_room(work, slug="salle")
    page = client.get(f"/{lang}/exhibition/works/tapis/").content.decode()
    for said in ("12,5", "2024", "Itto", "Pas à vendre" if lang == "fr" else "ليس للبيع"):
        assert said in page
    node = json.loads(SCRIPT.search(page)[1])["@graph"][0]
    assert (node["@type"], node["dateCreated"]) == ("VisualArtwork", "2024")
    assert node["identifier"] == work.export_id


def test_a_work_whose_like_is_in_the_shop_leads_there_until_that_is_taken_off(client):
    variant = a_variant()
    on_show(variant)
    a_work(slug="tapis", product=variant.product, producer=variant.product.producer)
    page = client.get("/fr/exhibition/works/tapis/")
    assert [one.slug for one in page.context["products"]] == [variant.product.slug]
    variant.product.live = False
    variant.product.save()
    page = client.get("/fr/exhibition/works/tapis/")
    assert not page.context["products"]
    assert "Pas à vendre" in page.content.decode()


def test_what_she_says_of_it_is_heard_once_somebody_approved_it(client):
    maker = a_producer()
    told = Recording.objects.create(
        organisation=maker, kind="product", object_id=1, file="x.opus", media_type="audio/ogg", seconds=12,
        language="ar", state="waiting",
    )  # fmt: skip
    work = a_work(slug="tapis", producer=maker, recording=told)
    assert client.get("/fr/exhibition/works/tapis/").context["sound"] is None
    told.state, told.public_name = "approved", "voices/x.opus"
    told.save()
    work.save()
    assert client.get("/fr/exhibition/works/tapis/").context["sound"].length == "0:12"


def test_from_a_room_one_goes_on_to_the_works_beside(client):
    maker = a_producer()
    works = [a_work(title=f"N{number}", producer=maker) for number in range(3)]
    a_room(*works, slug="salle")
    address = f"/fr/exhibition/works/{works[1].slug}/"
    page = client.get(f"{address}?room=salle").context
    assert (page["previous"].title.text, page["next"].title.text) == ("N0", "N2")
    assert "previous" not in client.get(f"{address}?room=%00").context


def test_a_room_names_what_its_kind_asks_for_and_only_that():
    event, edition = an_event(kind="fair"), an_award_edition()
    a_room(kind="fair", event=event)
    a_room(kind="award", edition=edition)
    wrong = (
        {"kind": "fair"},
        {"kind": "region", "region": ""},
        {"kind": "award", "edition": edition, "event": event},
        {"kind": "fair", "event": event, "region": "MA-01"},
    )
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            a_room(**fields)
        with pytest.raises(ValidationError, match="Nommez la région"):
            Room(slug="x", title=texts("x"), **fields).full_clean(exclude=["description"])


def test_a_label_leads_to_the_page_of_its_work_and_says_when_that_is_gone(client):
    work = a_work(slug="tapis", first_published_at="2026-01-01T00:00:00Z")
    a_room(work, slug="salle")
    address = f"/id/work/{work.export_id}"
    assert client.get(address).headers["Location"].endswith("/exhibition/works/tapis/")
    assert work.export_id in client.get(address, headers={"Accept": "application/ld+json"}).content.decode()
    assert has_press()
    assert client.get("/ar/exhibition/salle/labels.pdf").content.startswith(b"%PDF")
    Work.objects.filter(pk=work.pk).update(live=False)
    assert client.get(address).status_code == 410
    draft = a_work(live=False, producer=work.producer)
    assert client.get(f"/id/work/{draft.export_id}").status_code == 404


def test_the_page_for_a_slow_line_needs_no_fonts_and_is_not_indexed(client):
    a_room(a_work(), slug="salle")
    full, light = (client.get(f"/fr/exhibition/salle/{more}").content.decode() for more in ("", "light/"))
    assert "noindex" in light
    assert "noindex" not in full
    assert 'rel="canonical" href="http://testserver/fr/exhibition/salle/"' in light
    assert "site-fonts" in full
    assert "site-fonts" not in light
    again = client.get("/fr/exhibition/salle/").content.decode()
    assert "site-fonts" in again, "nothing of the light page is kept for the other"


def test_what_is_light_goes_on_light_and_is_under_a_hundred_kilobytes(client):
    maker = a_producer()
    works = [a_work(producer=maker, picture=a_picture(), description=texts("Noué. " * 60)) for _n in range(9)]
    a_room(*works, slug="salle")
    page = client.get("/ar/exhibition/salle/light/")
    html = page.content.decode()
    assert len(page.context["cards"]) == PER_LIGHT_PAGE == 8
    assert 'href="/ar/exhibition/salle/light/?page=2"' in html
    assert len(client.get("/ar/exhibition/salle/light/?page=2").context["cards"]) == 1
    assert client.get("/ar/exhibition/salle/light/?page=3").status_code == 404
    assert set(re.findall(r"picture-\d-(\d+)\.", html)) <= {"240"}, "the smallest files alone"
    heaviest = sorted(path.stat().st_size for path in RENDITIONS.glob("*-240.avif"))[-PER_LIGHT_PAGE:]
    frame = [gzip.compress(path.read_bytes()) for path in _files_of(html)]
    assert len(frame) > 2
    assert len(gzip.compress(page.content)) + sum(map(len, frame)) + sum(heaviest) < 100_000


def _files_of(html: str) -> list[Path]:
    """Return the styles, scripts and signs that a page names."""
    named = set(re.findall(r'(?:href|src)="/static/([^"#?]+\.(?:css|js|svg))', html))
    return [Path(found) for name in named if (found := finders.find(name))]


def test_the_board_names_drafts_works_nobody_sees_and_empty_rooms():
    hidden = a_work(title="Cachée", producer=a_producer(slug="away", status="suspended"))
    a_work(title="Ébauche", live=False, producer=hidden.producer)
    a_room(a_work(), title="Pleine")
    a_room(hidden, title="Vide")
    a_room(title="Ébauche de salle", live=False)
    found = {look.__name__: (look().count, [name for name, _url in look().first]) for look in LOOKS}
    assert found == {
        "draft_works": (1, ["Ébauche"]),
        "hidden_works": (1, ["Cachée"]),
        "empty_rooms": (1, ["Vide"]),
    }


def test_works_are_found_by_title_maker_and_technique():
    maker = a_producer(name="Itto Azeroual")
    work = a_work(title="Tapis de mariage", producer=maker)
    a_work(live=False, title="Tapis caché", producer=maker)
    question = {"text": "", "lang": "fr", "market": a_market().pk}
    for words in (("mariage",), ("itto",), ("azeroual", "tapis")):
        assert find_works(Question(words=words, **question)) == [work.pk]
    assert show_works([work.pk], Question(words=(), **question))[work.pk].title.text == "Tapis de mariage"


def test_rooms_and_works_are_on_the_map_of_the_site(client):
    a_room(a_work(slug="tapis"), slug="salle")
    listed = b"".join(client.get("/sitemap-exhibition-1.xml").streaming_content).decode()
    for path in ("/fr/exhibition/", "/fr/exhibition/salle/", "/fr/exhibition/works/tapis/"):
        assert f"<loc>http://testserver{path}</loc>" in listed
