"""A file is built aside and put in place whole; what fails or comes second changes nothing."""

import errno
import json
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from moneyed import Money

from producers.testing.builders import a_cooperative, a_picture
from shop.actions import build_feeds as building
from shop.actions.build_feeds import build_feed, build_feeds
from shop.actions.export_snapshot import refresh_exports
from shop.domain.channels import Entry
from shop.feeds.line_sheet import LineSheetCsv
from shop.models import ExportRow, FeedBuild, FeedChannel, Price, ProductPicture
from shop.reading.exports import judged, moment_said
from shop.reading.feeds import channel_value, left_lines
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.feeds import a_built_channel, a_channel, built, shares

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rug():
    maker = a_cooperative(name="Les Cèdres")
    shares(maker)
    product = a_product(producer=maker)
    ProductPicture.objects.create(product=product, picture=a_picture())
    return a_variant(product)


def content(channel):
    with channel.current.file.open("rb") as file:
        return file.read()


def dearer(amount="200.00"):
    Price.objects.update(amount=Money(amount, "MAD"))
    refresh_exports()


def test_a_price_of_a_moment_ago_stands_in_the_file_after_one_round(rug):
    channel = a_built_channel(period_minutes=1)
    dearer("123.45")
    assert build_feeds(now=timezone.now() + timedelta(seconds=61)) == 1
    channel.refresh_from_db()
    assert b"123.45" in content(channel)


def test_an_item_bears_the_moment_of_its_version_as_the_database_has_it(rug):
    refresh_exports()
    row = ExportRow.objects.get(export_id=rug.export_id, is_current=True)
    channel = channel_value(a_channel())
    (found,) = [one for one in judged(channel) if isinstance(one, Entry)]
    assert datetime.fromisoformat(found.item.updated_at) == row.changed_at
    assert found.item.updated_at == row.changed_at.isoformat()


def test_a_moment_of_any_zone_is_said_in_utc():
    assert moment_said("2026-11-30 17:00:42.12+01") == "2026-11-30T16:00:42.120000+00:00"
    assert moment_said("2026-11-30 17:00:42.120000") == "2026-11-30T17:00:42.120000+00:00"
    assert moment_said("2026-11-30 17:00:42+00") == "2026-11-30T17:00:42+00:00"


def test_what_did_not_change_is_not_built_and_keeps_its_name(rug):
    channel = a_built_channel()
    before = channel.current
    assert build_feeds(now=timezone.now() + timedelta(days=1)) == 0
    built(channel)
    assert channel.current != before
    assert (channel.current.etag, channel.current.modified_at) == (before.etag, before.modified_at)


def test_a_period_is_waited_for(rug):
    a_built_channel(period_minutes=60)
    dearer()
    assert build_feeds(now=timezone.now() + timedelta(minutes=59)) == 0
    assert build_feeds(now=timezone.now() + timedelta(minutes=61)) == 1


def test_two_builders_at_once_make_one_file(rug, monkeypatch):
    channel, second = a_channel(), []
    refresh_exports()

    class Slow(LineSheetCsv):
        def write(self, entries, channel_value, out):
            second.append(build_feed(channel))
            super().write(entries, channel_value, out)

    monkeypatch.setattr(building, "dialect", lambda name: Slow())
    assert build_feed(channel) is True
    assert second == [False]
    assert channel.builds.count() == 1


def test_without_the_lock_there_would_be_two(rug, monkeypatch):
    """The control: with the lock taken away the second builder builds as well."""
    channel, second = a_channel(), []
    refresh_exports()

    class Slow(LineSheetCsv):
        def write(self, entries, channel_value, out):
            if not second:
                type(channel).objects.update(building_until=None)
                second.append(None)
                second[0] = build_feed(channel)
            super().write(entries, channel_value, out)

    monkeypatch.setattr(building, "dialect", lambda name: Slow())
    build_feed(channel)
    assert second == [True]
    assert channel.builds.count() == 2


@pytest.mark.parametrize("where", ["while writing", "while storing"])
def test_a_full_disk_leaves_the_old_file_and_says_so(rug, monkeypatch, where):
    channel = a_built_channel()
    before, old = channel.current, content(channel)
    dearer()
    full = OSError(errno.ENOSPC, "No space left on device")

    class Full(LineSheetCsv):
        def write(self, entries, channel_value, out):
            out.write(b"half a li")
            raise full

    if where == "while writing":
        monkeypatch.setattr(building, "dialect", lambda name: Full())
    else:
        monkeypatch.setattr(building, "_store", lambda *_: (_ for _ in ()).throw(full))
    assert build_feed(channel) is False
    channel.refresh_from_db()
    assert channel.current == before
    assert content(channel) == old
    failed = channel.builds.first()
    assert failed.state == FeedBuild.State.FAILED
    assert "No space left" in failed.failure


def test_after_a_failure_it_is_tried_again_a_little_later(rug, monkeypatch):
    channel = a_channel()
    refresh_exports()
    with monkeypatch.context() as broken:
        broken.setattr(building, "dialect", lambda name: 1 / 0)
        assert build_feeds() == 0
    assert build_feeds() == 0
    type(channel).objects.update(is_due=True)
    assert build_feeds(now=timezone.now() + timedelta(minutes=6)) == 1


def test_a_builder_that_died_lets_go_by_itself(rug):
    channel = a_channel()
    refresh_exports()
    now = timezone.now()
    FeedBuild.objects.create(channel=channel, started_at=now - timedelta(hours=1))
    type(channel).objects.update(building_until=now - timedelta(minutes=30))
    assert build_feeds() == 1
    assert set(channel.builds.values_list("state", flat=True)) == {"failed", "ready"}


def test_three_older_files_are_kept(rug):
    channel = a_built_channel()
    for amount in range(100, 105):
        dearer(f"{amount}.00")
        built(channel)
    kept = list(channel.builds.all())
    assert len(kept) == 4
    assert all(build.file.storage.exists(build.file.name) for build in kept)


def test_what_is_left_out_is_told_with_its_reason(rug):
    a_market("eu")
    channel = a_built_channel(market=a_market("eu"), country="FR")
    assert channel.current.items == 0
    assert channel.current.left_out == {"no_price": 1}
    (line,) = left_lines(channel.current, 1)
    assert (line["id"], line["why"], line["names"]) == (
        rug.export_id,
        "no_price",
        ["Tapis de laine", "Les Cèdres"],
    )
    assert left_lines(channel.current, 2) == []


def test_the_most_items_of_a_channel_are_kept_to_and_said(rug):
    a_variant(rug.product)
    channel = a_built_channel(most_items=1)
    assert channel.current.items == 1
    assert channel.current.left_out == {"too_many": 1}


def test_nothing_is_built_while_a_maker_waits_to_be_frozen_anew(rug):
    a_channel()
    refresh_exports()
    type(rug.product.producer).objects.update(slug="renamed")
    assert build_feeds() == 0
    refresh_exports()
    assert build_feeds() == 1


def test_the_reasons_are_json_lines_without_anything_else(rug):
    channel = a_built_channel(market=a_market("eu"))
    with channel.current.left.open("rb") as file:
        for line in file:
            assert set(json.loads(line)) == {"id", "why", "names", "slug"}


def test_a_round_ends_after_its_time_and_the_next_goes_on(rug):
    for code in ("one", "two", "three"):
        a_channel(code)
    refresh_exports()
    assert [build_feeds(seconds=0) for _ in range(4)] == [1, 1, 1, 0]
    assert FeedChannel.objects.filter(current__isnull=True).count() == 0
