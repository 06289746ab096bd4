"""Who lets whom act for her: what was asked, what counts, and what was done for her."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from producers.domain.grants import LONGEST, ends_on
from producers.models.organisations import Organisation
from producers.models.querysets import GrantQuerySet, GrantRequestQuerySet


def ends_in_a_year() -> date:
    """Return the last day of a grant that is given today."""
    return ends_on(timezone.localdate())


class Grant(models.Model):
    """What ``giver`` lets ``receiver`` (whose agents act) do for her, until she withdraws it or it ends."""

    actor_path = "giver"

    giver = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("giver"), related_name="grants_given"
    )
    receiver = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("receiver"), related_name="grants_received"
    )
    permission = models.CharField(_("permission"), max_length=30)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    valid_until = models.DateField(_("valid until"), default=ends_in_a_year)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "receiver", "permission"],
                condition=Q(withdrawn_at=None),
                name="tiwizi_one_live_grant",
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="tiwizi_grant_to_another"),
            models.CheckConstraint(
                condition=Q(valid_until__lte=F("given_at") + LONGEST), name="tiwizi_grant_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} lets {self.receiver_id}: {self.permission}"


class GrantRequest(models.Model):
    """What she was asked to let an association do. Its grants are written after the call to her."""

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("grant", "asked")
        CONFIRMED = "confirmed", _("confirmed by her")
        GIVEN = "given", _("called back and given")
        REFUSED = "refused", _("refused")

    class How(models.TextChoices):
        CODE = "code", _("a code on her phone")
        DOOR = "door", _("her own door")

    actor_path = "giver"

    giver = models.ForeignKey(Organisation, models.CASCADE, verbose_name=_("giver"), related_name="+")
    receiver = models.ForeignKey(Organisation, models.CASCADE, verbose_name=_("receiver"), related_name="+")
    scopes = models.JSONField(_("what is asked"), default=list)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        related_name="+",
    )
    code_hash = models.CharField(_("code (hash)"), max_length=128, blank=True, editable=False)
    code_until = models.DateTimeField(_("code ends"), null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("wrong codes"), default=0, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed by her"), null=True, blank=True)
    confirmed_how = models.CharField(_("confirmed with"), max_length=6, choices=How, blank=True)
    called_at = models.DateTimeField(_("called back"), null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("called back by"),
        null=True,
        blank=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("refused or given up"), null=True, blank=True)

    objects = GrantRequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("request for a grant")
        verbose_name_plural = _("requests for grants")
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "receiver"],
                condition=Q(status__in=["asked", "confirmed"]),
                name="tiwizi_one_open_request",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "confirmed", "given", "refused"]),
                name="tiwizi_request_status",
            ),
            models.CheckConstraint(
                condition=~Q(status="given") | Q(confirmed_at__isnull=False, called_at__isnull=False),
                name="tiwizi_request_called_back",
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="tiwizi_request_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} is asked by {self.receiver_id}: {self.status}"


class DoneForHer(models.Model):
    """One act by an agent for a producer, until she was told of it and has seen it."""

    actor_path = "organisation"

    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name=_("for"), related_name="+")
    act = models.OneToOneField(
        "tiwizi_producers.Act",
        models.DO_NOTHING,
        verbose_name=_("act"),
        related_name="+",
        db_constraint=False,
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    told_at = models.DateTimeField(_("told by message"), null=True, blank=True)
    seen_at = models.DateTimeField(_("seen by her"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("done for her")
        verbose_name_plural = _("done for her")
        indexes = [
            models.Index(fields=["organisation", "-id"], name="tiwizi_done_for_her"),
            models.Index(fields=["at"], condition=Q(told_at=None), name="tiwizi_done_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: act {self.act_id}"
