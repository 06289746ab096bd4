"""Looking for planted words in everything that is stored: tables, their indexes, and files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import BinaryField

from shop.conf import private_storage

TEXT = {
    "CharField", "TextField", "JSONField", "FileField", "SlugField", "EmailField", "URLField", "BinaryField",
    "FilePathField", "GenericIPAddressField",
}  # fmt: skip


def text_columns() -> Iterator[tuple[str, str]]:
    """Return label and name of every column of every model that may hold what somebody typed.

    A column of money names a currency, and one with choices holds one of them.
    """
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields if not model._meta.proxy else ():
            is_text = field.get_internal_type() in TEXT or isinstance(field, BinaryField)
            if is_text and not field.choices and type(field).__name__ != "CurrencyField":
                yield model._meta.label, field.name


def found_in_tables(marks: Iterable[str]) -> set[tuple[str, str]]:
    """Return table and column of every value of the database that says one of these words.

    The database names its tables, not Django: those of a search index are looked through too.
    """
    words = [mark.casefold() for mark in marks]
    found: set[tuple[str, str]] = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor, include_views=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = _text(table, name, value)
                    if any(word in text for word in words):
                        found.add((table, name))
    return found


def _text(table: str, name: str, value: object) -> str:
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", errors="ignore")
    text = str(value)
    if (table, name) == ("django_session", "session_data"):
        text = str(SessionStore().decode(text))
    # A database may keep a text of a JSON value with its letters escaped.
    return text.encode().decode("unicode_escape", errors="ignore").casefold() + text.casefold()


def found_in_files(marks: Iterable[str]) -> set[str]:
    """Return the folder of every stored file whose name or content says one of these words."""
    words = [mark.encode().lower() for mark in marks]
    found = set()
    for place in {Path(settings.MEDIA_ROOT), Path(private_storage().location)}:
        for path in place.rglob("*") if place.exists() else ():
            told = (path.name.encode() + (path.read_bytes() if path.is_file() else b"")).lower()
            if any(word in told for word in words):
                found.add(path.relative_to(place).parts[0])
    return found
