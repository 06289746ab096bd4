"""Reading rooms and who has a seat in them. Bookings are live rows, written by actions alone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from home.library.domain.room import new_code
from shop.models.carts import new_token


class Half(models.TextChoices):
    """Half of a day."""

    AM = "am", _("morning")
    PM = "pm", _("afternoon")


class ReaderKind(models.Model):
    """As what somebody comes to read: a student, a researcher, somebody with a small firm."""

    name = I18nCharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    loan_days = models.PositiveSmallIntegerField(
        _("days of a loan"),
        default=14,
        db_default=14,
        help_text=_("Counts for loans from now on; days that were said stay as they are."),
    )
    most_loans = models.PositiveSmallIntegerField(
        _("copies at once"), default=2, db_default=2, help_text=_("0: these readers read in the room.")
    )
    most_renewals = models.PositiveSmallIntegerField(_("times prolonged"), default=1, db_default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(loan_days__gte=1) & Q(loan_days__lte=366),
                name="tiwizi_reader_kind_days",
                violation_error_message=_("From one day to a year."),
            )
        ]
        verbose_name = _("kind of reader")
        verbose_name_plural = _("kinds of readers")

    def __str__(self) -> str:
        return str(self.name)


class Reader(models.Model):
    """Who reads here: how she is reached, the secret of her page, and the code that she says at the desk."""

    name = models.CharField(_("name"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=8)
    wants_call = models.BooleanField(_("is to be called: she gets no messages"), default=False)
    # A digest of phone or e-mail under the site's key: tells whether she is there already.
    person = models.CharField(max_length=64, blank=True, editable=False)
    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    agreed_at = models.DateTimeField(_("agreed that we keep this"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        abstract = True


class Room(ClusterableModel):
    """One reading room, with its week. How many have a seat on a half day stands in ``Sitting``."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = I18nCharField(_("name"), max_length=120)
    description = I18nTextField(_("where it is, and what can be read there"), blank=True)
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    seats = models.PositiveSmallIntegerField(
        _("seats"), help_text=_("For each half day. Whoever has a seat already keeps it.")
    )
    takes_bookings = models.BooleanField(_("seats can be booked"), default=True)
    is_fictional = models.BooleanField(_("made up, to show how it works"), default=False, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reading room")
        verbose_name_plural = _("reading rooms")

    def __str__(self) -> str:
        return str(self.name) or self.slug


class Opening(models.Model):
    """One half day of the week on which a room is open."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    room = ParentalKey(Room, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday)
    half = models.CharField(_("half of the day"), max_length=2, choices=Half)
    opens_at = models.TimeField(_("opens at"))
    closes_at = models.TimeField(_("closes at"))

    class Meta:
        ordering = ["weekday", "half"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "weekday", "half"], name="tiwizi_room_opens_once_a_half_day"
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6) & Q(half__in=["am", "pm"]), name="tiwizi_room_half_day"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="tiwizi_room_closes_after_it_opens",
                violation_error_message=_("It cannot close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.half}"


class ClosedDay(models.Model):
    """A day on which a room stays shut. Those who had a seat were told when it was closed."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="closed_days")
    day = models.DateField(_("day"))
    reason = models.CharField(_("why"), max_length=120, blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        constraints = [models.UniqueConstraint(fields=["room", "day"], name="tiwizi_room_closed_once")]

    def __str__(self) -> str:
        return str(self.day)


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Seats are taken and given back here and nowhere else."""

    def take(self, pk: int) -> bool:
        """Take a seat in one statement; False when all are taken."""
        return self.filter(pk=pk, taken__lt=F("capacity")).update(taken=F("taken") + 1) == 1

    def give_back(self, pk: int) -> None:
        """Give a seat back."""
        self.filter(pk=pk, taken__gt=0).update(taken=F("taken") - 1)


class Sitting(models.Model):
    """The seats of one room on one half day; made when the first is booked."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="sittings")
    day = models.DateField()
    half = models.CharField(max_length=2, choices=Half)
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ["day", "half"]
        verbose_name = _("half day of a reading room")
        verbose_name_plural = _("half days of reading rooms")
        constraints = [
            models.UniqueConstraint(fields=["room", "day", "half"], name="tiwizi_one_sitting_a_half_day"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="tiwizi_sitting_no_overbooking"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.half}: {self.taken}/{self.capacity}"


class Visit(Reader):
    """One person's seat on one half day, and whether she came."""

    class State(models.TextChoices):
        BOOKED = "booked", _("booked")
        CANCELLED = "cancelled", pgettext_lazy("booking", "cancelled")

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="visits")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.BOOKED)
    kind = models.ForeignKey(
        ReaderKind, models.PROTECT, verbose_name=_("comes as"), null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        "tiwizi_library.Document",
        models.SET_NULL,
        verbose_name=_("wants to read"),
        null=True,
        blank=True,
        related_name="+",
    )
    came_at = models.DateTimeField(_("came at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("visit to a reading room")
        verbose_name_plural = _("visits to reading rooms")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["booked", "cancelled"]), name="tiwizi_reading_visit_state"
            ),
            models.CheckConstraint(condition=~Q(token="") & ~Q(code=""), name="tiwizi_reading_visit_secrets"),
            models.CheckConstraint(
                condition=Q(came_at=None) | Q(state="booked"), name="tiwizi_no_arrival_without_a_seat"
            ),
            models.UniqueConstraint(
                fields=["sitting", "person"],
                condition=Q(state="booked") & ~Q(person=""),
                name="tiwizi_one_reading_seat_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
