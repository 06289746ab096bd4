"""How a producer gets in without e-mail: her phone, codes, card and pictures, and the phones she is known on.

Of secrets there is never more than a digest. What a row opens, it opens until it is ended or revoked, and
every request asks anew.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from producers.domain.codes import CODE_TRIES
from producers.domain.pins import MOST_TRIES
from producers.models.querysets import DeviceQuerySet, DoorCardQuerySet, VisitQuerySet

USER = settings.AUTH_USER_MODEL


class DoorPhone(models.Model):
    """The phone that a person gets her codes on. Several may share one: no constraint keeps them apart."""

    user = models.OneToOneField(USER, models.CASCADE, verbose_name=_("user"), related_name="door_phone")
    number = models.CharField(_("number"), max_length=20, db_index=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    verified_at = models.DateTimeField(_("shown to be hers"), null=True, blank=True)

    class Meta:
        verbose_name = _("phone to sign in with")
        verbose_name_plural = _("phones to sign in with")

    def __str__(self) -> str:
        return f"phone of {self.user_id}"


class OneTimeCode(models.Model):
    """A code that was asked for; also for a number that nobody has, which then never gets a ``digest``."""

    number = models.CharField(_("number"), max_length=20, db_index=True)
    language = models.CharField(_("language"), max_length=8)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=CODE_TRIES), name="tiwizi_code_tries"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="tiwizi_code_ends"),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"


class DoorCard(models.Model):
    """A printed card. Its secret stands on the paper alone; a new card ends the one before."""

    user = models.ForeignKey(USER, models.CASCADE, verbose_name=_("user"), related_name="door_cards")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    made_by = models.ForeignKey(
        USER, models.SET_NULL, verbose_name=_("made by"), null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    # Whoever printed the card holds it: only after the Centre spoke with her are pictures chosen with it.
    allowed_at = models.DateTimeField(_("may choose pictures since"), null=True, blank=True)
    allowed_by = models.ForeignKey(
        USER, models.SET_NULL, verbose_name=_("called by"), null=True, blank=True, related_name="+"
    )

    objects = DoorCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card to sign in with")
        verbose_name_plural = _("cards to sign in with")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="tiwizi_one_live_card"
            ),
        ]

    def __str__(self) -> str:
        return f"card of {self.user_id}"


class PicturePin(models.Model):
    """The four pictures that a person chose, and how often in a row somebody was wrong about them."""

    user = models.OneToOneField(USER, models.CASCADE, verbose_name=_("user"), related_name="picture_pin")
    digest = models.CharField(_("digest"), max_length=64)
    chosen_at = models.DateTimeField(_("chosen"), default=timezone.now)
    failed = models.PositiveSmallIntegerField(_("wrong in a row"), default=0)
    next_at = models.DateTimeField(_("next try"), default=timezone.now)

    class Meta:
        verbose_name = _("picture PIN")
        verbose_name_plural = _("picture PINs")
        constraints = [
            models.CheckConstraint(condition=Q(failed__lte=MOST_TRIES), name="tiwizi_pin_tries"),
            models.CheckConstraint(condition=~Q(digest=""), name="tiwizi_pin_chosen"),
        ]

    def __str__(self) -> str:
        return f"pictures of {self.user_id}"


class Device(models.Model):
    """A browser that is remembered, by the digest of its cookie; it remembers people, and opens nothing."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        TABLET = "tablet", _("tablet")
        COMPUTER = "computer", _("computer")

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PHONE)
    made_at = models.DateTimeField(_("first seen"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    expires_at = models.DateTimeField(_("remembered until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["phone", "tablet", "computer"]), name="tiwizi_device_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class DevicePerson(models.Model):
    """Somebody whose picture stands on a device's wall, until she is forgotten there."""

    device = models.ForeignKey(Device, models.CASCADE, verbose_name=_("device"), related_name="people")
    user = models.ForeignKey(USER, models.CASCADE, verbose_name=_("user"), related_name="on_devices")
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("person on a device")
        verbose_name_plural = _("people on devices")
        constraints = [
            models.UniqueConstraint(fields=["device", "user"], name="tiwizi_once_on_a_device"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.device_id}"


class Visit(models.Model):
    """One time that she came in. Her session names it; ended, or idle too long, it lets nobody in."""

    class Way(models.TextChoices):
        CODE = "code", _("code")
        CARD = "card", _("card")
        WALL = "wall", _("picture")
        PASSWORD = "password", _("password")

    user = models.ForeignKey(USER, models.CASCADE, verbose_name=_("user"), related_name="visits")
    device = models.ForeignKey(
        Device, models.SET_NULL, verbose_name=_("device"), null=True, blank=True, related_name="visits"
    )
    way = models.CharField(pgettext_lazy("way", "by"), max_length=8, choices=Way)
    opened_at = models.DateTimeField(_("came in"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=["code", "card", "wall", "password"]), name="tiwizi_visit_way"
            ),
        ]

    def __str__(self) -> str:
        return f"visit of {self.user_id}"


class Tries(models.Model):
    """How often something was tried since when, for one subject; shared by all processes."""

    purpose = models.CharField(_("purpose"), max_length=20)
    subject = models.CharField(_("subject (digest)"), max_length=64)
    count = models.PositiveIntegerField(_("count"), default=0)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("count of tries")
        verbose_name_plural = _("counts of tries")
        constraints = [
            models.UniqueConstraint(fields=["purpose", "subject"], name="tiwizi_one_count_of_tries"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.count}"
