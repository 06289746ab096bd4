"""Frozen years and statements for tests."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from home.impact.domain.editions import edition_slug
from home.impact.models import Edition, EditionCell, EditionFigure, Statement
from producers.testing.builders import texts


def an_edition(year: int = 2025, number: int = 1, **fields: Any) -> Edition:
    """Build a frozen year with one figure."""
    reason = "" if number == 1 else "A sale was missing."
    edition: Edition = Edition.objects.create(
        year=year,
        number=number,
        slug=edition_slug(year, number),
        **{"at": timezone.now(), "reason": reason} | fields,
    )
    words = {"fr": {"label": "Artisanes", "definition": "Qui fabrique.", "method": "Comptées.", "unit": ""}}
    figure = EditionFigure.objects.create(
        edition=edition, code="makers", position=0, words=words, query="SELECT 1", is_state=True
    )
    EditionCell.objects.create(figure=figure, by="whole", unit="makers", value=Decimal(12))
    return edition


def a_statement(**fields: Any) -> Statement:
    """Build a published total of somebody else's."""
    own = {"what": texts("Personnes formées"), "value": 6_500, "source": "Le Journal, 2010", "live": True}
    row: Statement = Statement.objects.create(**own | fields)
    return row
