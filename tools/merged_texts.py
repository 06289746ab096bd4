"""What the catalogues of several apps say of one text: Django merges them all into one a language."""

from collections.abc import Iterable, Iterator

from babel.messages.catalog import Catalog

Key = tuple[str | None, str, bool]
"""A text as the merged catalogue looks it up: its context, its words, and whether it is counted."""


def disagreements(catalogues: Iterable[tuple[str, Catalog]]) -> Iterator[str]:
    """Name each text that two apps translate differently within one language, with what each says.

    Only one of the translations would ever be read, by the order of ``INSTALLED_APPS``. The apps have to say
    the same, or the one that means something else says so by a context.
    """
    for (context, words, _counted), said in sorted(_said(catalogues).items(), key=str):
        if len(set(said.values())) > 1:
            means = f" as {context!r}" if context else ""
            each = ", ".join(f"{app} {text!r}" for app, text in said.items())
            yield f"one text, different translations: {words!r}{means}: {each}"


def _said(catalogues: Iterable[tuple[str, Catalog]]) -> dict[Key, dict[str, str | tuple[str, ...]]]:
    said: dict[Key, dict[str, str | tuple[str, ...]]] = {}
    for app, catalogue in catalogues:
        for message in catalogue:
            if message.id and message.string and any(message.string):
                said.setdefault(_key(message.context, message.id), {})[app] = message.string
    return said


def _key(context: str | None, ids: str | tuple[str, ...]) -> Key:
    return (context, ids, False) if isinstance(ids, str) else (context, ids[0], True)
