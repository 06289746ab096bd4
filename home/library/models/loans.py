"""Copies of the fund, readers' cards, and what is lent to whom. Live rows, written by actions alone."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from home.library.domain.room import new_code
from home.library.models.documents import Document
from home.library.models.room import Reader, ReaderKind


class CopyQuerySet(models.QuerySet["Copy"]):
    """Which copies are where."""

    def lent_at_all(self) -> "CopyQuerySet":
        """Those that leave the house."""
        return self.filter(state=Copy.State.SHELF)

    def free(self) -> "CopyQuerySet":
        """Those that stand on the shelf, and are kept for nobody."""
        out = Loan.objects.open().filter(copy=OuterRef("pk"))
        kept = Reservation.objects.filter(copy=OuterRef("pk"), state=Reservation.State.READY)
        return self.lent_at_all().filter(~Exists(out), ~Exists(kept))


class Copy(models.Model):
    """One piece of a document that the house owns. Its code is on a label inside."""

    class State(models.TextChoices):
        SHELF = "shelf", _("can be lent")
        ROOM = "room", _("is read in the room only")
        LOST = "lost", _("lost")
        GONE = "gone", _("taken out of the fund")

    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="copies")
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    state = models.CharField(_("state"), max_length=5, choices=State, default=State.SHELF)
    note = models.CharField(_("note"), max_length=120, blank=True, help_text=_("For example: spine mended."))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["document", "pk"]
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["shelf", "room", "lost", "gone"]), name="tiwizi_copy_state"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="tiwizi_copy_has_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.code}"


class ReaderCard(Reader):
    """A reader who borrows. The desk gives the card; its code is said there, its secret opens her page."""

    kind = models.ForeignKey(ReaderKind, models.PROTECT, verbose_name=_("comes as"), related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reader’s card")
        verbose_name_plural = _("readers’ cards")
        constraints = [
            models.CheckConstraint(condition=~Q(token="") & ~Q(code=""), name="tiwizi_card_secrets"),
            models.UniqueConstraint(
                fields=["person"], condition=~Q(person=""), name="tiwizi_one_card_a_reader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}"


class LoanQuerySet(models.QuerySet["Loan"]):
    """Which loans are where they are."""

    def open(self) -> "LoanQuerySet":
        """Those whose copy is with the reader."""
        return self.filter(state=Loan.State.OPEN)

    def late(self, today: Any) -> "LoanQuerySet":
        """Those that should be back by now."""
        return self.open().filter(due_on__lt=today)


class Loan(models.Model):
    """One copy with one reader, from the day it was lent until it came back or was lost."""

    class State(models.TextChoices):
        OPEN = "open", _("lent")
        BACK = "back", _("brought back")
        LOST = "lost", _("lost")

    copy = models.ForeignKey(Copy, models.PROTECT, related_name="loans")
    card = models.ForeignKey(ReaderCard, models.PROTECT, related_name="loans")
    state = models.CharField(_("state"), max_length=4, choices=State, default=State.OPEN)
    lent_at = models.DateTimeField(_("lent"))
    due_on = models.DateField(_("back by"))
    renewals = models.PositiveSmallIntegerField(_("prolonged"), default=0)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        indexes = [models.Index(fields=["state", "due_on"], name="tiwizi_loan_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["copy"], condition=Q(state="open"), name="tiwizi_copy_is_lent_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | Q(state__in=["back", "lost"], ended_at__isnull=False),
                name="tiwizi_loan_ends_with_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"


class Reservation(models.Model):
    """Somebody waits for a document, or a copy that came back is kept for her."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        READY = "ready", _("kept for her")
        DONE = "done", _("fetched")
        GONE = "gone", _("given up")

    document = models.ForeignKey(Document, models.PROTECT, related_name="reservations")
    card = models.ForeignKey(ReaderCard, models.PROTECT, related_name="reservations")
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    copy = models.ForeignKey(Copy, models.PROTECT, null=True, blank=True, related_name="+")
    fetch_by = models.DateField(_("to be fetched by"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "ready", "done", "gone"]), name="tiwizi_reservation_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(copy__isnull=False, fetch_by__isnull=False),
                name="tiwizi_reservation_keeps_a_copy",
            ),
            models.UniqueConstraint(
                fields=["copy"], condition=Q(state="ready"), name="tiwizi_copy_is_kept_for_one"
            ),
            models.UniqueConstraint(
                fields=["document", "card"],
                condition=Q(state__in=["waiting", "ready"]),
                name="tiwizi_reader_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
