"""What somebody needs or offers, and messages about it. Live rows, written by actions alone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.network.domain.talks import TalkState
from home.network.models.querysets import ListingQuerySet
from producers.domain.export_ids import new_export_id
from shop.models.querysets import LockableQuerySet


class Listing(models.Model):
    """One thing that somebody needs or offers, until a day, with what of her the members may see.

    It is of a maker, or of a person with a seat at an event: a buyer, a partner, somebody with a project.
    """

    class Side(models.TextChoices):
        OFFERS = "offers", _("offers")
        NEEDS = "needs", _("needs")

    class Thing(models.TextChoices):
        WOOL = "wool", _("Wool and thread")
        DYE = "dye", _("Dyes and colours")
        PACKAGING = "packaging", _("Packaging")
        TRANSPORT = "transport", _("Transport")
        MACHINE = "machine", _("Machine or tool")
        PLACE = "place", _("Place to work")
        TRAINING = "training", pgettext_lazy("network", "Training")
        SELLING = "selling", _("Selling together")

    actor_path = "organisation"

    export_id = models.CharField(max_length=32, unique=True, default=new_export_id, editable=False)
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("maker"),
        null=True,
        blank=True,
        related_name="network_listings",
    )
    seat = models.ForeignKey(
        "tiwizi_events.Registration",
        models.CASCADE,
        verbose_name=_("seat of a person who is no maker"),
        null=True,
        blank=True,
        related_name="+",
    )
    side = models.CharField(_("offers or needs"), max_length=6, choices=Side)
    thing = models.CharField(_("what"), max_length=9, choices=Thing)
    words = models.CharField(_("words"), max_length=200, blank=True)
    language = models.CharField(_("language of the words"), max_length=8)
    shows_name = models.BooleanField(_("name is shown"), default=False)
    shows_photo = models.BooleanField(_("photo is shown"), default=False)
    shows_commune = models.BooleanField(_("commune is shown"), default=False)
    shows_words = models.BooleanField(_("words are shown"), default=False)
    until = models.DateField(_("holds until"))
    ended_at = models.DateTimeField(_("taken away"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "side", "thing"], name="tiwizi_one_need_or_offer"
            ),
            models.UniqueConstraint(
                fields=["seat", "side", "thing"], name="tiwizi_one_need_or_offer_of_a_person"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, seat__isnull=False) | Q(organisation__isnull=False, seat=None),
                name="tiwizi_need_or_offer_of_one",
            ),
            models.CheckConstraint(
                condition=Q(side__in=["offers", "needs"]), name="tiwizi_need_or_offer_side"
            ),
            models.CheckConstraint(
                condition=Q(
                    thing__in=[
                        "wool",
                        "dye",
                        "packaging",
                        "transport",
                        "machine",
                        "place",
                        "training",
                        "selling",
                    ]
                ),
                name="tiwizi_need_or_offer_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id or self.seat_id} {self.side} {self.thing}"


class Talk(models.Model):
    """A message about a need or an offer, and the other's yes or no. At least one of the two is a maker."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for an answer")
        YES = "yes", pgettext_lazy("network", "agreed")
        NO = "no", _("not agreed")
        TAKEN_BACK = "taken_back", pgettext_lazy("network", "taken back")

    actor_path = "receiver"

    export_id = models.CharField(max_length=32, unique=True, default=new_export_id, editable=False)
    sender = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="talks_sent",
    )
    sender_seat = models.ForeignKey(
        "tiwizi_events.Registration",
        models.CASCADE,
        verbose_name=_("seat of a person who is no maker and writes"),
        null=True,
        blank=True,
        related_name="+",
    )
    receiver = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="talks_received",
    )
    receiver_seat = models.ForeignKey(
        "tiwizi_events.Registration",
        models.CASCADE,
        verbose_name=_("seat of a person who is no maker"),
        null=True,
        blank=True,
        related_name="+",
    )
    side = models.CharField(_("offers or needs"), max_length=6, choices=Listing.Side)
    thing = models.CharField(_("what"), max_length=9, choices=Listing.Thing)
    sentences = models.JSONField(_("picture sentences"), default=list)
    words = models.CharField(_("words"), max_length=200, blank=True)
    language = models.CharField(_("language of the words"), max_length=8)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("written"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("message between makers")
        verbose_name_plural = _("messages between makers")
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "receiver", "side", "thing"],
                condition=Q(state="asked"),
                name="tiwizi_one_waiting_talk",
            ),
            models.UniqueConstraint(
                fields=["sender", "receiver_seat", "side", "thing"],
                condition=Q(state="asked"),
                name="tiwizi_one_waiting_talk_with_a_person",
            ),
            models.UniqueConstraint(
                fields=["sender_seat", "receiver", "side", "thing"],
                condition=Q(state="asked"),
                name="tiwizi_one_waiting_talk_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(sender=None, sender_seat__isnull=False, receiver__isnull=False)
                | Q(sender__isnull=False, sender_seat=None),
                name="tiwizi_talk_of_one_with_a_maker_in_it",
            ),
            models.CheckConstraint(
                condition=Q(receiver=None, receiver_seat__isnull=False)
                | Q(receiver__isnull=False, receiver_seat=None),
                name="tiwizi_talk_with_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "yes", "no", "taken_back"]), name="tiwizi_talk_state"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="tiwizi_talk_answered",
            ),
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="tiwizi_talk_with_another"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id or self.sender_seat_id} to {self.receiver_id or self.receiver_seat_id}"

    @property
    def waits(self) -> bool:
        """Whether it can still be answered."""
        return bool(self.state == TalkState.ASKED)


class Block(models.Model):
    """She wants no messages from another, as a maker or as a person without a shop. The other is not told."""

    actor_path = "organisation"

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="network_blocks",
    )
    by_seat = models.ForeignKey(
        "tiwizi_events.Registration",
        models.CASCADE,
        verbose_name=_("seat of the person without a shop who wants none"),
        null=True,
        blank=True,
        related_name="network_blocks",
    )
    other = models.ForeignKey(
        "tiwizi_producers.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    seat = models.ForeignKey(
        "tiwizi_events.Registration",
        models.CASCADE,
        verbose_name=_("seat of a person who is no maker"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "other"], name="tiwizi_one_network_block"),
            models.UniqueConstraint(
                fields=["organisation", "seat"], name="tiwizi_one_network_block_of_a_person"
            ),
            models.UniqueConstraint(fields=["by_seat", "other"], name="tiwizi_one_network_block_by_a_person"),
            models.CheckConstraint(condition=~Q(organisation=F("other")), name="tiwizi_network_block_other"),
            models.CheckConstraint(
                condition=Q(other=None, seat__isnull=False) | Q(other__isnull=False, seat=None),
                name="tiwizi_network_block_of_one",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, by_seat=None)
                | Q(organisation=None, by_seat__isnull=False, other__isnull=False),
                name="tiwizi_network_block_by_one_with_a_maker_in_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id or self.by_seat_id} not from {self.other_id or self.seat_id}"
