"""What a search has found, narrowed and counted without asking the database again."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from home.library.domain.asked import FACETS, Asked
from home.library.models import Document


@dataclass(frozen=True)
class FoundDocuments:
    """Ids, best first, and for each facet what each document has of it."""

    ids: tuple[int, ...]
    has: Mapping[str, Mapping[int, frozenset[str]]]

    def fitting(self, asked: Asked, without: str = "") -> list[int]:
        """Return the ids that fit, one facet left out where it is being counted."""
        wanted = [(self.has[code], value) for code, value in asked.chosen if code != without]
        return [pk for pk in self.ids if all(value in has.get(pk, ()) for has, value in wanted)]

    def counts(self, code: str, asked: Asked) -> dict[str, int]:
        """Count what choosing each value would leave."""
        has = self.has[code]
        return dict(Counter(value for pk in self.fitting(asked, code) for value in has.get(pk, ())))


def found_documents(ids: Sequence[int]) -> FoundDocuments:
    """Read what is counted of these documents; three queries. Those that are not public are left out."""
    rows = list(Document.objects.public().filter(pk__in=ids).values_list("pk", "kind", "year"))
    public = {pk for pk, _kind, _year in rows}
    has: dict[str, Mapping[int, frozenset[str]]] = {
        "kind": {pk: frozenset([kind]) for pk, kind, _year in rows},
        "year": {pk: frozenset([str(year)]) for pk, _kind, year in rows if year},
        "subject": _of("subjects__slug", ids),
        "language": _of("languages__code", ids),
    }
    assert set(has) == set(FACETS)  # one row for each that an address may name
    return FoundDocuments(tuple(pk for pk in ids if pk in public), has)


def _of(path: str, ids: Sequence[int]) -> dict[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pk, value in Document.objects.filter(pk__in=ids).exclude(**{path: None}).values_list("pk", path):
        found[pk].add(value)
    return {pk: frozenset(values) for pk, values in found.items()}
