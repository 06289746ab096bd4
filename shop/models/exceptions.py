"""What does not fit and waits for a person: one queue over payments, cash, payouts, stock and deadlines."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField


class ExceptionCase(models.Model):
    """One thing that does not fit, with a suggested action. Rows are closed with a note, never deleted.

    ``about_kind`` and ``about_id`` name the row that it is about, as the log of acts does. The table keeps
    the name that it had when it held payments alone, so that the version before runs beside this one.
    """

    class Area(models.TextChoices):
        PAYMENTS = "payments", _("payments")
        HOOKS = "hooks", _("notices of payment services")
        CASH = "cash", _("cash on delivery")
        STATEMENTS = "statements", _("bank statements")
        REFUNDS = "refunds", _("money given back")
        PAYOUTS = "payouts", _("payouts")
        STOCK = "stock", _("stock")
        DEADLINES = "deadlines", _("deadlines")
        BOOKS = "books", _("books")
        OTHER = "other", _("other")

    key = models.CharField(_("key"), max_length=200, default="", db_default="")
    area = models.CharField(
        _("about"), max_length=12, choices=Area, default=Area.PAYMENTS, db_default="payments"
    )
    kind = models.CharField(_("kind"), max_length=30)
    order = models.ForeignKey(
        "tiwizi_shop.Order",
        models.PROTECT,
        verbose_name=_("order"),
        null=True,
        blank=True,
        related_name="exceptions",
    )
    payment = models.ForeignKey(
        "tiwizi_shop.Payment", models.PROTECT, null=True, blank=True, related_name="exceptions"
    )
    gateway = models.CharField(_("gateway"), max_length=20, blank=True, db_default="")
    about_kind = models.CharField(_("of what kind"), max_length=40, blank=True, db_default="")
    about_id = models.BigIntegerField(_("of which"), null=True, blank=True)
    amount = MoneyField(_("amount"), null=True, blank=True)
    data = models.JSONField(_("data"), default=dict)
    suggestion = models.CharField(_("suggested action"), max_length=30)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("looked after by"),
        null=True,
        blank=True,
        related_name="+",
    )
    due_at = models.DateTimeField(_("to be done by"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        db_table = "tiwizi_shop_paymentexception"
        ordering = ["pk"]
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        indexes = [
            models.Index(fields=["area", "kind"], condition=Q(closed_at=None), name="tiwizi_exception_open"),
            models.Index(fields=["about_kind", "about_id"], name="tiwizi_exception_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="tiwizi_one_exception"),
        ]

    def __str__(self) -> str:
        return self.kind
