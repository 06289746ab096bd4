"""Texts, pictures and claims in all languages at once, as exported values carry them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import override

from producers.conf import languages
from producers.domain.regions import REGIONS_BY_ISO
from producers.domain.shown import Shown, shown, spoken
from producers.models import Evidence, Organisation, Picture
from producers.reading.head import absolute
from producers.reading.names import name_shown
from shop.domain.exports import ExportClaim, ExportPicture, Words
from shop.domain.plain_words import plain


def words(text: object, original: str = "fr") -> Words:
    """Return a text in each language that somebody wrote it in."""
    data = getattr(text, "data", text)
    found = data if isinstance(data, dict) else {original: data}
    cleaned = ((code, plain(str(each))) for code, each in found.items() if each)
    return {code: each for code, each in cleaned if each}


def every_language(say: Callable[[str], Shown | str]) -> Words:
    """Return what a page says in each language of the site; empty where it says nothing."""
    found: dict[str, str] = {}
    for lang in languages():
        with override(spoken(lang)):
            said = say(lang)
        if text := said if isinstance(said, str) else said.text:
            found[lang] = plain(text)
    return found


def name_of(organisation: Organisation) -> Words:
    """Return the name that pages show: hers, in every language, or her number where she took it back."""
    return {lang: plain(name_shown(organisation, lang).text) for lang in languages()}


@cache
def region_words(iso: str) -> Words:
    """Return the names of a region."""
    region = REGIONS_BY_ISO.get(iso)
    return dict(region.names) if region else {}


def joined(path: Iterable[Words]) -> Words:
    """Return a way down a tree in each language of the site; a step without a name there keeps another."""
    steps = list(path)
    return {
        lang: " > ".join(shown(step, lang).text for step in steps)
        for lang in languages()
        if any(step.get(lang) for step in steps)
    }


def picture_of(picture: Picture | None) -> ExportPicture | None:
    """Return a picture that is ready and stays, at the permanent address of its largest file.

    Shopping readers refuse a small one; the file for old browsers is small, and AVIF is read by few of them.
    Until the large JPEG is made it is WebP, which Google reads.
    """
    if picture is None or not picture.files or picture.removal_due_at:
        return None
    path, width, height = _largest(picture.files)
    return ExportPicture(
        absolute(default_storage.url(path)), width, height, words(picture.alt, picture.original_language)
    )


def _largest(files: Mapping[str, Any]) -> tuple[str, int, int]:
    if large := files.get("large"):
        return large["path"], large["width"], large["height"]
    width, height = files["width"], files["height"]
    by_width = files.get("formats", {}).get("webp", {})
    widest = max(map(int, by_width), default=0)
    if widest <= width:
        return files["fallback"], width, height
    return by_width[str(widest)], widest, round(widest * height / width)


def claim_of(evidence: Evidence, *, with_number: bool) -> ExportClaim:
    """Return a proven claim; its number is a paper's, and said only where its maker agrees to show it."""
    label = evidence.label
    return ExportClaim(
        code=label.code,
        name=words(label.name),
        issuer=plain(evidence.issuer),
        number=plain(evidence.reference) if with_number else "",
        valid_until=_day(evidence.valid_until),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
