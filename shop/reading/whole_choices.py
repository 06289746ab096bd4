"""What the screen of a whole product offers: every craft, what each is asked, the materials that she uses."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from producers.domain.shown import shown
from producers.models import Organisation
from shop.models import Attribute, Category, Material
from shop.reading.sketch_choices import (
    AttributeShown,
    ChoiceShown,
    KindShown,
    kinds_shown,
    question_shown,
)
from shop.reading.sketch_draft import MATERIALS
from shop.reading.sketches import MOST_MATERIALS, kinds_for

ASKED = [Attribute.Kind.CHOICE, Attribute.Kind.NUMBER, Attribute.Kind.BOOLEAN]


@dataclass(frozen=True)
class Group:
    """One top craft, and those that belong to it; the top one stands for what is none of them."""

    top: KindShown
    kinds: tuple[KindShown, ...]


def whole_screen(maker: Organisation, lang: str, typed: Any, errors: Mapping[str, str]) -> dict[str, Any]:
    """Return all that can be tapped, in a handful of questions to the database."""
    categories = list(Category.objects.select_related("parent").order_by("position", "slug"))
    tops = [one for one in categories if one.parent_id is None]
    last = kinds_for(maker).last
    shown_by_pk = kinds_shown([*tops, *last], categories, lang)
    below = defaultdict(list)
    for one in categories:
        below[one.parent_id].append(shown_by_pk[one.pk])
    chosen = set(typed.getlist(MATERIALS)) if typed else set()
    return {
        "last": [shown_by_pk[one.pk] for one in last],
        "groups": [Group(shown_by_pk[top.pk], tuple(below[top.pk])) for top in tops],
        "questions": _questions(categories, lang, typed, errors),
        "materials": [
            ChoiceShown(one.slug, shown(one.name, lang), one.slug in chosen) for one in materials_used(maker)
        ],
    }


def materials_used(maker: Organisation) -> list[Material]:
    """Return the materials of what she has made before, then those that all use most."""
    hers = Count("products", filter=Q(products__producer=maker), distinct=True)
    rows = Material.objects.annotate(hers=hers, used=Count("products", distinct=True))
    return list(rows.order_by("-hers", "-used", "position", "slug")[:MOST_MATERIALS])


def _questions(
    categories: list[Category], lang: str, typed: Any, errors: Mapping[str, str]
) -> list[tuple[AttributeShown, str]]:
    """Return each question once, with the crafts that it is asked for."""
    above: dict[int, set[int]] = {}
    by_pk = {one.pk: one for one in categories}
    for one in categories:
        path, step = set(), one
        while step is not None and step.pk not in path:
            path.add(step.pk)
            step = by_pk.get(step.parent_id)
        above[one.pk] = path
    rows = Attribute.objects.filter(kind__in=ASKED, categories__isnull=False).distinct()
    found = []
    for row in rows.prefetch_related("choices", "categories").order_by("position", "code"):
        asked = {one.pk for one in row.categories.all()}
        slugs = " ".join(one.slug for one in categories if above[one.pk] & asked)
        value = str(typed.get(f"a.{row.code}", ""))[:40] if typed else ""
        found.append((question_shown(row, value, errors, lang), slugs))
    return found
