"""Shelve many documents with three pages of text each, so that searches have something to go through.

Run by ``make bench`` before pages are measured; ``BENCH_DOCUMENTS`` says how many. What is there stays.
"""

import os
from collections.abc import Iterator
from random import Random
from time import perf_counter

import django

django.setup()

from django.utils import timezone  # noqa: E402  after the settings

from home.library.actions.refresh import refresh_documents  # noqa: E402  after the settings
from home.library.models import (  # noqa: E402  after the settings
    Document,
    DocumentFile,
    DocumentLanguage,
    DocumentPage,
    Subject,
)
from home.library.search import index_documents  # noqa: E402  after the settings
from producers.domain.text import fold  # noqa: E402  after the settings
from storefront.demo.data import read, texts  # noqa: E402  after the settings

WANTED = int(os.environ.get("BENCH_DOCUMENTS", "20000"))
BATCH = 2000
LINES_A_PAGE = 12


def main() -> None:
    """Add what is missing, batch by batch."""
    data, begins = read("library.yaml"), perf_counter()
    lines = [(line, fold(line)) for topic in data["topics"] for line in (*topic["fr"], *topic["ar"])]
    there = Document.objects.count()
    for start in range(there, WANTED, BATCH):
        _shelve(range(start, min(start + BATCH, WANTED)), data["topics"], lines)
    if there < WANTED:
        print(f"documents: {WANTED - there} shelved in {perf_counter() - begins:.0f} s", flush=True)


def _shelve(numbers: range, topics: list[dict], lines: list[tuple[str, str]]) -> None:
    now = timezone.now()
    files = DocumentFile.objects.bulk_create(
        DocumentFile(file=f"none/{n}", name=f"{n}.txt", kind="txt", size=1, sha256=f"{n:064}", state="read")
        for n in numbers
    )
    DocumentPage.objects.bulk_create(
        page for n, file in zip(numbers, files, strict=True) for page in _pages(n, file, lines)
    )
    rows = Document.objects.bulk_create(
        Document(
            slug=f"bench-{n}",
            kind=Document.Kind.values[n % 7],
            title=texts({code: f"{topics[n % 15]['title'][code]} {n}" for code in ("fr", "ar")}),
            issued=str(1980 + n % 45),
            year=1980 + n % 45,
            licence="cc-by",
            file=file,
            live=True,
            first_published_at=now,
        )
        for n, file in zip(numbers, files, strict=True)
    )
    _tie(rows, "language", list(DocumentLanguage.objects.all()))
    _tie(rows, "subject", list(Subject.objects.all()))
    ids = [row.pk for row in rows]
    refresh_documents(ids)
    index_documents(ids)


def _tie(rows: list[Document], what: str, there: list) -> None:
    """Give each document one or two of what there is, if anything."""
    ties = getattr(Document, f"{what}s").through
    pairs = {
        (row.pk, there[(n + more) % len(there)].pk)
        for n, row in enumerate(rows)
        for more in range(n % 2 + 1)
        if there
    }
    field = f"document{what}" if what == "language" else what
    ties.objects.bulk_create(
        ties(**{"document_id": document, f"{field}_id": other}) for document, other in pairs
    )


def _pages(number: int, file: DocumentFile, lines: list[tuple[str, str]]) -> Iterator[DocumentPage]:
    random = Random(number)
    for page in (1, 2, 3):
        chosen = random.choices(lines, k=LINES_A_PAGE)
        text, folded = ("\n".join(of) for of in zip(*chosen, strict=True))
        yield DocumentPage(file=file, number=page, text=text, folded=folded.replace("\n", " "))


if __name__ == "__main__":
    main()
