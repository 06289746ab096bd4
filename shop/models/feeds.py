"""Channels of feeds: what each is, who may read it, how it was built, who has read it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from producers.conf import private_storage


class FeedChannel(models.Model):
    """A feed as somebody outside reads it: one dialect, one language, one country, one market.

    ``current`` is the file that is served. ``building_until`` is the lock of who builds: one at a time, and
    one that has crashed lets go by itself.
    """

    code = models.SlugField(_("code in the address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    dialect = models.CharField(_("dialect"), max_length=40)
    language = models.CharField(_("language"), max_length=8, default="fr")
    country = models.CharField(_("country"), max_length=2, default="MA")
    market = models.ForeignKey(
        "tiwizi_shop.Market", models.PROTECT, verbose_name=_("market"), related_name="+"
    )
    categories = models.ManyToManyField(
        "tiwizi_shop.Category", verbose_name=_("categories (none: all)"), blank=True, related_name="+"
    )
    regions = models.JSONField(_("regions (none: all)"), default=list, blank=True)
    makers = models.ManyToManyField(
        "tiwizi_producers.Organisation", verbose_name=_("makers (none: all)"), blank=True, related_name="+"
    )
    labels = models.ManyToManyField(
        "tiwizi_producers.Label", verbose_name=_("labels (none: all)"), blank=True, related_name="+"
    )
    most_items = models.PositiveIntegerField(_("most items (empty: no limit)"), null=True, blank=True)
    licence_of_texts = models.CharField(_("licence of texts"), max_length=200, blank=True)
    licence_of_pictures = models.CharField(_("licence of pictures"), max_length=200, blank=True)
    consent = models.CharField(_("what makers agree to"), max_length=10, default="sharing")
    is_stock_only = models.BooleanField(_("prices and stock alone"), default=False)
    has_trade_terms = models.BooleanField(
        _("tells what shops pay, and on what terms"), default=False, db_default=False
    )
    is_public = models.BooleanField(_("anybody may read it"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    period_minutes = models.PositiveIntegerField(_("built at most every (minutes)"), default=60)
    reads_an_hour = models.PositiveIntegerField(_("readings an hour and reader"), default=60)
    current = models.ForeignKey(
        "tiwizi_shop.FeedBuild", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    building_until = models.DateTimeField(null=True, blank=True, editable=False)
    is_due = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [
            models.CheckConstraint(condition=Q(period_minutes__gt=0), name="tiwizi_feed_period"),
            models.CheckConstraint(condition=Q(reads_an_hour__gt=0), name="tiwizi_feed_limit"),
            models.CheckConstraint(
                condition=Q(has_trade_terms=False) | Q(is_public=False), name="tiwizi_feed_trade_is_private"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class FeedBuild(models.Model):
    """One attempt to build a file: what came of it, and what it was made from.

    ``agreed`` holds what each maker in the file had agreed to, by permanent id: a file is served only while
    none of them has taken anything back.
    """

    class State(models.TextChoices):
        BUILDING = "building", _("being built")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    channel = models.ForeignKey(FeedChannel, models.CASCADE, related_name="builds")
    state = models.CharField(max_length=8, choices=State, default=State.BUILDING)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    sequence = models.BigIntegerField(default=0)
    consent_mark = models.CharField(max_length=16, blank=True)
    agreed = models.JSONField(default=dict, blank=True)
    suffix = models.CharField(max_length=12, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    file = models.FileField(storage=private_storage, blank=True, max_length=200)
    packed = models.FileField(storage=private_storage, blank=True, max_length=200)
    left = models.FileField(storage=private_storage, blank=True, max_length=200)
    size = models.BigIntegerField(default=0)
    packed_size = models.BigIntegerField(default=0)
    etag = models.CharField(max_length=64, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)
    items = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["building", "ready", "failed"]), name="tiwizi_feed_build_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id}: {self.state}"


class FeedToken(models.Model):
    """The key of one reader of one channel. Its digest is kept, the key itself is shown once.

    With an ``issuer`` it stands for the tokens that this one gives to ``subject``, a name of
    ``shop.domain.openid``; its own digest opens nothing then.
    """

    channel = models.ForeignKey(FeedChannel, models.CASCADE, related_name="tokens")
    consumer = models.CharField(_("who reads it"), max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    issuer = models.CharField(max_length=200, blank=True, default="", db_default="")
    subject = models.CharField(max_length=220, blank=True, default="", db_default="")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issuer="", subject="") | ~Q(issuer="") & ~Q(subject=""),
                name="tiwizi_feed_token_known",
            ),
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=Q(revoked_at=None) & ~Q(issuer=""),
                name="tiwizi_one_feed_per_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} of {self.channel_id}"


class FeedRead(models.Model):
    """How often a channel was read within an hour, by which reader and with which answer.

    Without a token it was a public reading. No address of a machine is kept: a reader is known by her token.
    """

    channel = models.ForeignKey(FeedChannel, models.CASCADE, related_name="reads")
    token = models.ForeignKey(FeedToken, models.CASCADE, null=True, blank=True, related_name="reads")
    hour = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-hour", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "token", "hour", "status"],
                condition=Q(token__isnull=False),
                name="tiwizi_one_feed_read",
            ),
            models.UniqueConstraint(
                fields=["channel", "hour", "status"],
                condition=Q(token__isnull=True),
                name="tiwizi_one_public_feed_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id}: {self.count} times {self.status}"
