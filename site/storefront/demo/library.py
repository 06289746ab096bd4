"""The demo's documentation fund, from ``site/demo/library.yaml``: sixty records, some with texts."""

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from home.library.actions.keep_file import keep_file
from home.library.actions.read_file import read_file
from home.library.actions.refresh import refresh_documents, show_first_pages
from home.library.checked_files import CheckedFile
from home.library.domain.files import FILE_KINDS
from home.library.models import (
    Call,
    Document,
    DocumentFile,
    DocumentLanguage,
    Holding,
    Initiative,
    Subject,
)
from home.library.search import index_documents
from producers.domain.actors import Actor
from shop.models import Material, Technique
from shop.papers.press import has_press, print_paper
from storefront.demo.data import read, texts

LANGUAGES = ("fr", "ar", "en", "es", "zgh")
LOADER = Actor(None, "demo")
PRINTED = datetime(2025, 3, 1, tzinfo=UTC)
FIRST_YEAR, YEARS = 2009, 17


def load_library() -> None:
    """Shelve what is missing; a second run changes nothing."""
    data = read("library.yaml")
    for row in data["initiatives"]:
        _initiative(row)
    if Document.objects.filter(is_fictional=True).exists():
        return
    languages = {code: _language(code, number) for number, code in enumerate(LANGUAGES)}
    subjects = {row["slug"]: _subject(row, number) for number, row in enumerate(data["subjects"])}
    rows = [
        _document(facts, subjects, [languages[code] for code in facts["languages"]]) for facts in _facts(data)
    ]
    ids = [row.pk for row in rows]
    refresh_documents(ids)
    index_documents(ids)
    show_first_pages(ids)


def _facts(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each topic in each form: as a work, a sheet, a journal, and one more kind."""
    others, authors, publishers = data["other_kinds"], data["authors"], data["publishers"]
    for number, topic in enumerate(data["topics"]):
        for place, form in enumerate(data["forms"]):
            rank = number * len(data["forms"]) + place
            publisher = publishers[rank % len(publishers)]
            yield {
                "kind": form["kind"] or others[number % len(others)],
                "slug": f"{form['slug']}-{topic['slug']}",
                "title": {code: form["title"][code].format(topic["title"][code]) for code in ("fr", "ar")},
                "description": {code: topic[code][0] for code in ("fr", "ar")},
                "creators": "\n".join(authors[(rank + more) % len(authors)] for more in range(1 + rank % 2)),
                "publisher": publisher["name"],
                "place": publisher["place"],
                "issued": f"{FIRST_YEAR + rank % YEARS}" + (f"-{rank % 12 + 1:02}" if place else ""),
                "extent": form.get("extent", ""),
                "licence": form["licence"],
                "languages": form["languages"],
                "call_number": form["call"].format(f"{rank + 1:03}"),
                "rights_holder": publisher["name"],
                "topic": topic,
                "subjects": topic["subjects"],
                "file": _content(data, topic, place),
            }


def _document(
    facts: dict[str, Any], subjects: dict[str, Subject], languages: list[DocumentLanguage]
) -> Document:
    topic, chosen, content = facts.pop("topic"), facts.pop("subjects"), facts.pop("file")
    facts.pop("languages")
    now = timezone.now()
    words = {"title": texts(facts.pop("title")), "description": texts(facts.pop("description"))}
    file = _kept(content, f"{topic['slug']}.{content[0]}") if content else None
    row = Document(**facts, **words, file=file, is_fictional=True)
    row.first_published_at = row.last_published_at = now
    row.clean()
    row.save()
    row.languages.set(languages)
    row.subjects.set([subjects[slug] for slug in chosen])
    if row.kind == Document.Kind.JOURNAL:
        row.holdings.set([Holding(year=year, volume=str(year - 2010), issues="1–4") for year in (2011, 2012)])
    row.save()
    return row


def _content(data: dict[str, Any], topic: dict[str, Any], place: int) -> tuple[str, bytes] | None:
    """A work may be a PDF in two languages, a sheet plain text in one."""
    if place == 0 and topic["slug"] in data["with_pdf"] and has_press():
        return "pdf", _printed(topic)
    if place == 1 and topic["slug"] in data["with_text"]:
        return "txt", "\n".join([topic["title"]["fr"], *topic["fr"]]).encode()
    return None


def _printed(topic: dict[str, Any]) -> bytes:
    arabic = [{"text": line, "lang": "ar", "dir": "rtl"} for line in [topic["title"]["ar"], *topic["ar"]]]
    pages = [[line] for line in topic["fr"]] + [arabic]
    data = {"lang": "fr", "dir": "ltr", "title": topic["title"]["fr"], "pages": pages, "foot": "Fictif"}
    return print_paper("reading", data, at=PRINTED)


def _kept(content: tuple[str, bytes], name: str) -> DocumentFile:
    """What we made ourselves needs no looking into."""
    code, data = content
    pages = 3 if code == "pdf" else None
    checked = CheckedFile(FILE_KINDS[code], len(data), hashlib.sha256(data).hexdigest(), pages)
    row = keep_file(io.BytesIO(data), checked, name=name, actor=LOADER)
    read_file(row)
    return row


def _initiative(row: dict[str, Any]) -> None:
    """Days are counted from the day on which the demo is made, so that some call is always open."""
    today = timezone.localdate()
    one, is_new = Initiative.objects.get_or_create(
        slug=row["slug"],
        defaults={
            "kind": row["kind"],
            "body": row["body"],
            "name": texts(row["name"]),
            "description": texts(row["description"]),
            "source": "Démonstration",
            "checked_on": today - timedelta(days=row["checked"]),
            "is_fictional": True,
        },
    )
    for call in row["calls"] if is_new else ():
        days = {
            f"{name}_on": today + timedelta(days=call[name]) for name in ("opens", "closes") if name in call
        }
        Call.objects.create(initiative=one, title=texts(call["title"]), **days)


def _language(code: str, number: int) -> DocumentLanguage:
    return DocumentLanguage.objects.get_or_create(code=code, defaults={"position": number})[0]


def _subject(row: dict[str, Any], number: int) -> Subject:
    found, is_new = Subject.objects.get_or_create(
        slug=row["slug"], defaults={"name": texts(row["name"]), "position": number}
    )
    if is_new:
        found.techniques.set(Technique.objects.filter(slug__in=row.get("techniques", ())))
        found.materials.set(Material.objects.filter(slug__in=row.get("materials", ())))
    return found
