"""The proof that the seats taken in a reading room are those of its visits."""

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.utils.translation import gettext_noop as _

from home.library.models import Sitting, Visit
from shop.domain.differences import Line


def seats_are_those_of_visits() -> Iterator[str]:
    """A half day has as many seats taken as visits are booked for it."""
    rows = Sitting.objects.annotate(booked=Count("visits", filter=Q(visits__state=Visit.State.BOOKED)))
    for row in rows.exclude(taken=F("booked")).order_by("pk").iterator():
        text = _("half day %(sitting)s of a reading room: %(here)s seats taken, %(there)s visits booked")
        yield Line(text, sitting=row.pk, here=row.taken, there=row.booked)
