"""A running shop goes from SQLite and files to PostgreSQL and an object store: whole, after cuts."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import boto3
import pytest
from django.db import IntegrityError, connection, connections, transaction
from moto import mock_aws

from producers.domain.actors import SYSTEM
from producers.guards import missing_guards
from producers.models import Act
from shop.models import InvoiceCounter
from storefront.actions import move_shop
from storefront.actions.move_shop import NotMovedError
from storefront.moving import files
from storefront.moving.connections import add_connection, forget_connection, manage, speaking_of
from storefront.moving.files import stores_of
from storefront.moving.plain import all_tables, tables
from storefront.moving.progress import Progress
from tests.storefront.programs import ROOT, database, make_database, template

SOURCE, TARGET = "moving_source", "moving_target"
BUCKET = "s3://key:secret@moved-shop?region=eu-west-3"


@pytest.fixture
def several_databases(django_db_setup, django_db_blocker):
    """Open databases that Django's own tests know nothing of; nothing is written to theirs."""
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.fixture
def source(sold, tmp_path, settings, several_databases):
    """Run the shop of a copy of that folder as a second database of this process."""
    shutil.copytree(sold, tmp_path / "old")
    store = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": store, "OPTIONS": {"location": tmp_path / "old" / "media"}},
        "private": {"BACKEND": store, "OPTIONS": {"location": tmp_path / "old" / "private"}},
    }
    path = tmp_path / "old" / "db.sqlite3"
    add_connection(f"sqlite:///{path}", SOURCE)
    connections[SOURCE].settings_dict["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}
    connections[SOURCE].transaction_mode = "IMMEDIATE"
    yield path
    forget_connection(SOURCE)


@pytest.fixture
def target(several_databases):
    """Return the address of an empty database beside that of the tests."""
    with database("moved") as url:
        add_connection(url, TARGET)
        yield url
        forget_connection(TARGET)


def give_tables(url: str) -> None:
    """Do what ``migrate`` does to the empty target, from a template where there is one."""
    if template() is None:
        manage(url, "migrate", "--verbosity", "0")
        return
    connections[TARGET].close()
    make_database("moved", template())


@pytest.fixture
def bucket():
    with mock_aws():
        place = {"LocationConstraint": "eu-west-3"}
        client = boto3.client("s3", region_name="eu-west-3")
        client.create_bucket(Bucket="moved-shop", CreateBucketConfiguration=place)
        yield client


@contextmanager
def cut_after(monkeypatch, module, name, calls):
    """Have the power go at the n-th call of a function."""
    real, left = getattr(module, name), [calls]

    def one_more(*args):
        if not left[0]:
            raise RuntimeError("power cut")
        left[0] -= 1
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, one_more)
        with pytest.raises(RuntimeError, match="power cut"):
            yield


def test_it_arrives_whole_although_it_was_cut_twice(source, target, bucket, monkeypatch):
    stores, said = stores_of(BUCKET), []

    def move(say=said.append):
        up = partial(give_tables, target)
        return move_shop.move_shop(SOURCE, TARGET, stores, migrate=up, say=say)

    with cut_after(monkeypatch, move_shop, "_copy_rows", 60):
        move()
    assert Progress(TARGET).has_begun
    assert missing_guards(connections[TARGET]), "half a shop is never taken for a whole one"

    written_meanwhile(source, "UPDATE django_content_type SET model = model || 'x' WHERE id = 1")
    with pytest.raises(NotMovedError, match="django_content_type was written to since"):
        move()
    written_meanwhile(source, "UPDATE django_content_type SET model = substr(model, 1, length(model) - 1)"
                      " WHERE id = 1")  # fmt: skip

    said.clear()
    with cut_after(monkeypatch, files, "_copy", 2):
        move()
    assert 0 < len(said) < len(tables()), "what was there is not copied again"

    refused = []
    moved = move(lambda line: refused.append(refuses_to_write(source)))
    assert refused == [True]
    assert moved.differing == []
    assert moved.rows > 500
    assert not Progress(TARGET).has_begun
    old = source.parent
    kept = {
        path.relative_to(old).as_posix().removeprefix("media/")
        for path in old.glob("*/**/*")
        if path.is_file()
    }
    assert kept >= {
        "images/rug.png", "pictures/a/b.bin", "private/proofs/slip.pdf", "private/cases/é.pdf",
    }  # fmt: skip
    assert {one["Key"] for one in bucket.list_objects_v2(Bucket="moved-shop")["Contents"]} == kept
    assert moved.files == len(kept)
    it_goes_on_where_it_was(source)
    what_is_lost_is_found(stores)


def it_goes_on_where_it_was(path: Path) -> None:
    old = sqlite3.connect(path)
    last = old.execute("SELECT max(id) FROM tiwizi_producers_act").fetchone()[0]
    counters = old.execute("SELECT id, last FROM tiwizi_shop_invoicecounter").fetchall()
    with speaking_of(TARGET):
        assert list(InvoiceCounter.objects.order_by("pk").values_list("pk", "last")) == counters
        act = Act.objects.create(actor_name=SYSTEM.name, verb="x", kind="x", object_id=1)
        assert act.pk == last + 1
        assert Act.objects.filter(reason__contains="زربية").exists()
        for guarded in ("tiwizi_producers_act", "tiwizi_shop_posting", "tiwizi_shop_invoice"):
            with pytest.raises(IntegrityError), transaction.atomic(using=TARGET):
                connections[TARGET].cursor().execute(f"DELETE FROM {guarded}")
    connections[TARGET].cursor().execute("ALTER TABLE tiwizi_producers_act DISABLE TRIGGER USER")
    connections[TARGET].cursor().execute("DELETE FROM tiwizi_producers_act WHERE verb = 'x'")
    connections[TARGET].cursor().execute("ALTER TABLE tiwizi_producers_act ENABLE TRIGGER USER")


def what_is_lost_is_found(stores) -> None:
    """The control: a row and a file that differ are named."""
    groups = tables()
    assert move_shop._compare(groups, SOURCE, TARGET) == []
    with connections[TARGET].cursor() as cursor:
        cursor.execute(
            "UPDATE tiwizi_shop_order SET note = 'x' WHERE id = (SELECT min(id) FROM tiwizi_shop_order)"
        )
    assert len(move_shop._compare(groups, SOURCE, TARGET)) == 1
    stores["default"].delete("images/rug.png")
    assert files.differing_files(stores) == ["default: images/rug.png"]


def written_meanwhile(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as other:
        other.execute(statement)
    other.close()


def refuses_to_write(path: Path) -> bool:
    """Read, then try to write, as a web worker would beside the copy."""
    other = sqlite3.connect(path, timeout=0)
    try:
        assert other.execute("SELECT count(*) FROM tiwizi_shop_order").fetchone()[0]
        other.execute("UPDATE tiwizi_shop_order SET note = 'late'")
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    else:
        return False
    finally:
        other.close()


def test_a_database_with_something_in_it_is_left_alone(source, target):
    with connections[TARGET].cursor() as cursor:
        cursor.execute("CREATE TABLE theirs (id int)")
    with pytest.raises(NotMovedError, match="not empty"):
        move_shop.move_shop(SOURCE, TARGET, stores_of("file:///nowhere"), migrate=int, say=print)
    assert connections[TARGET].introspection.table_names() == ["theirs"]


def test_books_that_do_not_agree_are_not_moved(source, target):
    written_meanwhile(source, "UPDATE tiwizi_shop_stock SET on_hand = on_hand + 1")
    with pytest.raises(NotMovedError, match="the books do not agree"):
        move_shop.move_shop(SOURCE, TARGET, stores_of("file:///nowhere"), migrate=int, say=print)
    with pytest.raises(NotMovedError, match="from SQLite"):
        move_shop.move_shop("default", TARGET, {}, migrate=int, say=print)


def test_each_table_comes_after_what_it_points_to():
    seen: set[str] = set()
    for group in tables():
        seen |= {table.name for table in group}
        assert all(table.needs <= seen for table in group)
    assert len(seen) == len(all_tables(tables()))


@pytest.mark.parametrize("url", ["ftp://somewhere", "s3://", "/a/path"])
def test_an_address_that_is_no_store_is_refused(url):
    with pytest.raises(ValueError, match="files go to"):
        stores_of(url)


def test_the_command_moves_a_shop_from_one_end_to_the_other(sold, tmp_path, target):
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(sold, old)
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{old / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "storefront.settings.dev",
        "VAR_DIR": str(old),
    }
    command = [sys.executable, "manage.py", "move", "--database", target, "--media", f"file://{new}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "reconcile is clean" in done.stdout
    assert (old / "held").exists(), "the old shop takes no more orders"
    assert (new / "media/pictures/a/b.bin").read_bytes() == (old / "media/pictures/a/b.bin").read_bytes()
    assert (new / "private/proofs/slip.pdf").is_file()
    with connections[TARGET].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wagtailsearch_indexentry")
        assert cursor.fetchone()[0] > 0, "it is found at the new place"
