"""Letters about how a maker stands, and about who helps her."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from producers.actions.grant_codes import send_code
from producers.actions.tell_help import tell_what_was_done
from producers.domain.actors import Actor
from producers.domain.told import Told
from producers.models import (
    Act,
    DoneForHer,
    Evidence,
    GrantRequest,
    Label,
    PeerVisit,
    ProducerPage,
    Report,
    Submission,
)
from producers.onboarding_words import NEWS
from producers.testing.builders import an_association, texts
from producers.testing.submitting import a_submission
from shop.models import Product
from tests.letters.examples import Example, Scene, example


@example("page.reported")
def a_report(scene: Scene) -> Example:
    row = Report.objects.create(path="/fr/", reason="other", text="Un mot", language="fr")
    return Example({"report": row.pk})


@example(*NEWS)
def how_she_stands(scene: Scene) -> Example:
    her = scene.world.first
    act = Act.objects.create(verb=scene.kind, kind="x", object_id=her.pk, reason="Il manque une photo")
    return Example({"organisation": her.pk, "act": act.pk}, makers=(her,))


def _a_proof(scene: Scene) -> Evidence:
    label = Label.objects.get_or_create(
        code="igp-argane", defaults={"name": texts("Argane"), "covers": "organisation"}
    )[0]
    today = timezone.localdate()
    return Evidence.objects.create(
        organisation=scene.world.first, label=label, kind="document", issuer="OMPIC", checked_by="office",
        checked_on=today, valid_until=today + timedelta(days=7), reference="REF-SECRET",
    )  # fmt: skip


@example("evidence.ends", "product.held_up")
def a_proof_that_ends(scene: Scene) -> Example:
    Product.objects.filter(pk=scene.world.rug.product_id).update(name=texts("Huile d’argan"))
    payload = {"evidence": _a_proof(scene).pk}
    return Example(payload, announced="evidence.ends", makers=(scene.world.first,))


@example("product.unproven", "product.proven")
def a_product_that_rests(scene: Scene) -> Example:
    product = scene.world.rug.product
    if scene.kind == "product.unproven":
        now = timezone.now()
        Product.objects.filter(pk=product.pk).update(unproven_at=now, hidden_at=now)
    return Example({"product": product.pk, "claims": ["argan"]}, makers=(scene.world.first,))


@example("submission.approved", "submission.sent_back")
def her_page(scene: Scene) -> Example:
    root, her = Page.objects.get(depth=1), scene.world.first
    page = root.add_child(instance=ProducerPage(title="Son histoire", slug="her", organisation=her))
    page.save_revision()
    return _sent_to_be_checked(scene, page, Told.WITH_PROFILE)


@example("submission.approved", "submission.sent_back")
def her_product(scene: Scene) -> Example:
    return _sent_to_be_checked(scene, scene.world.rug.product, Told.WITH_PRODUCTS)


def _sent_to_be_checked(scene: Scene, thing: object, told: Told) -> Example:
    row = a_submission(thing)
    state = scene.kind.partition(".")[2]
    Submission.objects.filter(pk=row.pk).update(
        state=state, decided_at=timezone.now(), note="Plus de lumière", reasons=["too_dark"]
    )
    return Example({"submission": row.pk}, makers=(scene.world.first,), told=frozenset({told}))


@example("peer.asked")
def a_visit(scene: Scene) -> Example:
    world = scene.world
    row = PeerVisit.objects.create(maker=world.first, peer=world.second)
    both = (world.first, world.second)
    return Example({"peer_visit": row.pk}, makers=both, named=both)


def _a_request(scene: Scene) -> GrantRequest:
    return GrantRequest.objects.create(
        giver=scene.world.first, receiver=an_association(), scopes=["money"], called_at=timezone.now()
    )


@example("grant.given")
def a_grant(scene: Scene) -> Example:
    return Example({"request": _a_request(scene).pk}, makers=(scene.world.first,))


@example("grant.withdrawn")
def an_ended_grant(scene: Scene) -> Example:
    row = _a_request(scene)
    return Example({"giver": row.giver_id, "receiver": row.receiver_id}, makers=(scene.world.first,))


@example("grant.code")
def a_code_for_a_grant(scene: Scene) -> Example:
    scene.world.first.phone = "+212660000019"  # without one there is no code
    scene.world.first.save(update_fields=["phone"])
    row = GrantRequest.objects.create(giver=scene.world.first, receiver=an_association(), scopes=["money"])
    office = Actor(None, "office")
    return Example(send=lambda: send_code(row, actor=office), makers=(scene.world.first,))


@example("done.for_her")
def what_was_done(scene: Scene) -> Example:
    her = scene.world.first
    act = Act.objects.create(verb="x", kind="x", object_id=her.pk, for_organisation=her)
    DoneForHer.objects.create(organisation=her, act=act)
    later = timezone.now() + timedelta(hours=1)
    return Example(send=lambda: tell_what_was_done(later), makers=(her,))
