"""What the head of a public page says of itself: its one address, its languages, how it looks when shared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override

from producers.conf import languages as spoken
from producers.conf import site_url
from producers.domain.shown import PictureShown

OWN, REVIEWED = "own", "reviewed"


@dataclass(frozen=True)
class Head:
    """``canonical`` carries neither country nor filters. ``languages`` are (code, address) pairs."""

    canonical: str
    languages: tuple[tuple[str, str], ...] = ()
    title: str = ""
    description: str = ""
    image: str = ""
    kind: str = "website"


def read_head(
    name: str,
    args: Sequence[str] = (),
    languages: Iterable[str] = (),
    *,
    query: str = "",
    title: str = "",
    description: str = "",
    picture: PictureShown | None = None,
    kind: str = "website",
) -> Head:
    """Return the head of the page at the named address; ``languages`` are those it is really written in."""
    alternatives = in_languages(name, args, languages, query=query)
    return Head(
        canonical=absolute(reverse(name, args=args) + query),
        languages=alternatives if len(alternatives) > 1 else (),
        title=title,
        description=description,
        image=absolute(picture.src) if picture else "",
        kind=kind,
    )


def in_languages(
    name: str, args: Sequence[str], languages: Iterable[str], *, query: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return the address of a page in each language that the site speaks, each address once."""
    found: dict[str, str] = {}
    for code in sorted(set(languages) & set(spoken())):
        with override(code):
            found.setdefault(absolute(reverse(name, args=args) + query), code)
    return tuple((code, address) for address, code in found.items())


def written_in(text: object, original: str, states: dict[str, str] | None = None) -> list[str]:
    """Return the languages in which a text is its author's own or reviewed; a suggestion is not offered."""
    data = getattr(text, "data", text)
    if not isinstance(data, dict):
        return [original]
    known = states or {}
    return [code for code in data if data[code] and known.get(code, OWN) in (OWN, REVIEWED)]


def absolute(path: str) -> str:
    """Return the full address of a path of this site."""
    return path if "://" in path else site_url() + path
