"""Works: what somebody made, whether it can be bought or not."""

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.exhibition.models.drafted import Drafted
from home.exhibition.models.querysets import WorkQuerySet


class Work(Drafted):
    """One piece with its maker, how it was made, how long that took, and what she says of it."""

    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("maker"), related_name="+"
    )
    product = models.ForeignKey(
        "tiwizi_shop.Product",
        models.SET_NULL,
        verbose_name=_("product"),
        help_text=_("Where pieces like this one can be bought. Empty: it is not for sale."),
        null=True,
        blank=True,
        related_name="+",
    )
    technique = models.ForeignKey(
        "tiwizi_shop.Technique",
        models.SET_NULL,
        verbose_name=_("technique"),
        null=True,
        blank=True,
        related_name="+",
    )
    recording = models.ForeignKey(
        "tiwizi_producers.Recording",
        models.SET_NULL,
        verbose_name=_("what she says of it"),
        help_text=_("A recording of hers. It is heard once it is approved."),
        null=True,
        blank=True,
        related_name="+",
    )
    hours = models.DecimalField(_("hours of work"), max_digits=7, decimal_places=2, null=True, blank=True)
    made_in = models.PositiveSmallIntegerField(_("year it was made in"), null=True, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("work")
        verbose_name_plural = _("works")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0),
                name="tiwizi_work_hours",
                violation_error_message=_("Hours are more than none."),
            ),
            models.CheckConstraint(
                condition=Q(made_in=None) | Q(made_in__range=(1800, 2100)),
                name="tiwizi_work_year",
                violation_error_message=_("Give a year from 1800 on."),
            ),
        ]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a visitor would see."""
        return "home/exhibition/work.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """All that the page shows, with this draft's words."""
        from home.exhibition.reading.work import draft_work  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_work(self, request)}
