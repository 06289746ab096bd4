"""What buyers ask before they buy: a quote for a service, a piece like one that is sold."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Enquiry(models.Model):
    """A question about one product, to be answered by a person."""

    class Kind(models.TextChoices):
        QUOTE = "quote", _("quote")
        SIMILAR = "similar", _("a similar piece")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
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

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["quote", "similar"]), name="tiwizi_enquiry_kind"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "closed"]), name="tiwizi_enquiry_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.product_id}"
