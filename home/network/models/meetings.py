"""Business meetings at an event: hours, tables, who takes part, who meets whom. Written by actions alone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from producers.domain.export_ids import new_export_id
from shop.models.querysets import LockableQuerySet


class MeetingPlan(models.Model):
    """The business meetings of one event. Who changes any of them locks this row first."""

    event = models.OneToOneField(
        "tiwizi_events.Event", models.PROTECT, verbose_name=_("event"), related_name="business_meetings"
    )
    minutes = models.PositiveSmallIntegerField(_("minutes of a meeting"))
    pause = models.PositiveSmallIntegerField(_("minutes between two meetings"))
    tables = models.PositiveSmallIntegerField(_("tables"))
    spare = models.PositiveSmallIntegerField(_("spare tables in per cent"))
    told_at = models.DateTimeField(_("told to those who take part"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("plan of business meetings")
        verbose_name_plural = _("plans of business meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    minutes__range=(10, 60),
                    pause__range=(0, 30),
                    tables__range=(1, 200),
                    spare__range=(0, 50),
                ),
                name="tiwizi_meeting_plan_numbers",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tables} tables at {self.event_id}"


class MeetingHour(models.Model):
    """One time in which people meet, at all tables at once."""

    plan = models.ForeignKey(MeetingPlan, models.CASCADE, related_name="hours")
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        ordering = ["begins_at", "pk"]
        verbose_name = _("hour of meetings")
        verbose_name_plural = _("hours of meetings")
        constraints = [
            models.UniqueConstraint(fields=["plan", "begins_at"], name="tiwizi_one_meeting_hour"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="tiwizi_meeting_hour_order"),
        ]

    def __str__(self) -> str:
        return f"{self.begins_at:%Y-%m-%d %H:%M}"


class MeetingGuest(models.Model):
    """Somebody registered for the event who takes part in its business meetings, until she steps out."""

    actor_path = "registration__organisation"

    plan = models.ForeignKey(MeetingPlan, models.PROTECT, related_name="guests")
    registration = models.ForeignKey(
        "tiwizi_events.Registration", models.PROTECT, verbose_name=_("registration"), related_name="+"
    )
    shows_name = models.BooleanField(_("name is shown to the other guests"), default=False)
    out_at = models.DateTimeField(_("stepped out"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("guest of business meetings")
        verbose_name_plural = _("guests of business meetings")
        constraints = [
            models.UniqueConstraint(fields=["plan", "registration"], name="tiwizi_one_meeting_guest")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} at {self.plan_id}"


class MeetingWish(models.Model):
    """A guest wishes to meet another."""

    class Source(models.TextChoices):
        MATCH = "match", _("needs what she offers")
        ASKED = "asked", _("asked for by her")
        OFFICE = "office", _("by the organiser")

    actor_path = "who__registration__organisation"

    who = models.ForeignKey(MeetingGuest, models.CASCADE, verbose_name=_("who"), related_name="wishes")
    whom = models.ForeignKey(MeetingGuest, models.CASCADE, verbose_name=_("whom"), related_name="wished")
    weight = models.PositiveSmallIntegerField(_("weight"))
    source = models.CharField(_("whence"), max_length=6, choices=Source)

    class Meta:
        ordering = ["-weight", "pk"]
        verbose_name = _("wish to meet")
        verbose_name_plural = _("wishes to meet")
        constraints = [
            models.UniqueConstraint(fields=["who", "whom"], name="tiwizi_one_meeting_wish"),
            models.CheckConstraint(condition=~Q(who=F("whom")), name="tiwizi_wish_of_another"),
            models.CheckConstraint(condition=Q(weight__range=(1, 9)), name="tiwizi_wish_weight"),
            models.CheckConstraint(
                condition=Q(source__in=["match", "asked", "office"]), name="tiwizi_wish_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who_id} wishes {self.whom_id}"


class Meeting(models.Model):
    """Two guests at a table in an hour. One that is called off keeps its place in the list and no table."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OFF = "off", _("called off")

    class Outcome(models.TextChoices):
        NO = "no", _("not this time")
        CALL = "call", _("to call again")
        SAMPLE = "sample", _("a sample")
        ORDER = "order", _("an order")

    export_id = models.CharField(max_length=32, unique=True, default=new_export_id, editable=False)
    hour = models.ForeignKey(MeetingHour, models.PROTECT, verbose_name=_("hour"), related_name="meetings")
    table = models.PositiveSmallIntegerField(_("table"))
    first = models.ForeignKey(MeetingGuest, models.PROTECT, related_name="+")
    second = models.ForeignKey(MeetingGuest, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.PLANNED)
    is_by_hand = models.BooleanField(_("placed by hand"), default=False)
    outcome = models.CharField(_("what came of it"), max_length=6, choices=Outcome, blank=True)
    outcome_at = models.DateTimeField(_("said on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["hour__begins_at", "table"]
        verbose_name = _("business meeting")
        verbose_name_plural = _("business meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["hour", "table"], condition=Q(state="planned"), name="tiwizi_one_meeting_a_table"
            ),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(state="planned"), name="tiwizi_meet_once"
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="tiwizi_meeting_of_two"),
            models.CheckConstraint(condition=Q(state__in=["planned", "off"]), name="tiwizi_meeting_state"),
            models.CheckConstraint(condition=Q(table__gte=1), name="tiwizi_meeting_table"),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at=None)
                | Q(outcome__in=["no", "call", "sample", "order"], outcome_at__isnull=False, state="planned"),
                name="tiwizi_meeting_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id} ({self.state})"


class MeetingChair(models.Model):
    """A guest sits in a meeting that is planned: the row that lets nobody sit in two at once."""

    actor_path = "guest__registration__organisation"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="chairs")
    hour = models.ForeignKey(MeetingHour, models.PROTECT, related_name="+")
    guest = models.ForeignKey(MeetingGuest, models.PROTECT, related_name="chairs")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("chair at a meeting")
        verbose_name_plural = _("chairs at meetings")
        constraints = [
            models.UniqueConstraint(fields=["hour", "guest"], name="tiwizi_one_chair_an_hour"),
            models.UniqueConstraint(fields=["meeting", "guest"], name="tiwizi_one_chair_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.guest_id} in {self.meeting_id}"


class FollowUp(models.Model):
    """Days after a meeting that was of use: somebody asks what has come of it, once."""

    class Came(models.TextChoices):
        NOTHING = "nothing", _("nothing")
        TALKING = "talking", _("we still talk")
        SAMPLE = "sample", _("a sample")
        ORDER = "order", _("an order")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="follow_ups")
    days = models.PositiveSmallIntegerField(_("days after"))
    due_on = models.DateField(_("to ask on"))
    told_at = models.DateTimeField(_("asked"), null=True, blank=True)
    came = models.CharField(_("what has come of it"), max_length=7, choices=Came, blank=True)
    done_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("question after a meeting")
        verbose_name_plural = _("questions after meetings")
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at=None), name="tiwizi_follow_ups_open")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "days"], name="tiwizi_one_follow_up"),
            models.CheckConstraint(condition=Q(days__in=[7, 30]), name="tiwizi_follow_up_days"),
            models.CheckConstraint(
                condition=Q(came="", done_at=None)
                | Q(came__in=["nothing", "talking", "sample", "order"], done_at__isnull=False),
                name="tiwizi_follow_up_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} days after {self.meeting_id}"
