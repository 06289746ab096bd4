"""Files of a shop in another store, by the same names: read back and compared by their hash."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.files.storage import FileSystemStorage, Storage, storages
from storages.backends.s3 import S3Storage

from storefront.moving.progress import Progress

ALIASES = ("default", "private")


class LostFileError(Exception):
    """A file is not in the new store as it was in the old one."""


def stores_of(url: str) -> dict[str, Storage]:
    """Return the stores that an address names: ``s3://key:secret@bucket?endpoint=&region=`` or ``file:///path``.

    What the address does not say of an object store is taken from where its client looks. Raises
    ``ValueError``.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "default": FileSystemStorage(location=f"{parts.path}/media"),
            "private": FileSystemStorage(location=f"{parts.path}/private"),
        }
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError("files go to s3://bucket or to file:///path")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {
        "bucket_name": parts.hostname,
        "endpoint_url": asked.get("endpoint"),
        "region_name": asked.get("region"),
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "file_overwrite": True,
    }
    return {
        "default": S3Storage(**options),
        "private": S3Storage(**options, location="private", default_acl="private"),
    }


def names_in(store: Storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all files of a store."""
    try:
        folders, files = store.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from names_in(store, f"{prefix}{name}")


def copy_files(target: Mapping[str, Storage], progress: Progress) -> int:
    """Copy every file that is not there yet; return how many there are. Raises ``LostFileError``."""
    count = 0
    for alias in ALIASES:
        source = storages[alias]
        for name in names_in(source):
            count += 1
            _copy(source, target[alias], name, f"file:{alias}:{name}", progress)
    return count


def differing_files(target: Mapping[str, Storage]) -> list[str]:
    """Return the names of files that are not the same in both stores."""
    return [
        f"{alias}: {name}"
        for alias in ALIASES
        for name in names_in(storages[alias])
        if not target[alias].exists(name)
        or digest_of(storages[alias], name) != digest_of(target[alias], name)
    ]


def digest_of(store: Storage, name: str) -> str:
    """Return the SHA-256 of a file, read a piece at a time."""
    digest = hashlib.sha256()
    with store.open(name) as file:
        for piece in file.chunks():
            digest.update(piece)
    return digest.hexdigest()


def _copy(source: Storage, target: Storage, name: str, key: str, progress: Progress) -> None:
    digest = digest_of(source, name)
    known = progress.done(key)
    if known and known[1] == digest and target.exists(name):
        return
    if target.exists(name):
        target.delete(name)
    with source.open(name) as file:
        stored = target.save(name, file)
    if stored != name or digest_of(target, name) != digest:
        raise LostFileError(f"{name} arrived as something else")
    progress.note(key, source.size(name), digest)
