"""Interface texts: ``texts.py extract | compile | check``. Needs Babel and Django, and no gettext programs.

``extract`` brings every catalogue up to date with the source and ties French marks to their words;
``compile`` writes the .mo files, and ``check`` fails when a language that has to be complete lacks a text, a
text does not fit its source, or two apps translate one text differently.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize
from ground import PACKAGES, ROOT, say
from merged_texts import disagreements
from typography import set_in_french

COMPLETE = ["fr", "ar"]  # English is the source; Tamazight falls back to French
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NAMED = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
Found = tuple[Path, int, object, list[str], str | None]


def extract() -> None:
    """Write the catalogues anew: new texts are added empty, texts that are gone are dropped."""
    for package in PACKAGES:
        found = list(_found_in(ROOT / package))
        for language in _languages_of(package):
            path = _po(package, language)
            old = _read(path, language)
            new = _catalogue(found, language)
            old.update(new, no_fuzzy_matching=True)
            old.obsolete.clear()
            _set(old, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, old, width=100, include_lineno=False, omit_header=False, sort_output=True)
            say(f"{path.relative_to(ROOT)}: {_missing_count(old)} of {len(old)} texts missing")


def compile_all() -> None:
    """Write the .mo file beside every .po file, whole at once: a program that starts may be reading it."""
    for po in _all_po():
        unfinished = po.with_suffix(".mo.unfinished")
        with unfinished.open("wb") as file:
            write_mo(file, _read(po, po.parent.parent.name))
        unfinished.replace(po.with_suffix(".mo"))


def check() -> int:
    """Return how many texts are missing, outdated, do not fit or differ between apps, after naming each."""
    complaints = [line for package in PACKAGES for line in _complaints(package)]
    complaints += [line for language in _languages() for line in _disagreements(language)]
    for line in complaints:
        say(line)
    return len(complaints)


def _complaints(package: str) -> Iterator[str]:
    found = list(_found_in(ROOT / package))
    for language in COMPLETE:
        path = _po(package, language)
        catalogue = _read(path, language)
        name = path.relative_to(ROOT)
        for message in _catalogue(found, language):
            if message.id and not _is_complete(catalogue.get(message.id, message.context)):
                yield f"{name}: no text for {message.id!r}"
        for message in catalogue:
            if message.id and not _fits(message):
                yield f"{name}: placeholders differ in {message.id!r}"
            if message.id and not _is_set(message, language):
                yield f"{name}: not set as in French, extract again: {message.id!r}"


def _disagreements(language: str) -> list[str]:
    there = [package for package in PACKAGES if _po(package, language).exists()]
    catalogues = [(package, _read(_po(package, language), language)) for package in there]
    return [f"{language}: {line}" for line in disagreements(catalogues)]


def _is_complete(message: object) -> bool:
    texts = getattr(message, "string", "")
    return bool(texts) and all([texts] if isinstance(texts, str) else texts) and not message.fuzzy


def _fits(message: object) -> bool:
    """Return whether a translation names the same placeholders. Plural forms may leave out the number."""
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string)
    known = set().union(*(_names(text) for text in sources))
    needed = known if len(sources) == 1 else set()
    return all(needed <= _names(text) <= known for text in texts if text)


def _set(catalogue: Catalog, language: str) -> None:
    for message in catalogue if language == "fr" else ():
        if message.id and message.string:
            message.string = _tied(message.string)


def _is_set(message: object, language: str) -> bool:
    return language != "fr" or not message.string or message.string == _tied(message.string)


def _tied(texts: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return set_in_french(texts) if isinstance(texts, str) else tuple(set_in_french(one) for one in texts)


def _names(text: str) -> set[str]:
    return {"".join(pair) for pair in NAMED.findall(text)}


def _catalogue(found: list[Found], language: str) -> Catalog:
    catalogue = Catalog(locale=language, project="tiwizi", copyright_holder="The Tiwizi authors")
    for path, _line, ids, comments, context in found:
        place = [(path.relative_to(ROOT).as_posix(), None)]
        catalogue.add(ids, locations=place, auto_comments=comments, context=context)
    return catalogue


def _found_in(folder: Path) -> Iterator[Found]:
    apart = [ROOT / name for name in PACKAGES if folder in (ROOT / name).parents]
    for path in sorted(folder.rglob("*")):
        if any(inner in path.parents for inner in apart):
            continue
        if path.suffix not in {".py", ".html", ".txt", ".svg"} or {"migrations", "testing"} & set(path.parts):
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        yield from _found_in_file(path)


def _found_in_file(path: Path) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is no text becomes X; without indentation every line is Python enough to be read.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    file = io.BytesIO(source.encode())
    for line, function, messages, comments in extract_python(file, list(KEYWORDS), ["Translators"], {}):
        yield from _message(path, line, KEYWORDS[function], messages, comments)


def _message(
    path: Path, line: int, shape: tuple | None, messages: object, comments: list[str]
) -> Iterator[Found]:
    given = list(messages) if isinstance(messages, list | tuple) else [messages]
    context = given.pop(0) if shape and isinstance(shape[0], tuple) else None
    plural = bool(shape) and len([part for part in shape if isinstance(part, int)]) == 2
    ids = tuple(given[:2]) if plural else given[0] if given else None
    if ids and all([ids] if isinstance(ids, str) else ids):
        yield path, line, ids, comments, context


def _languages_of(package: str) -> list[str]:
    there = {path.parent.parent.name for path in (ROOT / package).glob("locale/*/LC_MESSAGES/django.po")}
    return sorted(there | set(COMPLETE))


def _languages() -> list[str]:
    return sorted({language for package in PACKAGES for language in _languages_of(package)})


def _po(package: str, language: str) -> Path:
    return ROOT / package / "locale" / language / "LC_MESSAGES" / "django.po"


def _all_po() -> list[Path]:
    return [po for package in PACKAGES for po in (ROOT / package).glob("locale/*/LC_MESSAGES/*.po")]


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, project="tiwizi", copyright_holder="The Tiwizi authors")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _missing_count(catalogue: Catalog) -> int:
    return sum(1 for message in catalogue if message.id and not _is_complete(message))


COMMANDS = {"extract": extract, "compile": compile_all, "check": check}

if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    sys.exit(1 if any(COMMANDS[name]() for name in sys.argv[1:]) else 0)
