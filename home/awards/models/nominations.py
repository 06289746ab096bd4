"""Who is nominated, and by whom. Live rows, written by actions alone; no revision contains them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.awards.domain.nominating import State, Way, new_blind_code
from home.awards.models.editions import Category, Edition, Requirement
from home.awards.models.querysets import NominationQuerySet
from producers.conf import private_storage
from shop.models.carts import new_token


class Nomination(models.Model):
    """One nominee in one category. Jurors know her ``code`` alone."""

    class States(models.TextChoices):
        ASKED = "asked", _("her consent is asked for")
        AGREED = "agreed", _("she agrees")
        REFUSED = "refused", _("she does not want it")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ELIGIBLE = "eligible", _("eligible")
        INELIGIBLE = "ineligible", _("not eligible")
        MERGED = "merged", _("the same as another")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="nominations")
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name=pgettext_lazy("award", "category"), related_name="nominations"
    )
    state = models.CharField(_("state"), max_length=10, choices=States)
    code = models.CharField(_("code"), max_length=8, default=new_blind_code, editable=False)
    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("producer"),
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    # A digest of phone or e-mail under the site's key: tells whether she is nominated already.
    person = models.CharField(max_length=64, blank=True, editable=False)
    region = models.CharField(_("region"), max_length=8, blank=True)
    is_woman = models.BooleanField(_("a woman, or women"), null=True, blank=True)
    is_rural = models.BooleanField(_("lives in the countryside"), null=True, blank=True)
    may_name = models.BooleanField(_("her name may be shown if she wins"), default=False)
    may_photo = models.BooleanField(_("her photo may be shown if she wins"), default=False)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    told = models.CharField(_("reason that she is told"), max_length=300, blank=True)
    dossier = models.TextField(_("what jurors read, without names"), max_length=4000, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("the same as"), null=True, blank=True, related_name="+"
    )
    visit = models.OneToOneField(
        "tiwizi_producers.FieldVisit",
        models.SET_NULL,
        verbose_name=_("visit"),
        null=True,
        blank=True,
        related_name="+",
    )
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        indexes = [models.Index(fields=["edition", "category", "state"], name="tiwizi_nomination_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="tiwizi_nomination_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "eligible", "ineligible"]) | Q(agreed_at__isnull=False),
                name="tiwizi_nomination_consent",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="tiwizi_nomination_merged",
            ),
            models.CheckConstraint(
                condition=Q(place=None) | Q(state__in=["eligible", "withdrawn"]),
                name="tiwizi_nomination_place",
            ),
            models.UniqueConstraint(fields=["edition", "code"], name="tiwizi_nomination_code"),
            models.UniqueConstraint(fields=["category", "place"], name="tiwizi_nomination_one_place"),
            models.UniqueConstraint(
                fields=["category", "person"],
                condition=~Q(state="merged") & ~Q(person=""),
                name="tiwizi_nomination_person",
            ),
            models.UniqueConstraint(
                fields=["category", "organisation"],
                condition=~Q(state="merged") & Q(organisation__isnull=False),
                name="tiwizi_nomination_producer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class Backer(models.Model):
    """Who nominated her, and why, in writing or in her own voice."""

    class Ways(models.TextChoices):
        SELF = "self", _("she herself")
        PEER = "peer", _("somebody who knows her")
        AGENT = "agent", _("an agent of her association")

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="backers")
    way = models.CharField(_("who nominates"), max_length=5, choices=Ways)
    name = models.CharField(_("name"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    person = models.CharField(max_length=64, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField(_("why"), max_length=2000, blank=True)
    sound = models.FileField(_("in her own voice"), upload_to="awards/", storage=private_storage, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("who nominated")
        verbose_name_plural = _("who nominated")
        constraints = [
            models.CheckConstraint(condition=Q(way__in=[one.value for one in Way]), name="tiwizi_backer_way"),
            models.UniqueConstraint(
                fields=["nomination", "person"], condition=~Q(person=""), name="tiwizi_backer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} for {self.nomination_id}"


class NominationPicture(models.Model):
    """A picture that somebody sent with a nomination; no address serves it to the public.

    It is looked at once the nominee agrees. Jurors see it only if the desk says that nobody is known by it.
    """

    backer = models.ForeignKey(Backer, models.CASCADE, related_name="pictures")
    file = models.FileField(_("file"), upload_to="awards/", storage=private_storage)
    for_jury = models.BooleanField(_("nobody is known by it: the jury may see it"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("picture of a nomination")
        verbose_name_plural = _("pictures of nominations")

    def __str__(self) -> str:
        return f"{self.backer_id}/{self.pk}"


class RequirementAnswer(models.Model):
    """Whether one nominee fulfils one requirement, as the desk decided."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="answers")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    is_met = models.BooleanField(_("fulfilled"))

    class Meta:
        verbose_name = _("answer of the desk")
        verbose_name_plural = _("answers of the desk")
        constraints = [
            models.UniqueConstraint(fields=["nomination", "requirement"], name="tiwizi_award_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.nomination_id}/{self.requirement_id}: {self.is_met}"
