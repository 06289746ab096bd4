"""Totals that somebody stated, with the source. They stand beside what is counted, never in it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField
from wagtail.models import DraftStateMixin, RevisionMixin

from producers.domain.export_ids import new_export_id


class Statement(DraftStateMixin, RevisionMixin, models.Model):
    """A dated total of another's. ``figure`` is the code of the counted figure that it stands beside."""

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    figure = models.SlugField(
        _("beside the figure"),
        max_length=40,
        blank=True,
        help_text=_("The code of a figure, such as trainees. Left empty, it stands with the others."),
    )
    what = I18nCharField(
        _("what was counted"), max_length=200, help_text=_("For example: people trained by the programme.")
    )
    value = models.DecimalField(
        pgettext_lazy("figure", "number"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    from_year = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)
    stated_by = models.CharField(_("stated by"), max_length=150, blank=True)
    source = models.CharField(
        _("source"),
        max_length=300,
        help_text=_("Title, place and date of the paper or page that says so. No total without one."),
    )
    source_url = models.URLField(_("address of the source"), blank=True)
    stated_on = models.DateField(_("stated on"), null=True, blank=True)

    class Meta:
        ordering = ["until_year", "from_year", "pk"]
        verbose_name = _("total stated by others")
        verbose_name_plural = _("totals stated by others")
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="tiwizi_statement_has_a_source",
                violation_error_message=_("Say where this total can be read."),
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="tiwizi_statement_not_negative"),
            models.CheckConstraint(
                condition=Q(from_year=None) | Q(until_year=None) | Q(from_year__lte=F("until_year")),
                name="tiwizi_statement_years",
                violation_error_message=_("The first year comes after the last one."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)
