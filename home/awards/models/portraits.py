"""Who won, and who stands in the gallery: public rows, with the consent that each was given."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from home.awards.models.editions import Category, Edition
from home.awards.models.nominations import Nomination
from home.awards.models.querysets import PortraitQuerySet


class Portrait(models.Model):
    """One winner, or one woman entrepreneur whom editors chose for the gallery.

    Without ``with_name`` her place is shown, and nothing of who she is.
    """

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("producer"),
        null=True,
        blank=True,
        related_name="+",
    )
    nomination = models.OneToOneField(
        Nomination, models.CASCADE, null=True, blank=True, editable=False, related_name="portrait"
    )
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, editable=False, related_name="portraits"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=150, blank=True, editable=False)
    with_name = models.BooleanField(_("her name may be shown"), default=False, editable=False)
    with_photo = models.BooleanField(_("her photo may be shown"), default=False, editable=False)
    words = I18nTextField(_("her story, in a few lines"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    in_gallery = models.BooleanField(_("stands in the gallery of women entrepreneurs"), default=True)

    objects = PortraitQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "place", "pk"]
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")
        constraints = [
            models.CheckConstraint(
                condition=Q(nomination=None) | Q(edition__isnull=False, place__isnull=False),
                name="tiwizi_portrait_of_a_winner",
            ),
            models.CheckConstraint(
                condition=Q(in_gallery=False) | Q(organisation__isnull=False),
                name="tiwizi_portrait_in_gallery",
                violation_error_message=_("Choose the producer who stands in the gallery."),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(in_gallery=True),
                name="tiwizi_portrait_once",
                violation_error_message=_("She stands in the gallery already."),
            ),
        ]

    def __str__(self) -> str:
        # Who does not want to be named is told by what she won.
        won = f"{self.category.title if self.category else self.year} {self.place or ''}".strip()
        return str(self.organisation.name) if self.organisation else won


class FollowUp(models.Model):
    """What a winner did with her prize, asked a year after."""

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="follow_up")
    due_on = models.DateField(_("to be asked on"))
    note = models.TextField(_("what she did with it"), max_length=2000, blank=True)
    noted_at = models.DateTimeField(_("noted"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("use of a prize")
        verbose_name_plural = _("uses of prizes")
        constraints = [
            models.CheckConstraint(
                condition=Q(noted_at=None) | ~Q(note="") | Q(noted_by=None), name="tiwizi_follow_up_note"
            )
        ]

    def __str__(self) -> str:
        return f"{self.nomination_id} on {self.due_on}"
