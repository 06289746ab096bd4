"""A year's figures as they were published, for good. A correction is another edition that says why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.impact.domain.editions import LONGEST_REASON, edition_slug


class Edition(models.Model):
    """The figures of one year, counted at ``at``. Of a year's editions the one with the last number holds."""

    only_grows = True

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    slug = models.SlugField(_("slug"), max_length=12, unique=True)
    at = models.DateTimeField(_("counted at"))
    reason = models.CharField(_("why it was corrected"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("frozen year")
        verbose_name_plural = _("frozen years")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="tiwizi_one_impact_edition"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="tiwizi_impact_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return edition_slug(self.year, self.number)


class EditionFigure(models.Model):
    """One figure of an edition: its words in each language, and the query, as they were then."""

    only_grows = True

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="figures")
    code = models.SlugField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))
    words = models.JSONField(_("label, definition, method and unit by language"))
    query = models.TextField(_("query"))
    is_state = models.BooleanField(_("says how things stand"))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("figure of a frozen year")
        verbose_name_plural = _("figures of frozen years")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="tiwizi_one_figure_per_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.code}"


class EditionCell(models.Model):
    """One number of an edition; without a value it was about too few people, and nothing more is kept."""

    only_grows = True

    figure = models.ForeignKey(EditionFigure, models.PROTECT, related_name="cells")
    by = models.CharField(_("told apart by"), max_length=8)
    code = models.CharField(_("code of what it is of"), max_length=60, blank=True)
    name = models.JSONField(_("name of what it is of, by language"), default=dict)
    unit = models.CharField(_("unit"), max_length=20)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("number of a frozen year")
        verbose_name_plural = _("numbers of frozen years")
        constraints = [
            models.UniqueConstraint(fields=["figure", "by", "code", "unit"], name="tiwizi_one_impact_cell"),
            models.CheckConstraint(
                condition=Q(by__in=["whole", "region", "craft", "sex", "topic", "funder"]),
                name="tiwizi_impact_cell_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure_id}/{self.by}/{self.code}"
