"""Requests for help: one thread per matter, whoever writes and by whatever way.

What people say and how they are reached stands in ``CaseContact``, ``CaseMessage`` and ``CaseFile`` alone:
those rows are emptied or deleted when a person is erased. ``Case`` itself holds keys, states and days.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nTextField

from shop.conf import private_storage
from shop.models.carts import new_token
from shop.models.querysets import CaseQuerySet


class Case(models.Model):
    """One matter, looked after by one person, with a day by which it has to be answered."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("a question")
        DELIVERY = "delivery", _("delivery")
        FAULT = "fault", _("something is wrong with it")
        PAYMENT = "payment", _("payment")
        CHANGE = "change", _("a change of the order")
        DISPUTE = "dispute", _("a dispute at the bank")
        OTHER = "other", _("something else")

    class Status(models.TextChoices):
        OPEN = "open", _("to be answered")
        WAITING = "waiting", _("waits for the buyer")
        CLOSED = "closed", _("closed")

    class Outcome(models.TextChoices):
        ANSWERED = "answered", pgettext_lazy("request", "answered")
        REFUNDED = "refunded", _("money given back")
        SENT_AGAIN = "sent_again", _("sent again or exchanged")
        REPAIRED = "repaired", _("put right")
        CHANGED = "changed", _("the order was changed")
        REFUSED = "refused", _("we could not agree")
        NO_REPLY = "no_reply", _("no reply any more")
        WON = "won", _("the bank decided for the shop")
        LOST = "lost", _("the bank decided for the buyer")
        MISTAKE = "mistake", _("opened by mistake, or twice")

    number = models.CharField(_("number"), max_length=16, unique=True)
    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    key = models.CharField(_("key"), max_length=100, blank=True, default="")
    kind = models.CharField(_("about"), max_length=10, choices=Kind)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)
    order = models.ForeignKey(
        "tiwizi_shop.Order",
        models.PROTECT,
        verbose_name=_("order"),
        null=True,
        blank=True,
        related_name="cases",
    )
    payment = models.ForeignKey(
        "tiwizi_shop.Payment",
        models.PROTECT,
        verbose_name=_("payment"),
        null=True,
        blank=True,
        related_name="cases",
    )
    language = models.CharField(_("language"), max_length=8)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("looked after by"),
        null=True,
        blank=True,
        related_name="+",
    )
    due_at = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    page = models.CharField(_("asked on the page"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        indexes = [
            models.Index(fields=["due_at"], condition=~Q(status="closed"), name="tiwizi_case_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(token=""), name="tiwizi_case_token"),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="tiwizi_one_case"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "waiting", "closed"]), name="tiwizi_case_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="tiwizi_closed_case_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseContact(models.Model):
    """How whoever asks is reached. Erasable: deleting the row leaves the case."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="contact")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("contact of a request")
        verbose_name_plural = _("contacts of requests")

    def __str__(self) -> str:
        return f"contact of {self.case_id}"


class CaseMessage(models.Model):
    """What was said: by the buyer, to the buyer, or a note among those who help. Erasable."""

    class Side(models.TextChoices):
        BUYER = "buyer", _("from the buyer")
        OFFICE = "office", _("to the buyer")
        NOTE = "note", _("note")

    class Way(models.TextChoices):
        PAGE = "page", _("on the page")
        EMAIL = "email", _("by e-mail")
        PHONE = "phone", _("by phone")
        WHATSAPP = "whatsapp", _("by WhatsApp")

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    side = models.CharField(_("who"), max_length=6, choices=Side)
    way = models.CharField(pgettext_lazy("way", "by"), max_length=8, choices=Way, default=Way.PAGE)
    text = models.TextField(_("text"), max_length=4000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message of a request")
        verbose_name_plural = _("messages of requests")
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=["buyer", "office", "note"]), name="tiwizi_case_side"
            ),
            models.CheckConstraint(
                condition=Q(way__in=["page", "email", "phone", "whatsapp"]), name="tiwizi_case_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.pk}"


class CaseLink(models.Model):
    """What else a case is about: a complaint, a change, a refund, by kind and key as the log has them."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    kind = models.CharField(_("of what kind"), max_length=40)
    object_id = models.BigIntegerField(_("of which"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("link of a request")
        verbose_name_plural = _("links of requests")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "object_id"], name="tiwizi_one_case_link")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class CaseFile(models.Model):
    """Evidence, such as for the bank: a picture or a PDF that no address serves but to those who help."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    file = models.FileField(_("file"), upload_to="cases/", storage=private_storage)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content_type = models.CharField(_("type"), max_length=60)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file of a request")
        verbose_name_plural = _("files of requests")
        constraints = [models.UniqueConstraint(fields=["case", "sha256"], name="tiwizi_one_case_file")]

    def __str__(self) -> str:
        return self.sha256[:12]


class CannedAnswer(models.Model):
    """An answer that is often given, in each language; whoever helps starts from it and changes it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    text = I18nTextField(_("text"))
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("ready answer")
        verbose_name_plural = _("ready answers")

    def __str__(self) -> str:
        return self.name
