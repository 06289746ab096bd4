"""Who came, half day by half day, and what was certified of it. What is taken back leaves a correction."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.events.domain.door import LONGEST_NAME
from home.events.domain.registering import new_code
from home.events.models.events import Event
from home.events.models.registrations import Registration
from shop.models.carts import new_token


class DoorKey(models.Model):
    """What lets a named helper write down who comes to one event. Its secret is in her address."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="door_keys")
    name = models.CharField(_("who stands at the door"), max_length=LONGEST_NAME, blank=True)
    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("key of a door")
        verbose_name_plural = _("keys of doors")
        constraints = [models.CheckConstraint(condition=~Q(token=""), name="tiwizi_door_key_secret")]

    def __str__(self) -> str:
        return f"key {self.pk} of {self.event_id}"


class Attendance(models.Model):
    """One person, one half day. ``key`` was drawn by the device that scanned her."""

    class Half(models.TextChoices):
        MORNING = "am", _("morning")
        AFTERNOON = "pm", _("afternoon")

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="attendances")
    day = models.DateField(_("day"))
    half = models.CharField(_("half of the day"), max_length=2, choices=Half)
    key = models.UUIDField(unique=True)
    device = models.CharField(_("device"), max_length=40, blank=True)
    door = models.ForeignKey(
        DoorKey, models.SET_NULL, verbose_name=_("key"), null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("written down"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("half day present")
        verbose_name_plural = _("half days present")
        indexes = [models.Index(fields=["at"], name="tiwizi_present_at")]
        constraints = [
            models.UniqueConstraint(fields=["registration", "day", "half"], name="tiwizi_present_once"),
            models.CheckConstraint(condition=Q(half__in=["am", "pm"]), name="tiwizi_half_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.day} {self.half}"


class Certificate(models.Model):
    """What somebody was present at, for whoever has its code. The number stays as it was when issued."""

    registration = models.OneToOneField(Registration, models.PROTECT, related_name="certificate")
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    half_days = models.PositiveSmallIntegerField(_("half days present"))
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(condition=Q(half_days__gt=0), name="tiwizi_certificate_of_something"),
        ]

    def __str__(self) -> str:
        return self.code
