"""The ground floor: makers' pages, who helps them, cards, visits, reports."""

from home.testing.builders import a_consent, a_story, published
from producers.actions.door_cards import make_card
from producers.domain.actors import Actor
from producers.models import (
    Act,
    DoneForHer,
    Grant,
    GrantRequest,
    Organisation,
    PeerVisit,
    Recording,
    Report,
)
from producers.testing.builders import a_person_of, a_producer, a_user, an_association
from producers.testing.submitting import a_submission
from tests.pages.worlds.scene import Scene, Values
from tests.storefront.passkeys import a_passkey


def add(scene: Scene) -> Values:
    """Add what both makers have, and name what is A's."""
    Report.objects.create(path="/fr/", reason="other", text="Signalement secret", language="fr")
    for variant in scene.variants:
        a_submission(variant.product, name="Modification secrète")
        _a_recording(variant.product)
    _helped(*scene.makers)
    seen = [
        PeerVisit.objects.create(maker=a_producer(slug=f"seen-by-{one.slug}"), peer=one)
        for one in scene.makers
    ]
    key = a_passkey(a_user("somebody with a key")).pk
    slug = {"slug": scene.maker.slug}
    return {
        "producers:profile": slug,
        "producers:association": {"slug": an_association().slug},
        "mfa_remove_webauthn": {"pk": key},
        "mfa_edit_webauthn": {"pk": key},
        "portal:card": slug,
        "portal:keys": slug,
        "portal:peer_visit": {"pk": seen[0].pk},
        "portal:sign_in_card": {"token": _a_card(scene.maker)},
        "api:producer": {"id": scene.maker.export_id},
        "api:story": {"id": _told_of(scene.maker)},
        "media": {"path": "images/none.jpg"},
        "sitemap_section": {"name": "pages", "number": 1},
        "wagtail_serve": {"path": ""},
    }


def _helped(*makers: Organisation) -> None:
    """Each was asked by an association, let another in, and had something done for her."""
    for maker in makers:
        GrantRequest.objects.create(giver=maker, receiver=an_association(), scopes=["money"])
        Grant.objects.create(giver=maker, receiver=an_association(), permission="manage_stock")
        act = Act.objects.create(verb="x", kind="x", object_id=maker.pk, for_organisation=maker)
        DoneForHer.objects.create(organisation=maker, act=act)


def _a_recording(product: object) -> None:
    Recording.objects.create(
        organisation=product.producer,  # type: ignore[attr-defined]  # read of a row
        kind="product",
        object_id=product.pk,  # type: ignore[attr-defined]  # the same
        file="recordings/secret.webm",
        seconds=9,
        language="ar",
        transcript="Parole secrète",
    )


def _told_of(maker: Organisation) -> str:
    story = a_story(producer=maker, slug="of-a")
    a_consent(story, person="Personne secrète")
    return str(published(story).translation_key)


def _a_card(maker: Organisation) -> str:
    user = a_person_of(maker, username="by-card")
    return make_card(user, actor=Actor(user.pk, "by-card"))
