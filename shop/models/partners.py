"""Programs of others: who may read in bulk or sell, by which tokens, and where she is told what happens."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from producers.domain.export_ids import new_export_id
from shop.domain.webhooks import Event, Scope, new_secret


class Partner(models.Model):
    """A network, a shop or an institution whose programs use the API.

    ``selection`` is a channel's choice. ``languages`` are those of the texts that it reads in bulk, all where
    none is named.
    """

    name = models.CharField(_("name"), max_length=120)
    market = models.ForeignKey(
        "tiwizi_shop.Market", models.PROTECT, verbose_name=_("market"), related_name="+"
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    scopes = models.JSONField(_("what its tokens open"), default=list, blank=True)
    selection = models.JSONField(_("selection"), default=dict, blank=True)
    origins = models.JSONField(_("sites whose pages may buy"), default=list, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name

    def may(self, scope: Scope) -> bool:
        """Say whether its tokens open something."""
        return scope.value in self.scopes


class PartnerToken(models.Model):
    """A token of a partner's: its digest alone is kept, so that it can be shown once and never again.

    With an ``issuer`` it stands for the tokens that this one gives to ``subject``, a name of
    ``shop.domain.openid``; its own digest opens nothing then.
    """

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="tokens")
    label = models.CharField(_("what it is for"), max_length=80)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    ends_with = models.CharField(_("last letters"), max_length=4)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True, default="", db_default="")
    subject = models.CharField(_("known there as"), max_length=220, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        constraints = [
            models.CheckConstraint(condition=~Q(digest=""), name="tiwizi_partner_token_digest"),
            models.CheckConstraint(
                condition=Q(issuer="", subject="") | ~Q(issuer="") & ~Q(subject=""),
                name="tiwizi_partner_token_known",
            ),
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=Q(revoked_at=None) & ~Q(issuer=""),
                name="tiwizi_one_partner_per_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or f"…{self.ends_with}"


class PartnerCart(models.Model):
    """A cart that a partner's program has opened; its order is the partner's to be told of."""

    cart = models.OneToOneField("tiwizi_shop.Cart", models.CASCADE, related_name="of_partner")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="carts")

    class Meta:
        verbose_name = _("cart of a partner")
        verbose_name_plural = _("carts of partners")

    def __str__(self) -> str:
        return f"cart {self.cart_id} of {self.partner_id}"


class CartRequest(models.Model):
    """A request of a program about a cart, under a key, so that it is done once however often sent.

    ``attempt`` is the cart's before it was done.
    """

    cart = models.ForeignKey("tiwizi_shop.Cart", models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    attempt = models.CharField(max_length=64)
    begun_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cart", "key"], name="tiwizi_one_cart_request_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.key} of cart {self.cart_id}"


class WebhookEndpoint(models.Model):
    """Where a partner is told what happens. ``failing_since`` is the first failure since the last success."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="endpoints")
    url = models.CharField(_("address"), max_length=500)
    secret = models.CharField(_("secret"), max_length=80, default=new_secret, editable=False)
    events = models.JSONField(_("events"), default=list)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    disabled_at = models.DateTimeField(_("disabled"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("endpoint")
        verbose_name_plural = _("endpoints")
        constraints = [
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="tiwizi_webhook_https"),
            models.CheckConstraint(condition=~Q(secret=""), name="tiwizi_webhook_secret"),
        ]

    def __str__(self) -> str:
        return self.url


class WebhookMessage(models.Model):
    """One message to one endpoint, kept until it has arrived. ``data`` holds permanent ids and no person."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("arrived")
        FAILED = "failed", _("given up")

    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, related_name="messages")
    message_id = models.CharField(_("id"), max_length=40, unique=True, default=new_export_id)
    key = models.CharField(_("what it tells"), max_length=120)
    kind = models.CharField(_("event"), max_length=20, choices=[(one.value, one.value) for one in Event])
    data = models.JSONField(_("data"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"))
    status = models.PositiveSmallIntegerField(_("last answer"), null=True, blank=True)
    fault = models.CharField(_("fault"), max_length=20, blank=True)
    happened_at = models.DateTimeField(_("happened"))
    sent_at = models.DateTimeField(_("arrived at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message to a partner")
        verbose_name_plural = _("messages to partners")
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "key"], name="tiwizi_one_webhook_per_event"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(state="sent"), name="tiwizi_webhook_sent_at"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="tiwizi_webhook_due"),
            models.Index(fields=["endpoint", "-id"], name="tiwizi_webhook_list"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"
