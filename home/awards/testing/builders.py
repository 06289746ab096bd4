"""Rows of the awards for tests. Every function takes what matters to the test and invents the rest."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from home.awards.models import Category, Criterion, Edition, Nomination, Requirement
from producers.digests import keyed
from producers.testing.builders import texts


def an_award_edition(*, title: str | dict[str, str] = "Prix de l’année", **fields: Any) -> Edition:
    """Build a public edition that has just been opened, with one category and one criterion."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "slug": f"prix-{Edition.objects.count() + 1}",
        "opens_on": today - timedelta(days=5),
        "closes_on": today + timedelta(days=20),
        "state": "open",
    }
    edition = Edition.objects.create(title=texts(title), **(values | fields))
    a_category(edition)
    a_criterion(edition)
    return edition


def a_category(edition: Edition, code: str = "artisanat", **fields: Any) -> Category:
    """Build a category."""
    values = {"title": texts("Artisanat"), "prize": texts("Un métier à tisser")}
    return Category.objects.create(edition=edition, code=code, **(values | fields))


def a_criterion(edition: Edition, **fields: Any) -> Criterion:
    """Build a criterion for all categories."""
    values = {"title": texts("Travail bien fait"), "anchors": texts("rien\npeu\nassez\nbien\ntrès bien")}
    return Criterion.objects.create(edition=edition, **(values | fields))


def a_requirement(edition: Edition, **fields: Any) -> Requirement:
    """Build a requirement that a person looks at."""
    return Requirement.objects.create(edition=edition, **({"title": texts("Plus de 18 ans")} | fields))


def a_nomination(edition: Edition, *, state: str = "agreed", **fields: Any) -> Nomination:
    """Build a nominee of the edition's first category who agreed."""
    number = Nomination.objects.count() + 1
    values: dict[str, Any] = {
        "category": fields.pop("category", None) or edition.categories.first(),
        "name": f"Candidate {number}",
        "phone": f"+2126{number:08}",
        "agreed_at": timezone.now(),
    }
    values["person"] = keyed(values["phone"], purpose="award")
    return Nomination.objects.create(edition=edition, state=state, **(values | fields))
