"""The agenda and the pages of events: what is listed, what each says, what search engines read."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from home.events.actions.cancel_event import cancel_event
from home.events.models import Event, Series, Theme
from home.events.testing.builders import a_session, an_event, an_exhibitor, at
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer, an_association, texts
from shop.testing.builders import a_market, a_product, a_variant, on_show
from tests.oracles.vocabulary import faults

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def days(number: int):
    return TODAY() + timedelta(days=number)


def listed(client, query: str = "", lang: str = "fr") -> list[str]:
    return [card.title.text for card in client.get(f"/{lang}/agenda/{query}").context["cards"]]


@pytest.fixture
def three() -> dict[str, Event]:
    """A fair that comes, a meeting after it, and a course that is over."""
    theme = Theme.objects.create(code="selling", name=texts("Vendre"))
    meeting = an_event(title="Rencontre", kind="meeting", region="MA-03", first_day=days(30))
    meeting.themes.add(theme)
    meeting.series = Series.objects.create(slug="rencontres", name=texts("Rencontres"))
    meeting.save()
    return {
        "fair": an_event(title="Foire", first_day=days(5)),
        "meeting": meeting,
        "course": an_event(title="Cours", kind="training", first_day=days(-9)),
    }


def test_what_comes_is_listed_nearest_first_and_what_is_over_apart(client, three):
    an_event(title="Ébauche", live=False)
    an_event(title="Dernier jour", first_day=days(-2), last_day=TODAY())
    assert listed(client) == ["Dernier jour", "Foire", "Rencontre"]
    assert listed(client, "?past=1") == ["Cours"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?region=MA-03", ["Rencontre"]),
        ("?kind=fair", ["Foire"]),
        ("?theme=selling", ["Rencontre"]),
        ("?kind=fair&region=MA-03", []),
        ("?series=rencontres", ["Rencontre"]),
        ("?kind=nope&region=XX&theme=none&series=none", ["Foire", "Rencontre"]),
    ],
)
def test_filters_narrow_and_what_does_not_exist_is_ignored(client, three, query, found):
    assert listed(client, query) == found


def test_an_event_leads_to_the_others_of_its_tour(client, three):
    page = client.get(f"/fr/agenda/{three['meeting'].slug}/").content.decode()
    assert 'href="/fr/agenda/?series=rencontres"' in page
    assert "series=" not in client.get(f"/fr/agenda/{three['fair'].slug}/").content.decode()


def test_parts_at_the_same_hour_stand_beside_each_other(client):
    event = an_event()
    a_session(event, title="Prix", room="Salle 1"), a_session(event, title="Photo", track="Image")
    a_session(event, title="Marche", day=1)
    page = client.get(f"/fr/agenda/{event.slug}/").content.decode()
    assert page.count('class="programme-beside"') == 1
    beside = page[page.index("programme-beside") :].partition("</ol>")[0]
    assert ("Prix" in beside, "Photo" in beside, "Marche" in beside) == (True, True, False)
    assert (
        "<bdi>10:00</bdi>\u00a0–\u00a0<bdi>12:00</bdi>" in page
    )  # from the right, the first hour is read first


def test_days_narrow_by_what_overlaps_them(client, three):
    assert listed(client, f"?from={days(7)}&until={days(7)}") == ["Foire"]
    assert listed(client, f"?from={days(8)}") == ["Rencontre"]
    assert listed(client, f"?until={days(4)}") == []
    assert listed(client, "?from=2026-02-31&until=xxxxxxxxxx") == ["Foire", "Rencontre"]


def test_an_empty_list_leads_on(client):
    page = client.get("/fr/agenda/").content.decode()
    assert "prévu pour le moment" in page
    assert "past=1" in page
    assert "/fr/agenda/" in client.get("/fr/agenda/?kind=fair").content.decode()


def test_pages_are_real_addresses_and_others_are_not_found(client):
    for number in range(13):
        an_event(title=f"Foire {number}", first_day=days(number))
    assert len(listed(client, "?kind=fair")) == 12
    assert listed(client, "?kind=fair&page=2") == ["Foire 12"]
    assert (
        'rel="next" href="/fr/agenda/?kind=fair&amp;page=2"'
        in client.get("/fr/agenda/?kind=fair").content.decode()
    )
    for page in ("0", "3", "x", "٢"):
        assert client.get("/fr/agenda/", {"page": page}).status_code == 404


@pytest.mark.parametrize("size", [1, 12])
def test_the_list_takes_few_queries_whatever_its_size(client, django_assert_max_num_queries, size):
    for number in range(size):
        an_event(series=Series.objects.create(slug=f"s{number}", name=texts("Tournée")))
    with django_assert_max_num_queries(9):
        assert len(listed(client)) == size


@pytest.fixture
def fair() -> Event:
    """A fair with a programme, two groups, and a maker who sells a rug."""
    fair = an_event(
        slug="foire", title={"fr": "Foire de Fès", "ar": "معرض فاس"}, summary=texts("Trois groupes."),
        organiser=an_association(name="Tadamoun"), latitude="34.03313", longitude="-5.00028",
        venue=texts("Bab Makina"), commune=texts("Fès"), opens_at="09:00", closes_at="19:00",
    )  # fmt: skip
    a_session(
        fair,
        title="Prix de vente",
        day=1,
        room=texts("Salle 2"),
        language="ar",
        speakers=texts("Itto B.\nAli C."),
    )
    first = a_session(
        fair,
        title="Groupe 1",
        kind="group",
        group=1,
        starts_at=at(fair.first_day, 9),
        ends_at=at(fair.last_day, 19),
    )
    assert first.group == 1
    maker = a_producer(name="Tuda", slug="tuda")
    on_show(a_variant(a_product(producer=maker, slug="rug", name="Tapis noué"), price="180.00", stock=3))
    an_exhibitor(fair, maker, group=1, stand="B12")
    an_exhibitor(fair, a_producer(name="Suspendue", slug="off", status="suspended"))
    return fair


def test_the_page_says_when_where_what_and_who(client, fair):
    page = client.get("/fr/agenda/foire/").content.decode()
    for word in ("Foire de Fès", "Bab Makina", "<bdi>09:00</bdi>\u00a0–\u00a0<bdi>19:00</bdi>", "Tadamoun",
                 "Prix de vente", "Salle 2",
                 "Itto B.", "Groupe 1", "Tuda", "B12", "Tapis noué", "geo:34.03313,-5.00028"):  # fmt: skip
        assert word in page, word
    assert "Suspendue" not in page
    assert "معرض فاس" in client.get("/ar/agenda/foire/").content.decode()


def test_the_page_takes_few_queries(client, fair, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        client.get("/fr/agenda/foire/")


def test_a_cancelled_event_keeps_its_page_and_says_so(client, fair):
    cancel_event(fair, actor=SYSTEM, reason="Pluie annoncée.")
    page = client.get("/fr/agenda/foire/").content.decode()
    assert "Cet événement est annulé." in page
    assert "Pluie annoncée." in page
    assert listed(client) == ["Foire de Fès"]
    assert "Annulé" in client.get("/fr/agenda/").content.decode()


def test_a_draft_and_an_unknown_address_are_not_found(client):
    an_event(slug="draft", live=False)
    for slug in ("draft", "nope"):
        assert client.get(f"/fr/agenda/{slug}/").status_code == 404


def test_a_change_is_on_the_page_at_once(client, fair):
    client.get("/fr/agenda/foire/")
    Event.objects.update(venue=texts("Bab Boujloud"))
    assert "Bab Boujloud" in client.get("/fr/agenda/foire/").content.decode()


def graph_of(client, path: str) -> list[dict]:
    return json.loads(SCRIPT.search(client.get(path).content.decode())[1])["@graph"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("fair", "ExhibitionEvent"), ("meeting", "BusinessEvent"), ("training", "EducationEvent")],
)
def test_markup_is_known_to_the_vocabulary_and_has_what_is_required(client, fair, kind, name):
    Event.objects.update(kind=kind)
    graph = graph_of(client, "/fr/agenda/foire/")
    assert list(faults({"@graph": graph})) == []
    event = graph[0]
    assert event["@type"] == name
    for required in (
        "name",
        "startDate",
        "endDate",
        "location",
        "eventStatus",
        "eventAttendanceMode",
        "organizer",
    ):
        assert event[required], required
    assert event["location"]["address"]["addressCountry"] == "MA"
    assert event["startDate"] == at(fair.first_day, 9).isoformat()
    assert [part["name"] for part in event["subEvent"]] == ["Prix de vente"]


def test_markup_of_a_cancelled_event_says_so(client, fair):
    cancel_event(fair, actor=SYSTEM)
    assert graph_of(client, "/fr/agenda/foire/")[0]["eventStatus"].endswith("EventCancelled")


def test_the_map_of_the_site_lists_events_in_their_languages(client, fair):
    an_event(slug="draft", live=False)
    listed = client.get("/sitemap-agenda-1.xml").getvalue().decode()
    for path in ("/fr/agenda/", "/fr/agenda/foire/", "/ar/agenda/foire/"):
        assert f"<loc>http://testserver{path}</loc>" in listed
    assert "/en/agenda/foire/" not in listed
    assert "draft" not in listed
