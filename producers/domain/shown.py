"""What a page shows of a text or a picture: already chosen, with the language it is really in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from producers.domain.hashed import hashed_once

RIGHT_TO_LEFT = frozenset({"ar", "ary", "he", "fa"})
INTERFACE, PARTLY_SPOKEN = "fr", frozenset({"zgh"})
"""Languages that name things here and there, on pages whose other words are those of the first."""


def direction(lang: str) -> str:
    """Return ``"rtl"`` or ``"ltr"`` for a language code."""
    return "rtl" if lang.split("-")[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Shown:
    """A text as it is shown: ``is_fallback`` says that it is not in the language asked for."""

    text: str
    lang: str
    dir: str
    is_fallback: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def says_language(self) -> bool:
        """Whether the text must say its own language, because what stands around it has another."""
        return self.is_fallback or self.lang in PARTLY_SPOKEN

    @property
    def own_lang(self) -> str:
        """The language where the text must say it, else empty."""
        return self.lang if self.says_language else ""


def shown(text: object, lang: str, original: str = "fr") -> Shown:
    """Choose the text for ``lang``: own words first, else the original language, else any there is.

    ``text`` is a mapping of language codes, an i18nfield ``LazyI18nString`` (its ``data``), or a plain
    string, which is taken to be in the original language.
    """
    texts = _texts(text, original)
    order = [lang, original, *sorted(texts)]
    code = next((code for code in order if texts.get(code)), lang)
    return Shown(texts.get(code) or "", code, direction(code), is_fallback=code != lang)


def spoken(lang: str) -> str:
    """Return the language in which whole sentences are written for readers of ``lang``."""
    return INTERFACE if lang in PARTLY_SPOKEN else lang


def said(text: str, lang: str) -> Shown:
    """Return words of the interface on a page in ``lang``: where it has none they are the default's."""
    code = spoken(lang)
    return Shown(text, code, direction(code))


def _texts(text: object, original: str) -> Mapping[str, str]:
    data = getattr(text, "data", text)
    if isinstance(data, Mapping):
        return data
    return {original: str(data)} if data else {}


@dataclass(frozen=True)
class Source:
    """One ``<source>`` of a picture: a media type and its ``srcset``."""

    type: str
    srcset: str


@hashed_once
@dataclass(frozen=True)
class PictureShown:
    """A picture ready to be written: no rendition is made while a page is served."""

    src: str
    width: int
    height: int
    alt: Shown
    sources: tuple[Source, ...] = ()
    is_illustration: bool = False

    @property
    def smallest(self) -> "PictureShown":
        """The same in its smallest files alone; ``src`` is the last source's, which every browser reads."""
        if not self.sources:
            return self
        sources = tuple(Source(one.type, _narrowest(one.srcset)) for one in self.sources)
        src, _, width = sources[-1].srcset.rpartition(" ")
        narrow = int(width.removesuffix("w"))
        height = round(self.height * narrow / self.width)
        return replace(self, src=src, width=narrow, height=height, sources=sources)


def _narrowest(srcset: str) -> str:
    return min(srcset.split(", "), key=lambda one: int(one.rpartition(" ")[2].removesuffix("w")))
