"""Numbers of a sector by year and region. None without unit, source, day and licence."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from home.library.models.subjects import Subject
from producers.domain.export_ids import new_export_id
from producers.domain.regions import REGIONS, region_name
from producers.models.live import LiveStays

REGION_CODES = tuple(one.iso for one in REGIONS)
MOST_PLACES = 4


class SectorSeries(
    LiveStays,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One series of numbers that somebody published. We repeat it with its source; we count nothing here."""

    class Licence(models.TextChoices):
        CC0 = "cc0", _("CC0: no rights kept")
        PUBLIC_DOMAIN = "public-domain", _("public domain")
        CC_BY = "cc-by", _("CC BY 4.0: name the author")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0: name the author, share alike")
        PERMISSION = "permission", _("published here with the owner's permission")
        QUOTED = "quoted", _("single figures, quoted with their source")

    LIVE = ("export_id",)

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = I18nCharField(_("title"), max_length=160)
    description = I18nTextField(_("what is counted, and how"))
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    sector = models.ForeignKey(
        Subject, models.PROTECT, verbose_name=_("sector"), null=True, blank=True, related_name="series"
    )
    unit = I18nCharField(_("unit"), max_length=60, help_text=_("For example: people, dirhams, per cent."))
    places = models.PositiveSmallIntegerField(
        _("decimals"), default=0, validators=[MaxValueValidator(MOST_PLACES)]
    )
    source = models.CharField(
        _("source"), max_length=300, help_text=_("Who published it, where, under which title.")
    )
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    published_on = models.DateField(_("published on, or read on"))
    licence = models.CharField(_("licence"), max_length=16, choices=Licence)
    changes = I18nTextField(_("what we changed"), blank=True, help_text=_("Sums, rounding, other regions."))
    is_fictional = models.BooleanField(_("made up, to show how it works"), default=False, editable=False)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("sector series")
        verbose_name_plural = _("sector series")
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="tiwizi_series_has_a_source",
                violation_error_message=_("Say where these numbers can be read."),
            ),
            models.CheckConstraint(
                condition=Q(
                    licence__in=["cc0", "public-domain", "cc-by", "cc-by-sa", "permission", "quoted"]
                ),
                name="tiwizi_series_has_a_licence",
                violation_error_message=_("Say under which licence these numbers may be repeated."),
            ),
            models.CheckConstraint(condition=Q(places__lte=MOST_PLACES), name="tiwizi_series_decimals"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a reader would see."""
        return "home/library/series.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """All that the page shows, of this draft."""
        from home.library.reading.series import draft_page  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_page(self)}


class SeriesValue(models.Model):
    """One number: of a year, of the whole country or of one region."""

    series = ParentalKey(SectorSeries, on_delete=models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField(_("year"))
    region = models.CharField(
        _("region"),
        max_length=8,
        blank=True,
        choices=[(code, region_name(code, "fr")) for code in REGION_CODES],
        help_text=_("Left empty, it is of the whole country."),
    )
    value = models.DecimalField(pgettext_lazy("figure", "number"), max_digits=18, decimal_places=MOST_PLACES)

    class Meta:
        ordering = ["year", "region"]
        verbose_name = pgettext_lazy("figure", "number")
        verbose_name_plural = _("numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "region"],
                name="tiwizi_series_one_number_a_place",
                violation_error_message=_("There is a number of this year and region already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1900, year__lte=2100), name="tiwizi_series_year_is_one"
            ),
            models.CheckConstraint(
                condition=Q(region="") | Q(region__in=REGION_CODES), name="tiwizi_series_region_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.region} {self.value}"
