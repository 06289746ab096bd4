"""What makers leave behind in the portal, for the world of the tests over all addresses."""

from django.utils import timezone

from producers.models import (
    Assessment,
    Consent,
    FieldVisit,
    Organisation,
    ProducerRequirement,
    RequirementAnswer,
)
from producers.testing.builders import texts
from shop.models import PartPhoto, ProducerOrder, ProductSketch, SketchPhoto


def private_rows_of_portal(part: ProducerOrder) -> None:
    """Give a maker a row of each kind that only she, and who acts for her, may find."""
    maker: Organisation = part.producer
    PartPhoto.objects.create(part=part, kind="parcel", file="parts/secrète.jpg", sha256="0" * 64)
    sketch = ProductSketch.objects.create(organisation=maker)
    SketchPhoto.objects.create(sketch=sketch, file="sketches/secrète.jpg", sha256="0" * 64)
    Consent.objects.create(
        organisation=maker, person="Personne secrète", scope="story", heard_in="fr", given_at=timezone.now()
    )
    _proofs_of(maker)


def _proofs_of(maker: Organisation) -> None:
    today = timezone.localdate()
    told = Assessment.objects.create(organisation=maker)
    FieldVisit.objects.create(
        organisation=maker,
        assessment=told,
        visited_on=today,
        kind="agent",
        visitor="Visiteuse secrète",
        place="Chez elle, secrète",
    )
    need, _is_new = ProducerRequirement.objects.get_or_create(
        kind="attested", defaults={"name": texts("Promesse")}
    )
    RequirementAnswer.objects.create(
        organisation=maker, requirement=need, state="ticked", at=timezone.now(), reason="Réponse secrète"
    )
