"""The words by which documents are sorted: subjects and languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from home.library.models import DocumentLanguage, Subject
from producers.editions.memory import remembered


@dataclass(frozen=True)
class Known:
    """Subjects and languages by their codes, read once until one of them changes."""

    subjects: Mapping[str, object]
    languages: Mapping[str, int]


def known() -> Known:
    """Return the subjects and languages there are."""
    return remembered("library words", ("library",), (), _read_known)


def _read_known() -> Known:
    return Known(
        {one.slug: one.name for one in Subject.objects.all()},
        dict(DocumentLanguage.objects.values_list("code", "pk")),
    )
