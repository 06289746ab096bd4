"""A file made by two processes is the same file, and what fails in either leaves the old one."""

import gzip
import os
import signal
import threading
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from django.db import connection

from producers.testing.builders import a_cooperative, a_picture
from shop.actions import build_feeds as building
from shop.actions import feed_contents
from shop.actions.build_feeds import build_feed, build_feeds
from shop.actions.export_snapshot import refresh_exports
from shop.actions.feed_files import BLOCK, Growing
from shop.actions.feed_parts import SecondFailedError, in_order, in_two, may_split
from shop.domain.exports import LeftOut
from shop.feeds.shopping import ShoppingRss, ShoppingTable
from shop.models import FeedBuild, ProductPicture
from shop.reading import exports
from shop.reading.exports import Chunk
from shop.testing.builders import a_product, a_variant
from shop.testing.feeds import a_channel, shares


def some_chunks(sizes):
    numbers = count()
    return [Chunk([(next(numbers),) for _ in range(size)], {}, frozenset()) for size in sizes]


def numbers_of(chunk):
    return [row[0] for row in chunk.rows], os.getpid()


def flat(parts):
    return [number for numbers, _pid in parts for number in numbers]


@pytest.mark.parametrize("sizes", [[], [1], [300], [5, 1000, 1, 250], [100] * 40])
def test_two_processes_give_the_same_in_the_same_order(sizes):
    assert flat(in_two(iter(some_chunks(sizes)), numbers_of)) == flat(
        in_order(iter(some_chunks(sizes)), numbers_of)
    )


def test_both_processes_have_a_share():
    assert len({pid for _numbers, pid in in_two(iter(some_chunks([1000] * 20)), numbers_of)}) == 2


def test_few_chunks_wait_at_a_time():
    taken, given = [], []

    def chunks():
        for chunk in some_chunks([200] * 100):
            taken.append(chunk)
            yield chunk

    most = 0
    for numbers, _pid in in_two(chunks(), numbers_of):
        given.append(len(numbers))
        most = max(most, len(taken) - sum(given) // 200)
    assert sum(given) == 20_000
    assert most < 100


def broken_elsewhere(me):
    def make(chunk):
        if os.getpid() != me:
            raise ValueError("no place for it")
        return numbers_of(chunk)

    return make


def gone_elsewhere(me):
    def make(chunk):
        if os.getpid() != me:
            os.kill(os.getpid(), signal.SIGKILL)
        return numbers_of(chunk)

    return make


def children():
    return Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children").read_text().split()


@pytest.mark.parametrize(("break_", "words"), [(broken_elsewhere, "no place"), (gone_elsewhere, "gone")])
def test_what_fails_there_fails_here_and_leaves_no_process(break_, words):
    before = children()
    with pytest.raises(SecondFailedError, match=words):
        list(in_two(iter(some_chunks([200] * 10)), break_(os.getpid())))
    assert children() == before


def test_who_stops_reading_leaves_no_process():
    before = children()
    parts = in_two(iter(some_chunks([200] * 10)), numbers_of)
    next(parts)
    assert children() != before
    parts.close()
    assert children() == before


def test_a_process_of_several_threads_is_never_copied():
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        assert not may_split()
    finally:
        ended.set()
        other.join()


@pytest.fixture
def rugs(db):
    """Eleven rugs of two makers; one is left out for her maker does not share, some for want of a picture."""
    for number in range(11):
        maker = a_cooperative(slug=f"maker-{number % 3}-{number}", name=f"Maker & {number}")
        if number != 4:
            shares(maker)
        product = a_product(producer=maker, slug=f"rug-{number}")
        if number % 4:
            large = a_picture(f"rug-{number}", width=800, height=800)
            ProductPicture.objects.create(product=product, picture=large)
        a_variant(product)


@pytest.fixture
def split(monkeypatch):
    """Have even a short file be made by two, whatever runs beside."""
    monkeypatch.setattr(feed_contents, "LONG", 3)
    monkeypatch.setattr(exports, "CHUNK", 2)
    monkeypatch.setattr(feed_contents, "may_split", lambda: True)


def content(build, name):
    with getattr(build, name).open("rb") as file:
        return file.read()


def told(channel):
    channel.refresh_from_db()
    build = channel.current
    return (
        content(build, "file"), content(build, "packed"), content(build, "left"),
        build.etag, build.items, build.left_out, build.agreed,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("writer", [ShoppingRss, ShoppingTable])
def test_a_file_of_two_is_the_file_of_one(rugs, split, monkeypatch, writer):
    class Lenient(writer):
        def lacks(self, entry, channel):
            return None if entry.item.pictures else LeftOut.NO_PICTURE

    monkeypatch.setattr(building, "dialect", lambda name: Lenient())
    channel, here = a_channel(dialect="google-rss"), []
    refresh_exports()
    assert build_feed(channel)
    alone = told(channel)
    part = feed_contents._part
    monkeypatch.setattr(feed_contents, "_part", lambda *given: here.append(1) or part(*given))
    assert build_feed(channel, with_second=True), channel.builds.first().failure
    assert told(channel) == alone
    assert alone[4] == 8
    assert alone[5] == {"no_picture": 2, "no_consent": 1}
    assert 0 < len(here) < 11  # some were made elsewhere


@pytest.mark.django_db(transaction=True)
def test_a_build_outside_of_jobs_is_never_split(rugs, split, monkeypatch):
    monkeypatch.setattr(feed_contents, "in_two", lambda *_: 1 / 0)
    channel = a_channel(dialect="google-rss")
    refresh_exports()
    assert build_feed(channel)
    assert not build_feed(channel, with_second=True)  # the control


@pytest.mark.django_db(transaction=True)
def test_a_short_file_is_made_by_one(rugs, split, monkeypatch):
    monkeypatch.setattr(feed_contents, "LONG", 11)
    monkeypatch.setattr(feed_contents, "in_two", lambda *_: 1 / 0)
    a_channel(dialect="google-rss")
    refresh_exports()
    assert build_feeds() == 1


@pytest.mark.django_db(transaction=True)
def test_a_failure_of_the_other_process_leaves_the_old_file_and_says_so(rugs, split, monkeypatch):
    channel, me = a_channel(dialect="google-rss"), os.getpid()
    refresh_exports()
    build_feed(channel)
    before = told(channel)

    class Broken(ShoppingRss):
        def body(self, entries, channel):
            if os.getpid() != me:
                raise ValueError("no word for it")
            return super().body(entries, channel)

    monkeypatch.setattr(building, "dialect", lambda name: Broken())
    assert build_feed(channel, with_second=True) is False
    assert told(channel) == before
    failed = channel.builds.first()
    assert failed.state == FeedBuild.State.FAILED
    assert "no word for it" in failed.failure


@pytest.mark.django_db(transaction=True)
def test_a_part_asks_the_database_nothing(rugs, split, monkeypatch):
    def refuse(*_):
        raise AssertionError("a copy of the process has no connection of its own")

    part = feed_contents._part

    def watched(*given):
        with connection.execute_wrapper(refuse):
            return part(*given)

    monkeypatch.setattr(feed_contents, "_part", watched)
    channel = a_channel(dialect="google-rss")
    refresh_exports()
    assert build_feed(channel), channel.builds.first().failure


def test_a_file_is_digested_and_packed_while_it_is_written(tmp_path):
    text = b"wool " * (BLOCK // 2)
    for cuts in (7, BLOCK * 3):
        with Growing(tmp_path / "plain", tmp_path / "packed") as out:
            for start in range(0, len(text), max(cuts, 50_000)):
                out.write(text[start : start + max(cuts, 50_000)])
        packed = (tmp_path / "packed").read_bytes()
        assert (tmp_path / "plain").read_bytes() == text == gzip.decompress(packed)
        assert out.etag == sha256(text).hexdigest()[:40]
        assert out.tell() == len(text)
        (tmp_path / f"packed-{cuts}").write_bytes(packed)
    assert (tmp_path / "packed-7").read_bytes() == (tmp_path / f"packed-{BLOCK * 3}").read_bytes()


@pytest.mark.parametrize("full", ["plain", "packed"])
def test_a_full_disk_is_told(tmp_path, full):
    paths = {"plain": tmp_path / "plain", "packed": tmp_path / "packed"} | {full: Path("/dev/full")}
    with pytest.raises(OSError, match="No space left"), Growing(**paths) as out:
        out.write(b"wool")


@pytest.mark.django_db(transaction=True)
def test_jobs_let_a_long_file_be_made_by_two(rugs, split, monkeypatch):
    used = []
    monkeypatch.setattr(feed_contents, "in_two", lambda *given: used.append(1) or in_two(*given))
    a_channel(dialect="google-rss")
    refresh_exports()
    assert build_feeds() == 1
    assert used == [1]
