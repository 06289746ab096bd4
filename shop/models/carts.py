"""What a buyer has gathered, and what she has typed so far at the checkout."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField


def new_token() -> str:
    """A secret that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


class Cart(models.Model):
    """One cart over many producers. Its token in the session survives sign-in and language change."""

    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        related_name="tiwizi_carts",
    )
    country = models.CharField(_("country that pays"), max_length=2)
    checkout = models.JSONField(_("typed at the checkout"), default=dict, blank=True)
    attempt = models.CharField(
        _("form token of this attempt"), max_length=64, default=new_token, editable=False
    )
    closed_at = models.DateTimeField(_("became an order"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")
        constraints = [models.CheckConstraint(condition=~Q(token=""), name="tiwizi_cart_token")]

    def __str__(self) -> str:
        return f"cart {self.pk}"


class CartLine(models.Model):
    """One variant in a cart, with the price the buyer saw when she put it there or last looked."""

    cart = models.ForeignKey(Cart, models.CASCADE, related_name="lines")
    variant = models.ForeignKey("tiwizi_shop.Variant", models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))
    seen = MoneyField(_("price seen"))
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("cart line")
        verbose_name_plural = _("cart lines")
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="tiwizi_one_line_per_variant"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_cart_line_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"
