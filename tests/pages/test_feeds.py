"""Feeds over HTTP: who may read them, what a cache is told, parts, and what has changed since."""

import csv
import gzip
import io
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from moneyed import Money

from producers.editions.areas import areas, tables
from producers.models import Consent
from producers.testing.builders import a_cooperative, a_picture
from shop import counting
from shop.actions.build_feeds import build_feeds
from shop.actions.export_snapshot import refresh_exports
from shop.actions.feed_tokens import forget_old_reads, replace_token, revoke_token
from shop.actions.note_reads import forget_bursts, write_reads
from shop.management.commands.run_jobs import run_all
from shop.models import FeedChannel, FeedRead, Price, Product, ProductPicture
from shop.reading.exports import sequence_now
from shop.testing.builders import a_product, a_variant
from shop.testing.feeds import STAFF, a_built_channel, a_channel, a_key, built, shares

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()
    forget_bursts()
    counting.forget_shares()


@pytest.fixture
def rug():
    maker = a_cooperative(name="Les Cèdres")
    shares(maker)
    return a_piece(maker)


def a_piece(maker):
    product = a_product(producer=maker)
    ProductPicture.objects.create(product=product, picture=a_picture())
    return a_variant(product)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(answer):
    return list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"))))


@pytest.fixture
def sheet(rug):
    return a_built_channel("sheet")


@pytest.fixture
def address(sheet):
    return f"/feeds/{a_key(sheet)}/sheet.csv"


def test_a_key_opens_the_file_of_its_channel(rug, address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert [row["id"] for row in rows(answer)] == [rug.export_id]
    assert answer["Cache-Control"] == "private, max-age=300, no-transform"
    assert "Accept-Encoding" in answer["Vary"].split(", ")
    assert not answer.cookies


@pytest.mark.parametrize("agent", ["", "gzip, br"])
def test_etag_and_length_are_those_of_the_form_that_is_sent(address, agent):
    answer = Client().get(address, HTTP_ACCEPT_ENCODING=agent)
    sent = body(answer)
    assert int(answer["Content-Length"]) == len(sent)
    assert answer.get("Content-Encoding", "") == ("gzip" if agent else "")
    assert (gzip.decompress(sent) if agent else sent).startswith(b"id,product_id")
    assert answer["ETag"].endswith('-gz"') is bool(agent)
    assert not answer["ETag"].startswith("W/")
    again = Client().get(address, HTTP_ACCEPT_ENCODING=agent, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304
    assert body(again) == b""
    assert again["ETag"] == answer["ETag"]
    other = Client().get(
        address, HTTP_ACCEPT_ENCODING="" if agent else "gzip", HTTP_IF_NONE_MATCH=answer["ETag"]
    )
    assert other.status_code == 200


def test_the_same_content_packed_by_another_coder_has_a_name_of_its_own(address, monkeypatch):
    before = Client().get(address, HTTP_ACCEPT_ENCODING="gzip")["ETag"]
    plain = Client().get(address)["ETag"]
    monkeypatch.setattr("shop.actions.feed_files.PACKED", 0)
    built(FeedChannel.objects.get())
    assert Client().get(address)["ETag"] == plain
    answer = Client().get(address, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=before)
    assert answer.status_code == 200
    assert answer["ETag"] != before


def test_who_knows_only_the_moment_is_answered_too(address):
    answer = Client().get(address)
    assert Client().get(address, HTTP_IF_MODIFIED_SINCE=answer["Last-Modified"]).status_code == 304
    assert Client().get(address, HTTP_IF_MODIFIED_SINCE="Thu, 01 Jan 2015 00:00:00 GMT").status_code == 200


def test_head_says_all_and_sends_nothing(address):
    whole, head = Client().get(address), Client().head(address)
    assert head.status_code == 200
    assert body(head) == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Last-Modified"):
        assert head[name] == whole[name]


@pytest.mark.parametrize(
    ("asked", "cut"),
    [("bytes=0-9", slice(0, 10)), ("bytes=5-", slice(5, None)), ("bytes=-7", slice(-7, None))],
)
def test_a_part_of_the_file_can_be_fetched(address, asked, cut):
    whole = body(Client().get(address))
    part = Client().get(address, HTTP_RANGE=asked)
    assert part.status_code == 206
    assert body(part) == whole[cut]
    assert part["Content-Range"].endswith(f"/{len(whole)}")


def test_a_part_beyond_the_end_and_one_of_another_file_are_refused(address):
    beyond = Client().get(address, HTTP_RANGE="bytes=99999999-")
    assert beyond.status_code == 416
    assert beyond["Content-Range"].startswith("bytes */")
    assert Client().get(address, HTTP_RANGE="bytes=0-3", HTTP_IF_RANGE='"other"').status_code == 200
    assert Client().get(address, HTTP_RANGE="lines=0-3").status_code == 200


def test_no_other_key_opens_it(sheet, address):
    other = a_built_channel("other")
    stranger = a_key(other)
    assert Client().get(f"/feeds/{stranger}/other.csv").status_code == 200
    for wrong in (
        f"/feeds/{stranger}/sheet.csv",
        "/feeds/none/sheet.csv",
        "/feeds/sheet.csv",
        address[:-3] + "xml",
    ):
        assert Client().get(wrong).status_code == 404, wrong


def test_a_revoked_key_opens_nothing_and_a_new_one_takes_its_place(sheet, address):
    token = sheet.tokens.get()
    key = replace_token(token, actor=STAFF)
    assert Client().get(address).status_code == 404
    assert Client().get(f"/feeds/{key}/sheet.csv").status_code == 200
    revoke_token(sheet.tokens.get(revoked_at=None), actor=STAFF)
    assert Client().get(f"/feeds/{key}/sheet.csv").status_code == 404
    assert key not in str(list(sheet.tokens.values()))


def test_a_public_channel_is_open_to_all_and_may_be_kept_by_all(rug):
    a_built_channel("open", is_public=True)
    answer = Client().get("/feeds/open.csv")
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("public")


def test_an_inactive_channel_is_not_there(sheet, address):
    type(sheet).objects.update(is_active=False)
    assert Client().get(address).status_code == 404


def test_who_reads_too_often_is_told_when_to_come_again(sheet, address):
    type(sheet).objects.update(reads_an_hour=2)
    assert [Client().get(address).status_code for _ in range(3)] == [200, 200, 429]
    other = f"/feeds/{a_key(sheet, 'Another')}/sheet.csv"
    assert Client().get(other).status_code == 200
    assert Client().get(address)["Retry-After"] == "3600"


def test_readings_are_counted_by_reader_and_answer_without_an_address(sheet, address):
    etag = Client().get(address)["ETag"]
    for _ in range(2):
        Client().get(address, HTTP_IF_NONE_MATCH=etag)
    write_reads()
    assert set(FeedRead.objects.values_list("token__consumer", "status", "count")) == {
        ("Buyer", 200, 1),
        ("Buyer", 304, 2),
    }
    assert forget_old_reads(now=timezone.now() + timedelta(days=91)) == 2


def test_what_was_read_of_a_channel_that_is_gone_is_not_counted(sheet, address):
    for _ in range(3):
        assert Client().get(address).status_code == 200, "the second and the third wait to be counted"
    type(sheet).objects.update(current=None)
    sheet.delete()
    cache.clear()  # as it may at any time: what waits looks like the first of its kind then
    assert write_reads() == 0
    assert not FeedRead.objects.exists()


def test_a_channel_without_a_file_asks_to_come_again(rug):
    answer = Client().get(f"/feeds/{a_key(a_channel('new'))}/new.csv")
    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_a_consent_withdrawn_after_the_build_closes_the_file_until_it_is_made_again(rug, sheet, address):
    Consent.objects.update(withdrawn_at=timezone.now())
    assert Client().get(address).status_code == 503
    refresh_exports()
    assert build_feeds() == 1
    answer = Client().get(address)
    assert answer.status_code == 200
    assert rows(answer) == []
    assert sheet.builds.count() == 1  # the older one named her


@pytest.mark.parametrize("scope", ["name", "photo"])
def test_a_name_or_a_face_taken_back_closes_it_as_well(rug, scope):
    consent = shares(rug.product.producer, scope)
    address = f"/feeds/{a_key(a_built_channel('sheet'))}/sheet.csv"
    assert Client().get(address).status_code == 200
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
    assert Client().get(address).status_code == 503


def test_a_consent_of_somebody_who_is_not_in_the_file_changes_nothing(sheet, address):
    other = shares(a_cooperative())
    assert Client().get(address).status_code == 200
    Consent.objects.filter(pk=other.pk).update(withdrawn_at=timezone.now())
    assert Client().get(address).status_code == 200


def cursor(answer):
    return answer["Link"].partition("since=")[2].partition(">")[0]


def test_a_delta_holds_what_has_changed_since(rug, sheet, address):
    second = a_piece(rug.product.producer)
    built(sheet)
    since = cursor(Client().get(address))
    assert rows(Client().get(f"{address}?since={since}")) == []
    Price.objects.filter(variant=second).update(amount=Money("99.00", "MAD"))
    refresh_exports()
    delta = Client().get(f"{address}?since={since}")
    assert [row["id"] for row in rows(delta)] == [second.export_id]
    assert cursor(delta) == f"c{sequence_now()}"
    again = Client().get(f"{address}?since={since}", HTTP_IF_NONE_MATCH=delta["ETag"])
    assert again.status_code == 304


def test_a_delta_names_what_is_gone(rug, address):
    since = f"c{sequence_now()}"
    Product.objects.update(hidden_at=timezone.now())
    refresh_exports()
    assert rows(Client().get(f"{address}?since={since}")) == []
    gone = Client().get(f"{address}?since={since}&withdrawn=1")
    assert body(gone).decode().split() == [rug.export_id]


def test_a_moment_may_be_given_instead_of_a_cursor(rug, address):
    past = quote((timezone.now() - timedelta(days=400)).isoformat())
    assert [row["id"] for row in rows(Client().get(f"{address}?since={past}"))] == [rug.export_id]


@pytest.mark.parametrize("since", ["c0", "1999-01-01T00:00:00Z"])
def test_a_since_before_the_first_row_is_answered_with_the_whole_file(rug, address, since):
    whole = Client().get(address)
    answer = Client().get(f"{address}?since={since}")
    assert (answer.status_code, answer["ETag"]) == (200, whole["ETag"])
    assert [row["id"] for row in rows(answer)] == [rug.export_id]


def test_who_has_the_file_is_answered_with_one_look_at_the_database(address):
    etag = Client().get(address)["ETag"]
    Client().get(address, HTTP_IF_NONE_MATCH=etag)
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address, HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert not [query for query in asked if "tiwizi_shop" in query["sql"]]
    assert len(asked) <= 1


def test_a_channel_that_changes_is_read_anew_at_once(sheet, address):
    assert Client().get(address).status_code == 200
    FeedChannel.objects.filter(pk=sheet.pk).update(reads_an_hour=1)
    cache.clear()
    counting.forget_shares()
    assert [Client().get(address).status_code for _ in range(2)] == [200, 429]


def test_feeds_change_no_page():
    assert "feeds" not in areas()
    assert tables()["tiwizi_shop_feedchannel"] == tables()["tiwizi_shop_feedtoken"] == "feeds"


@pytest.mark.parametrize(
    "since", ["yesterday", "2026-01-01", "c-1", "c1x", "c999999", "2999-01-01T00:00:00Z", "%00"]
)
def test_a_since_that_cannot_be_is_refused_in_words(address, since):
    answer = Client().get(f"{address}?since={since}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert "since" in answer.json()["detail"]


def test_one_round_of_jobs_shows_a_new_price_in_the_delta(rug, address):
    """The worker's rounds are five seconds apart."""
    since = f"c{sequence_now()}"
    Price.objects.update(amount=Money("77.00", "MAD"))
    assert rows(Client().get(f"{address}?since={since}")) == []
    run_all()
    (row,) = rows(Client().get(f"{address}?since={since}"))
    assert row["id"] == rug.export_id
    assert "77.00" in row.values()
