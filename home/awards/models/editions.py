"""Editions as far as they are drafted: words, days, categories, what is asked for and how it is scored.

Who is nominated, who scores and who wins are rows of their own that no revision contains.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from home.awards.domain.editions import FIXED, State
from home.awards.models.querysets import EditionQuerySet
from producers.domain.export_ids import new_export_id
from producers.models.live import LiveStays


class Edition(
    LiveStays,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """The awards of one year."""

    class States(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        OPEN = "open", _("nominations")
        ELIGIBILITY = "eligibility", _("eligibility")
        VISITS = "visits", _("visits")
        JURY = "jury", _("jury")
        DECIDED = "decided", pgettext_lazy("award", "decided")
        PUBLISHED = "published", _("winners are published")

    LIVE = ("export_id", "state", "created_at")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = I18nCharField(_("title"), max_length=160)
    summary = I18nCharField(_("in one line"), max_length=250, blank=True)
    description = I18nTextField(_("description"), blank=True)
    how_to = I18nTextField(
        _("how one nominates"), blank=True, help_text=_("Who may be nominated, by whom, and what comes next.")
    )
    donors = I18nTextField(_("donors of the prizes"), blank=True, help_text=_("One a line."))
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    is_fictional = models.BooleanField(_("fictional (demonstration)"), default=False)
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    opens_on = models.DateField(_("first day of nominations"))
    closes_on = models.DateField(_("last day of nominations"))
    ceremony_on = models.DateField(_("day of the ceremony"), null=True, blank=True)
    ceremony_place = I18nCharField(_("place of the ceremony"), max_length=160, blank=True)
    # What is live: written by actions alone, in no revision.
    state = models.CharField(
        _("state"), max_length=11, choices=States, default=States.ANNOUNCED, editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name = _("edition of the awards")
        verbose_name_plural = _("editions of the awards")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="tiwizi_award_edition_state"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="tiwizi_award_edition_days",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ceremony_on=None) | Q(ceremony_on__gt=F("closes_on")),
                name="tiwizi_award_ceremony_after",
                violation_error_message=_("The ceremony comes after the last day of nominations."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish, with what is live as it stands."""
        from home.awards.actions.publish_edition import publish_edition  # reads this model

        publish: Callable[..., Any] = super().publish
        return publish_edition(self, revision, publish, *args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "Edition":
        """Read a revision. What is live stays; once the jury has begun, so does what is scored and how."""
        revised: Edition = super().with_content_json(content)
        if self.state in FIXED:
            for part in ("categories", "requirements", "criteria"):
                setattr(revised, part, list(getattr(self, part).all()))
        return revised

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a visitor would see."""
        return "home/awards/edition.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """All that the page shows, with this draft's words and categories."""
        from home.awards.reading.edition import draft_page  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_page(self)}


class Category(models.Model):
    """What one can win for; ``code`` names it for requirements and criteria of the same edition."""

    edition = ParentalKey(Edition, on_delete=models.CASCADE, related_name="categories")
    code = models.SlugField(_("code"), max_length=30)
    title = I18nCharField(_("title"), max_length=120)
    description = I18nTextField(_("description"), blank=True)
    prize = I18nCharField(_("the prize: what it is"), max_length=250, blank=True)
    winners = models.PositiveSmallIntegerField(_("number of winners"), default=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = pgettext_lazy("award", "category")
        verbose_name_plural = pgettext_lazy("award", "categories")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="tiwizi_award_category_code",
                violation_error_message=_("Two categories have the same code."),
            ),
            models.CheckConstraint(
                condition=Q(winners__gte=1),
                name="tiwizi_award_category_winners",
                violation_error_message=_("A category has one winner at least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.code}"


class ForCategory(models.Model):
    """Something of an edition that holds for one category, or for all."""

    category = models.SlugField(
        _("code of the category"), max_length=30, blank=True, help_text=_("Empty: for all categories.")
    )
    title = I18nCharField(_("in words"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class Requirement(ForCategory):
    """What a nominee has to fulfil before anybody scores her."""

    class Check(models.TextChoices):
        BY_HAND = "by_hand", _("looked at by a person")
        SHOWN = "shown", _("she has a public page")
        SELLS = "sells", _("she sells in the shop")
        YEARS = "years", _("she has worked for two years")
        WOMAN = "woman", _("she is a woman, or they are women")

    edition = ParentalKey(Edition, on_delete=models.CASCADE, related_name="requirements")
    check_by = models.CharField(_("how it is found out"), max_length=8, choices=Check, default=Check.BY_HAND)

    class Meta(ForCategory.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.CheckConstraint(
                condition=Q(check_by__in=["by_hand", "shown", "sells", "years", "woman"]),
                name="tiwizi_award_requirement_check",
            )
        ]


class Criterion(ForCategory):
    """What jurors give a mark from 0 to 4 for."""

    edition = ParentalKey(Edition, on_delete=models.CASCADE, related_name="criteria")
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    anchors = I18nTextField(
        _("what the marks mean"), blank=True, help_text=_("Five lines: for 0, 1, 2, 3 and 4.")
    )

    class Meta(ForCategory.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, 10)),
                name="tiwizi_award_criterion_weight",
                violation_error_message=_("A weight is a number from 1 to 10."),
            )
        ]
