"""The kinds of the ground floor: what is known of her, what she agrees to, what somebody has looked at."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from producers.domain.requirements import Nature
from producers.models import Evidence, Membership, Organisation, ProducerRequirement
from producers.requirement_kinds.base import RequirementKind

Makers = Collection[Organisation]


def are_reached(makers: Makers, requirement: ProducerRequirement) -> set[int]:
    """They have a phone, an e-mail, or an account by which they sign in."""
    own = Membership.objects.filter(organisation__in=[one.pk for one in makers], user__is_active=True)
    return {one.pk for one in makers if one.phone or one.email} | set(
        own.values_list("organisation", flat=True)
    )


def have_a_place(makers: Makers, requirement: ProducerRequirement) -> set[int]:
    """One knows where they work, down to the commune."""
    return {one.pk for one in makers if one.region and _is_said(one.commune)}


def have_a_page(makers: Makers, requirement: ProducerRequirement) -> set[int]:
    """Their page has a picture, and a sentence of theirs."""
    return {one.pk for one in makers if one.picture_id is not None and _is_said(one.sentence)}


def have_a_craft(makers: Makers, requirement: ProducerRequirement) -> set[int]:
    """One knows what they make."""
    ties = Organisation.crafts.through.objects.filter(organisation__in=[one.pk for one in makers])
    return set(ties.values_list("organisation", flat=True))


def have_proof(makers: Makers, requirement: ProducerRequirement) -> set[int]:
    """The label of the row is proven today."""
    valid = Evidence.objects.valid(timezone.localdate()).filter(label=requirement.label_id)
    return set(
        valid.filter(organisation__in=[one.pk for one in makers]).values_list("organisation", flat=True)
    )


def _is_said(text: object) -> bool:
    data = getattr(text, "data", text)
    values = data.values() if isinstance(data, dict) else [data]
    return any(value and str(value).strip() for value in values)


KINDS = (
    RequirementKind("reached", _("can be reached"), Nature.COMPUTED, "phone", reads=are_reached),
    RequirementKind("place", _("place is known"), Nature.COMPUTED, "pin", reads=have_a_place),
    RequirementKind(
        "page", _("page has a picture and a sentence"), Nature.COMPUTED, "camera", reads=have_a_page
    ),
    RequirementKind("craft", _("craft is known"), Nature.COMPUTED, "hand", reads=have_a_craft),
    RequirementKind(
        "label", _("label is proven"), Nature.COMPUTED, "shield", needs=("label",), reads=have_proof
    ),
    RequirementKind("terms", _("terms are accepted"), Nature.ATTESTED, "check", needs=("since",)),
    RequirementKind("said", _("she says so"), Nature.ATTESTED, "check"),
    RequirementKind("document", _("a paper was looked at"), Nature.VERIFIED, "list"),
    RequirementKind("visit", _("somebody was there"), Nature.VERIFIED, "people"),
)
