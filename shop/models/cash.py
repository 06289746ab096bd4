"""Cash on delivery: the call before a parcel leaves, and in whose hands the money is until it arrives."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


class CallAttempt(models.Model):
    """One call to the buyer of an order that is paid at the door, and what came of it."""

    class Outcome(models.TextChoices):
        YES = "yes", _("she said yes")
        NO = "no", _("she said no")
        NO_ANSWER = "no_answer", _("no answer")
        LATER = "later", _("asked to be called later")
        WRONG_NUMBER = "wrong_number", _("wrong number")

    order = models.ForeignKey("tiwizi_shop.Order", models.PROTECT, related_name="calls")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    note = models.CharField(_("note"), max_length=300, blank=True)
    call_again_at = models.DateTimeField(_("call again"), null=True, blank=True)
    by_name = models.CharField(_("by"), max_length=150)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["yes", "no", "no_answer", "later", "wrong_number"]),
                name="tiwizi_call_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.outcome}"


class Carrier(models.Model):
    """Who carries parcels and collects for them, by the names on parcels, and how its remittance lists read.

    ``layout`` is a saved ``shop.domain.columns.Layout`` as plain values.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    aliases = models.JSONField(_("other names on parcels"), default=list, blank=True)
    layout = models.JSONField(_("columns of its remittance lists"), default=dict, blank=True)
    remits_days = models.PositiveSmallIntegerField(_("days until it remits"), default=10)

    class Meta:
        ordering = ["name"]
        verbose_name = _("carrier")
        verbose_name_plural = _("carriers")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="tiwizi_carrier_has_name")]

    def __str__(self) -> str:
        return self.name


class CashCustody(models.Model):
    """The cash of one part of an order, or of an order as a whole: who holds it, and since when.

    ``expected`` is what is to be collected. What is held is the sum of ``moves``, never a stored number.
    ``holder`` is the organisation, if it is one of ours; ``carrier`` is the name on the parcel.
    """

    class Status(models.TextChoices):
        EXPECTED = "expected", _("to be collected")
        WITH_CARRIER = "with_carrier", _("with the carrier")
        WITH_PRODUCER = "with_producer", _("with the maker")
        WITH_AGENT = "with_agent", _("with the agent")
        SHORT = "short", _("short")
        HANDED_OVER = "handed_over", _("arrived")
        REFUSED = "refused", _("refused")

    order = models.ForeignKey("tiwizi_shop.Order", models.PROTECT, related_name="custodies")
    part = models.OneToOneField(
        "tiwizi_shop.ProducerOrder", models.PROTECT, null=True, blank=True, related_name="custody"
    )
    status = models.CharField(_("where it is"), max_length=14, choices=Status, default=Status.EXPECTED)
    expected = MoneyField(_("to be collected"))
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    holder = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField(_("since"))

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("cash of a parcel")
        verbose_name_plural = _("cash of parcels")
        indexes = [models.Index(fields=["status", "since"], name="tiwizi_custody_since")]
        constraints = [
            models.CheckConstraint(condition=Q(expected__gte=0), name="tiwizi_custody_not_negative"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "expected",
                        "with_carrier",
                        "with_producer",
                        "with_agent",
                        "short",
                        "handed_over",
                        "refused",
                    ]
                ),
                name="tiwizi_custody_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.status}"


class CashMove(models.Model):
    """One thing that happened to the cash of a custody; only added, never changed but for who is forgotten.

    ``effect`` is what it does to what is held: above zero it came into hands, below it left them.
    """

    only_grows = True
    erasable = ("by_name",)

    class Kind(models.TextChoices):
        COLLECTED = "collected", _("collected")
        HANDED_OVER = "handed_over", _("handed over")
        REMITTED = "remitted", _("remitted")
        KEPT = "kept", _("kept by the carrier for its service")
        SHORT = "short", _("missing")
        OVER = "over", _("too much")
        SETTLED = "settled", _("the missing cash is settled")
        REFUSED = "refused", _("refused at the door")
        REFUNDED = "refunded", _("given back")

    custody = models.ForeignKey(CashCustody, models.PROTECT, related_name="moves")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    amount = MoneyField(_("amount"))
    effect = MoneyField(_("effect on what is held"))
    account = models.CharField(_("into whose hands"), max_length=30, blank=True)
    holder = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField(_("key"), max_length=150, unique=True)
    by_name = models.CharField(_("by"), max_length=150)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("move of cash")
        verbose_name_plural = _("moves of cash")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="tiwizi_cash_move_amount")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class FileRun(models.Model):
    """What imports of lists with money have in common: the file, how far it is, what is wrong with it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being read")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused: nothing was changed")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    file_name = models.CharField(_("file"), max_length=120)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    counts = models.JSONField(_("lines by outcome"), default=dict)
    fault = models.CharField(_("why the file is refused"), max_length=30, blank=True)
    fault_where = models.CharField(_("where"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]
