"""What buyers ask before they buy: a question, a quote, a piece like this one, to be told when it is back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.models.carts import new_token


class Enquiry(models.Model):
    """A question about one product, to be answered by a person."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        QUOTE = "quote", _("quote")
        SIMILAR = "similar", _("a similar piece")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", pgettext_lazy("request", "answered")
        CLOSED = "closed", _("closed")

    actor_path = "product__producer"

    product = models.ForeignKey("tiwizi_shop.Product", models.CASCADE, related_name="enquiries")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    name = models.CharField(_("name"), max_length=120)
    contact = models.CharField(_("phone or e-mail"), max_length=254)
    text = models.TextField(_("question"), max_length=2000)
    language = models.CharField(_("language"), max_length=8)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    passed_at = models.DateTimeField(_("shown to the maker"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["question", "quote", "similar"]), name="tiwizi_enquiry_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "closed"]), name="tiwizi_enquiry_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.product_id}"


class StockNotice(models.Model):
    """Somebody wants to be told when an offer can be had again. Her address is kept for nothing else."""

    product = models.ForeignKey("tiwizi_shop.Product", models.CASCADE, related_name="stock_notices")
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=8)
    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("wish to be told")
        verbose_name_plural = _("wishes to be told")
        indexes = [
            models.Index(
                fields=["product"],
                condition=Q(told_at=None, confirmed_at__isnull=False),
                name="tiwizi_notice_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "email"], condition=Q(told_at=None), name="tiwizi_one_notice"
            ),
            models.CheckConstraint(condition=~Q(token=""), name="tiwizi_notice_token"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.pk}"
