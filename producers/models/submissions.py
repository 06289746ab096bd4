"""Changes that wait to be checked before buyers see them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from producers.domain.moderation import SubmissionState
from producers.models.checked import CheckState


class SubmissionQuerySet(models.QuerySet):
    def waiting(self) -> "SubmissionQuerySet":
        """Those that nobody has decided, the oldest first."""
        return self.filter(state=SubmissionState.WAITING).order_by("submitted_at", "pk")

    def of(self, kind: str, pk: int) -> "SubmissionQuerySet":
        """Those of one thing, the newest first."""
        return self.filter(kind=kind, object_id=pk).order_by("-pk")


class Submission(models.Model):
    """A change to one drafted thing: a Wagtail revision of it that waits, or what became of it.

    A thing has one that waits at most: what is sent again takes its place and keeps its turn. The words for
    her and those for staff are apart, since hers are read to her.
    """

    State = CheckState
    actor_path = "organisation"

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("producer"),
        related_name="submissions",
    )
    kind = models.CharField(_("of what kind"), max_length=40)
    object_id = models.BigIntegerField(_("of which"))
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, verbose_name=_("revision"), null=True, related_name="+"
    )
    is_new = models.BooleanField(_("not public yet"), default=False)
    language = models.CharField(_("language"), max_length=8)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        related_name="+",
    )
    is_by_agent = models.BooleanField(_("sent by an agent"), default=False)
    submitted_at = models.DateTimeField(_("sent"))
    changed_at = models.DateTimeField(_("sent again"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    note = models.CharField(_("note for her"), max_length=500, blank=True)
    staff_note = models.CharField(_("note for staff"), max_length=500, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change to be checked")
        verbose_name_plural = _("changes to be checked")
        permissions = [("moderate", "Can check what producers send")]
        indexes = [
            models.Index(
                fields=["submitted_at"], condition=Q(state="waiting"), name="tiwizi_submissions_waiting"
            ),
            models.Index(fields=["kind", "object_id"], name="tiwizi_submission_of_thing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                condition=Q(state="waiting"),
                name="tiwizi_one_open_submission",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "approved", "sent_back", "withdrawn"]),
                name="tiwizi_submission_state",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="tiwizi_submission_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(reasons=[]), name="tiwizi_submission_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.state}"
