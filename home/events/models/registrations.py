"""Who has a seat. Live rows, written by actions alone; no revision contains them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.events.domain.registering import new_code
from home.events.models.events import Event, Session
from home.events.models.querysets import PlacesQuerySet, RegistrationQuerySet
from shop.models.carts import new_token


class Places(models.Model):
    """The seats of an event, or of one part of it. What is offered to somebody who waited counts as taken."""

    event = models.ForeignKey(Event, models.PROTECT, verbose_name=_("event"), related_name="places")
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        verbose_name=_("part of the programme"),
        null=True,
        blank=True,
        related_name="places",
    )
    capacity = models.PositiveIntegerField(_("seats"))
    taken = models.PositiveIntegerField(_("taken"), default=0)
    is_open = models.BooleanField(_("one can register"), default=True)

    objects = PlacesQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("seats")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="tiwizi_seats_no_overbooking"),
            models.UniqueConstraint(
                fields=["event"], condition=Q(session=None), name="tiwizi_seats_of_an_event"
            ),
            models.UniqueConstraint(fields=["session"], name="tiwizi_seats_of_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity} of {self.event_id}"


class Registration(models.Model):
    """One person and one seat, or her place on the waiting list."""

    class Kind(models.TextChoices):
        FIRM = "firm", _("head of a small firm")
        PROJECT = "project", _("person with a project")
        CLIENT = "client", _("client")
        AGENT = "agent", _("agent")
        YOUNG = "young", _("young person")

    class Sex(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")

    class State(models.TextChoices):
        SEATED = "seated", _("has a seat")
        WAITING = "waiting", _("waits")
        OFFERED = "offered", _("a seat is offered")
        CANCELLED = "cancelled", _("cancelled")
        LAPSED = "lapsed", _("offer not taken")

    actor_path = "organisation"

    places = models.ForeignKey(Places, models.PROTECT, related_name="registrations")
    state = models.CharField(_("state"), max_length=9, choices=State)
    kind = models.CharField(_("takes part as"), max_length=8, choices=Kind)
    # Asked for the figures alone, and she need not say.
    sex = models.CharField(
        _("woman or man"), max_length=5, choices=Sex, blank=True, default="", db_default=""
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=8)
    wants_call = models.BooleanField(_("is to be called: she gets no messages"), default=False)
    # A digest of phone or e-mail under the site's key: tells whether she is there already.
    person = models.CharField(max_length=64, blank=True, editable=False)
    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    code = models.CharField(
        _("code of the badge"), max_length=12, unique=True, default=new_code, editable=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.SET_NULL,
        verbose_name=_("maker"),
        null=True,
        blank=True,
        related_name="+",
    )
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(
        _("changed for the door"), default=timezone.now, db_default=Now(), editable=False
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [
            models.Index(fields=["places", "state", "id"], name="tiwizi_seat_queue"),
            models.Index(fields=["places", "changed_at"], name="tiwizi_seat_changed"),
            models.Index(fields=["offered_until"], condition=Q(state="offered"), name="tiwizi_seat_offers"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["seated", "waiting", "offered", "cancelled", "lapsed"]),
                name="tiwizi_seat_state",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["firm", "project", "client", "agent", "young"]), name="tiwizi_seat_kind"
            ),
            models.CheckConstraint(condition=Q(sex__in=["", "woman", "man"]), name="tiwizi_seat_sex"),
            models.CheckConstraint(condition=~Q(token="") & ~Q(code=""), name="tiwizi_seat_secrets"),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False), name="tiwizi_offer_ends"
            ),
            models.UniqueConstraint(
                fields=["places", "person"],
                condition=Q(state__in=["seated", "waiting", "offered"]) & ~Q(person=""),
                name="tiwizi_one_seat_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
