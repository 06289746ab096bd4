"""What was done, and what is to be told: the act log, the outbox and the messages."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Act(models.Model):
    """One thing somebody did, "by A for P", with what changed. Append only: the database refuses the rest.

    It allows one change: who did it and why, both typed by people, are emptied with the person it is about.
    """

    only_grows = True
    erasable = ("actor_name", "reason")

    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    actor_name = models.CharField(_("by (name)"), max_length=150)
    for_organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.DO_NOTHING,
        verbose_name=_("for"),
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    verb = models.CharField(_("what"), max_length=60)
    kind = models.CharField(_("of what kind"), max_length=40)
    object_id = models.BigIntegerField(_("of which"))
    reason = models.CharField(_("why"), max_length=500, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    money = models.JSONField(_("effect on money (minor units by account)"), default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        indexes = [models.Index(fields=["kind", "object_id"], name="tiwizi_act_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.object_id}"


class Announcement(models.Model):
    """What happened and has to be told: written in its transaction, delivered after it, at least once."""

    key = models.CharField(_("key"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    payload = models.JSONField(_("payload"), default=dict)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"), auto_now_add=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = [models.Index(fields=["due_at"], condition=Q(delivered_at=None), name="tiwizi_outbox_open")]

    def __str__(self) -> str:
        return self.key


class Message(models.Model):
    """One message to one person through one channel; its key makes a repeated delivery harmless."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    key = models.CharField(_("key"), max_length=200, unique=True)
    channel = models.CharField(_("channel"), max_length=20)
    recipient = models.CharField(_("to"), max_length=254)
    language = models.CharField(_("language"), max_length=8)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="tiwizi_message_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "failed"]), name="tiwizi_message_state"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Report(models.Model):
    """ "Report this": what a visitor says is wrong with a page; it reaches the operator."""

    path = models.CharField(_("page"), max_length=500)
    reason = models.CharField(_("reason"), max_length=30)
    text = models.TextField(_("what is wrong"), max_length=2000)
    contact = models.CharField(_("contact"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=8)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return f"{self.reason}: {self.path}"
