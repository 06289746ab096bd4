"""Makers on the maps of others: those who share, at their province, in a form that maps read."""

import csv
import json
from io import StringIO

import jsonschema
import pytest
from django.utils import timezone

from producers.models import Consent
from producers.testing.builders import a_cooperative, a_producer
from shop.actions.export_snapshot import refresh_exports
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -17.5, "maximum": -0.9},
        {"type": "number", "minimum": 20.5, "maximum": 36.2},
    ],
    "minItems": 2,
    "maxItems": 2,
}
"""Longitude, then latitude: swapped, they lie outside of Morocco."""
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "geometry": {
                        "type": "object",
                        "required": ["type", "coordinates"],
                        "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                        "additionalProperties": False,
                    },
                    "properties": {
                        "type": "object",
                        "required": ["name", "url"],
                        "properties": {"addressCountry": {"pattern": "^[A-Z]{2}$"}},
                        "not": {"required": ["streetAddress"]},
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> list:
    """Two who share, one who does not, one without a known province."""
    with made_once.making():
        a_market()
        tuda = a_producer(
            slug="tuda", name={"fr": "Tuda", "ar": "تودة"}, region="MA-05", province="MA-AZI", sentence="=1+1"
        )
        group = a_cooperative(slug="groupe", region="MA-09", province="MA-TIZ")
        silent = a_producer(slug="silent", region="MA-05", province="MA-AZI")
        nowhere = a_producer(slug="nowhere")
        for maker in (tuda, group, nowhere):
            Consent.objects.create(
                organisation=maker, person="she", scope="sharing", heard_in="ar", given_at=timezone.now()
            )
        refresh_exports()
        return [tuda, group, silent, nowhere]


@pytest.fixture
def makers(built, made_once) -> list:
    return made_once.hand_out(built)


def read(client, form: str, query: str = "") -> str:
    answer = client.get(f"/feeds/map.{form}{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def test_points_have_the_keys_that_gogocarto_reads(client, makers):
    points = json.loads(read(client, "json"))["data"]
    assert {point["id"] for point in points} == {maker.export_id for maker in makers[:2]}
    for point in points:
        assert {"id", "name", "latitude", "longitude", "addressCountry", "source"} <= set(point)
        assert isinstance(point["latitude"], float)


def test_geojson_keeps_to_its_form(client, makers):
    collection = json.loads(read(client, "geojson", "?lang=ar"))
    jsonschema.validate(collection, GEOJSON)
    assert "تودة" in {one["properties"]["name"] for one in collection["features"]}


@pytest.mark.parametrize("broken", ["swapped", "country", "street"])
def test_what_is_broken_is_found(client, makers, broken):
    collection = json.loads(read(client, "geojson"))
    one = collection["features"][0]
    if broken == "swapped":
        one["geometry"]["coordinates"].reverse()
    else:
        one["properties"] |= {"addressCountry": "Morocco"} if broken == "country" else {"streetAddress": "4"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(collection, GEOJSON)


def test_the_table_says_the_same_and_holds_no_formula(client, makers):
    rows = list(csv.DictReader(StringIO(read(client, "csv"), newline="")))
    points = json.loads(read(client, "json"))["data"]
    assert [(row["id"], float(row["latitude"])) for row in rows] == [
        (point["id"], point["latitude"]) for point in points
    ]
    assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]


def test_who_takes_her_consent_back_is_on_no_map_at_once(client, makers):
    before = client.get("/feeds/map.json")
    Consent.objects.filter(organisation=makers[0]).update(withdrawn_at=timezone.now())
    assert [point["id"] for point in json.loads(read(client, "json"))["data"]] == [makers[1].export_id]
    again = client.get("/feeds/map.json", headers={"if-none-match": before.headers["ETag"]})
    assert again.status_code == 200


def test_what_has_not_changed_is_not_sent_again(client, makers):
    first = client.get("/feeds/map.geojson")
    assert first.headers["Content-Type"] == "application/geo+json"
    again = client.get("/feeds/map.geojson", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("path", "status"), [("map.kml", 404), ("map.json?lang=xx", 400)])
def test_what_is_not_offered_is_refused(client, makers, path, status):
    assert client.get(f"/feeds/{path}").status_code == status


def test_it_takes_a_fixed_number_of_queries(client, makers, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        read(client, "json")
