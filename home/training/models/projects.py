"""People who have only a project: her sheet, who follows her, what was noted with consent. Live rows."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from producers.domain.export_ids import new_export_id
from producers.models import Organisation
from shop.models.carts import new_token

LONGEST = 2000


class ProjectQuerySet(models.QuerySet):
    """Reads of projects. One that was forgotten has no name, and is shown to nobody."""

    def followed_by(self, user: Any) -> "ProjectQuerySet":
        """Keep those whose mentor somebody is."""
        return self.filter(mentor=user).exclude(name="")

    def to_call(self) -> "ProjectQuerySet":
        """Keep those who are to be told by voice that they are followed no more, the oldest first."""
        return (
            self.filter(to_call_since__isnull=False, state="open").exclude(name="").order_by("to_call_since")
        )

    def near(self, associations: "models.QuerySet[Organisation]") -> "ProjectQuerySet":
        """Keep those that nobody follows yet, in the regions of some associations; same province first."""
        places = list(associations.exclude(region="").values_list("region", "province"))
        provinces = [province for _region, province in places if province]
        rows = self.filter(mentor=None, state="open", region__in=[region for region, _province in places])
        is_close = Case(When(province__in=provinces, then=0), default=1, output_field=models.IntegerField())
        return rows.exclude(name="").order_by(is_close, "pk")


class Project(models.Model):
    """One person and what she wants to make. Whoever has ``token`` opens her sheet."""

    class State(models.TextChoices):
        OPEN = "open", _("being prepared")
        PRODUCER = "producer", _("became a producer")
        CLOSED = "closed", _("closed")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    name = models.CharField(_("name"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=8)
    region = models.CharField(_("region"), max_length=8, blank=True)
    province = models.CharField(_("province"), max_length=8, blank=True)
    crafts = models.ManyToManyField(
        "tiwizi_producers.Craft", verbose_name=_("crafts"), blank=True, related_name="+"
    )
    what = models.TextField(_("What do you want to make?"), max_length=LONGEST, blank=True)
    for_whom = models.TextField(_("For whom?"), max_length=LONGEST, blank=True)
    there = models.TextField(_("What is there already?"), max_length=LONGEST, blank=True)
    missing = models.TextField(_("What is missing?"), max_length=LONGEST, blank=True)
    next_steps = models.TextField(_("What comes next?"), max_length=LONGEST, blank=True)
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("mentor"),
        null=True,
        blank=True,
        related_name="+",
    )
    next_meeting = models.DateField(_("next meeting"), null=True, blank=True)
    # Since when somebody should tell her by voice that nobody follows her; no letter can say so, or be read.
    to_call_since = models.DateTimeField(_("to be called since"), null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    producer = models.OneToOneField(
        "tiwizi_producers.Organisation",
        models.SET_NULL,
        verbose_name=_("producer"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [models.Index(fields=["mentor", "state"], name="tiwizi_projects_of_mentor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "producer", "closed"]), name="tiwizi_project_state"
            ),
            models.CheckConstraint(condition=~Q(token=""), name="tiwizi_project_secret"),
            models.CheckConstraint(
                condition=Q(producer=None) | Q(state="producer"), name="tiwizi_project_became_a_producer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"


class ProjectNote(models.Model):
    """What was noted of a talk, read to her, and kept because she agreed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=LONGEST)
    is_agreed = models.BooleanField(_("it was read to her, and she agrees that it is kept"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("written down"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("note of a project")
        verbose_name_plural = _("notes of projects")
        constraints = [
            models.CheckConstraint(condition=Q(is_agreed=True), name="tiwizi_note_with_consent"),
            models.CheckConstraint(condition=~Q(text=""), name="tiwizi_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.at:%Y-%m-%d}"
