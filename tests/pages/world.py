"""A small world for the tests over all addresses: makers, who acts for them, buyers, and what is private."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from home.awards.actions.pictures import add_pictures
from home.awards.models import Backer, NominationPicture
from home.awards.testing.builders import a_nomination, an_award_edition
from home.events.actions.door_keys import give_door_key
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Certificate, Event, Registration
from home.events.testing.builders import a_person, an_event
from home.exhibition.testing.builders import a_room, a_work
from home.impact.testing.builders import an_edition
from home.library.testing.builders import a_document, a_kept_file
from home.network.actions.purchases import pledge
from home.network.models import Block
from home.network.testing.builders import a_guest, a_listing, a_meeting, a_plan, a_purchase, a_talk
from home.stands.actions.apply import Brings, apply
from home.stands.testing.builders import an_offer
from home.testing.builders import a_consent, a_home_page, a_story, published
from home.training.actions.trainers import recognise
from home.training.models import Course
from home.training.testing.builders import a_course, a_guide, a_lesson, a_practice, a_project, a_question
from producers.actions.door_cards import make_card
from producers.domain.actors import Actor
from producers.domain.grants import Permission as Allowed
from producers.models import Act, DoneForHer, Grant, GrantRequest, Organisation, PeerVisit, Recording, Report
from producers.testing.builders import (
    a_person_of,
    a_producer,
    a_user,
    an_accountant,
    an_agent_for,
    an_association,
    an_editor,
    an_operator,
    an_owner_of,
    texts,
)
from producers.testing.submitting import a_submission
from shop.actions.cases import Matter, asker_of, open_case
from shop.actions.issue_invoice import issue_invoice
from shop.models import (
    Cart,
    CartLine,
    Enquiry,
    ImportRun,
    InvoicePaper,
    LegalText,
    Order,
    Parcel,
    PartPhoto,
    PayoutShare,
    ProducerOrder,
    ProductSketch,
    SourcingRequest,
    StockNotice,
    Variant,
)
from shop.testing.builders import a_cart, a_category, a_fee_rule, a_market, a_product, a_variant, on_show
from shop.testing.buying import an_order
from shop.testing.feeds import a_built_channel, a_key
from shop.testing.payouts import a_destination, a_hold_row, a_payout_row, a_rib
from shop.testing.sketches import a_sketch
from shop.testing.trade import a_quote, a_request, a_request_photo, a_trade_buyer
from tests.pages.world_of_portal import private_rows_of_portal
from tests.storefront.passkeys import a_passkey

ACTORS = (
    "anonymous",
    "buyer",
    "producer A",
    "producer B",
    "agent of A",
    "former agent of A",
    "editor",
    "operator",
    "accountant",
    "staff without rights",
)
DOORS = tuple(
    f"events:{name}" for name in ("at_door", "door_people", "door_line", "door_scan", "door_manifest")
)
CARTS = ("cart", "cart_lines", "cart_accepted", "cart_checkout", "cart_order")
OWNERS_OF_A = {"producer A", "agent of A"}
ACCOUNTS = {"MAD": {"holder": "Centre", "bank": "Banque", "rib": "007 780 0001234567890123 45"}}
GATEWAYS = {
    "cash": {"BACKEND": "shop.gateways.cash_on_delivery.CashOnDelivery"},
    "transfer": {"BACKEND": "shop.gateways.transfer.Transfer", "OPTIONS": {"accounts": ACCOUNTS}},
}


@dataclass
class World:
    """Who there is, what there is, and what no stranger may read."""

    users: Mapping[str, AbstractBaseUser]
    makers: tuple[Organisation, Organisation]
    variants: tuple[Variant, Variant]
    orders: tuple[Order, Order]
    cart: Cart
    private: tuple[str, ...]
    values: Mapping[str, Mapping[str, Any]]

    def client_of(self, actor: str) -> Client:
        """Return a browser in which the actor is signed in."""
        client = Client()
        if actor in self.users:
            client.force_login(self.users[actor])
        return client

    def clients_of(self, actor: str, cart: Mapping[str, Any] | None = None) -> Callable[[], Client]:
        """Sign the actor in once, and fill a cart; return what makes browsers that begin there."""
        signed_in = self.client_of(actor)
        if cart is not None:
            signed_in.post("/fr/cart/add/", cart)

        def another() -> Client:
            client = Client()
            client.cookies.update(signed_in.cookies)
            return client

        return another


def build_world() -> World:
    """Build it: A's rug was bought by somebody, B's oil by another, and a third has B's oil in her cart."""
    for code in ("ma", "eu", "world"):
        a_market(code, **({"cash_limit": 10_000} if code == "ma" else {}))
    a_fee_rule()
    a_home_page()
    legal = _a_legal_text()
    first = _a_maker("A", number=11)
    second = _a_maker("B", number=12)
    rug = a_variant(a_product(producer=first, slug="rug", name="Tapis"), price="180.00", stock=5)
    oil = a_variant(a_product(producer=second, slug="oil", name="Huile"), price="90.00", stock=5)
    a_variant(a_product(producer=first, slug="draft", name="Ébauche secrète", live=False))
    hidden = a_producer(name="Suspendue secrète", slug="gone", status=Organisation.Status.SUSPENDED)
    a_variant(a_product(producer=hidden, slug="gone", name="Retirée secrète"))
    on_show(rug, oil)
    orders = (
        an_order(rug, name="Acheteuse Une", phone="0661111111", email="une@private.test"),
        an_order(
            oil, name="Acheteuse Deux", phone="0662222222", email="deux@private.test", method="transfer"
        ),
    )
    for order in orders:
        for part in order.parts.all():
            Parcel.objects.create(part=part, carrier="Amana", tracking="RR1")
    third = an_order(oil, name="Acheteuse Trois", phone="0663333333", email="trois@private.test")
    papers = [issue_invoice(order.parts.get()) for order in (orders[0], third)]
    for paper in papers:
        InvoicePaper.objects.create(invoice=paper, sha256="0" * 64)
    for variant in (rug, oil):
        Enquiry.objects.create(
            product=variant.product,
            kind="similar",
            name="Curieuse",
            contact="q@private.test",
            text="Demande",
            language="fr",
        )
    shares: list[PayoutShare] = []
    for maker in (first, second):
        a_destination(maker)
        payout = a_payout_row(maker)
        shares.append(
            PayoutShare.objects.create(
                payout=payout, name="Membre secrète", amount=payout.amount, member=maker
            )
        )
        a_hold_row(maker)
    for variant in (rug, oil):
        a_submission(variant.product, name="Modification secrète")
        Recording.objects.create(
            organisation=variant.product.producer,
            kind="product",
            object_id=variant.product_id,
            file="recordings/secret.webm",
            seconds=9,
            language="ar",
            transcript="Parole secrète",
        )
    _helped(first, second)
    trade = _a_trade(rug, oil)
    at_the_centre = _at_the_centre(first, second)
    for order in orders:
        private_rows_of_portal(order.parts.get())
    Report.objects.create(path="/fr/", reason="other", text="Signalement secret", language="fr")
    users = _users(first, second)
    imported = ImportRun.objects.create(sheet="imports/none.csv", actor=users["agent of A"], by_agent=True)
    visits = [
        PeerVisit.objects.create(maker=a_producer(slug=f"seen-by-{one.slug}"), peer=one)
        for one in (first, second)
    ]
    return World(
        users=users,
        makers=(first, second),
        variants=(rug, oil),
        orders=orders,
        cart=a_cart((oil, 2)),
        private=(
            *_words_of(orders),
            "@private.test",
            "secrète",
            "Signalement secret",
            "+2126",
            a_rib(11),
            a_rib(12),
        ),
        values=_values(rug, first, legal, orders[0])
        | {"shop:my_invoice": {"export_id": papers[0].export_id}}
        | {"shop_portal:import": {"pk": imported.pk}, "portal:peer_visit": {"pk": visits[0].pk}}
        | at_the_centre
        | _a_project_of(users["agent of A"])
        | _values_of_trade(trade, first)
        | _values_of_portal(orders[0].parts.get(), shares[0]),
    )


def fingerprint(world: World, hers_after: int | None = None) -> list[object]:
    """Return all that a stranger must not change.

    Whoever acts for A may add products of A's: those with a key above ``hers_after`` are left out.
    """
    makers = [maker.pk for maker in world.makers]
    variants = Variant.objects.order_by("pk")
    if hers_after is not None:
        variants = variants.exclude(product__producer=world.makers[0], product__gt=hers_after)
    return [
        list(Order.objects.order_by("pk").values()),
        list(CartLine.objects.filter(cart=world.cart).values()),
        list(Organisation.objects.filter(pk__in=makers).order_by("pk").values()),
        list(variants.values()),
        list(GrantRequest.objects.order_by("pk").values()),
        list(Grant.objects.order_by("pk").values()),
        [list(order.parts.order_by("pk").values()) for order in world.orders],
        [list(order.payments.order_by("pk").values("pk", "events", "proofs")) for order in world.orders],
    ]


def greedy_form(world: World) -> dict[str, Any]:
    """Return a form that names rows of others under every name that a form of ours has."""
    line, order = world.cart.lines.get(), world.orders[1]
    return {
        "line": line.pk, "variant": world.variants[0].pk, "cart": world.cart.pk, "order": order.pk,
        "token": order.token, "attempt": world.cart.attempt, "quantity": "1", "do": "remove",
        "number": order.number, "contact": "une@private.test", "status": "cancelled",
    }  # fmt: skip


def _a_maker(letter: str, number: int) -> Organisation:
    return a_producer(
        name=f"Atelier {letter}",
        slug=f"maker-{letter.lower()}",
        number=number,
        phone=f"+21266000000{number}",
        email=f"{letter.lower()}@private.test",
    )


def _users(first: Organisation, second: Organisation) -> dict[str, AbstractBaseUser]:
    former = an_agent_for(first, association=an_association(), username="former")
    Grant.objects.filter(permission="manage_orders").update(withdrawn_at=timezone.now())
    editor = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    users = {
        "buyer": a_user("buyer"),
        "producer A": an_owner_of(first, username="owner-a"),
        "producer B": an_owner_of(second, username="owner-b"),
        "agent of A": an_agent_for(first, association=an_association(), username="agent"),
        "former agent of A": former,
        "editor": an_editor(username="moderator"),
        "operator": an_operator(username="operator"),
        "accountant": an_accountant(username="accountant"),
        "staff without rights": a_user("staff", is_staff=True),
        "editor without rights": a_user("editor"),
    }
    agency = users["agent of A"].tiwizi_memberships.get().organisation
    for permission in set(Allowed) - {Allowed.MANAGE_ORDERS}:
        Grant.objects.create(giver=first, receiver=agency, permission=permission.value)
    users["editor without rights"].user_permissions.add(editor)
    return users


def _helped(*makers: Organisation) -> None:
    """Each was asked by an association, let another in, and had something done for her."""
    for maker in makers:
        GrantRequest.objects.create(giver=maker, receiver=an_association(), scopes=["money"])
        Grant.objects.create(giver=maker, receiver=an_association(), permission="manage_stock")
        act = Act.objects.create(verb="x", kind="x", object_id=maker.pk, for_organisation=maker)
        DoneForHer.objects.create(organisation=maker, act=act)


def _at_the_centre(first: Organisation, second: Organisation) -> dict[str, dict[str, Any]]:
    """Each has a seat, asks for a stand, offers something, was asked by the other, and buys with others.

    Return what stands in the addresses of stands: A's.
    """
    event, office = an_event(slug="of-makers"), Actor(None, "office")
    places, stands = set_places(event, capacity=9, actor=office), an_offer()
    stranger = a_producer(slug="stranger")
    offers = [a_listing(maker, side="offers", thing="machine") for maker in (first, second)]
    bought = [a_purchase(maker) for maker in (first, second)]
    for number, maker in enumerate((first, second)):
        person = a_person(80 + number, name="Tisseuse secrète")
        register(event, places.pk, person, actor=office, organisation=maker)
        apply(stands, maker, actor=office, brings=Brings(words="Tente secrète"))
        a_talk(offers[number], (second, first)[number])
        Block.objects.create(organisation=maker, other=stranger)
        pledge(bought[number], maker, 5, actor=office)
    hers = stands.applications.get(producer=first)
    return {"stands_portal:ask": {"pk": stands.pk}, "stands_portal:pay": {"pk": hers.pk}}


def _a_legal_text() -> LegalText:
    now = timezone.now()
    return LegalText.objects.create(
        slug="terms",
        version="1",
        effective_from=now.date(),
        title=texts("Conditions"),
        body=texts("# Qui vend"),
        is_accepted_by_buyers=True,
        published_at=now,
    )


def _told_of(maker: Organisation) -> str:
    story = a_story(producer=maker, slug="of-a")
    a_consent(story, person="Personne secrète")
    return str(published(story).translation_key)


def _a_card(maker: Organisation) -> str:
    user = a_person_of(maker, username="by-card")
    return make_card(user, actor=Actor(user.pk, "by-card"))


def _words_of(orders: tuple[Order, ...]) -> list[str]:
    found = []
    for order in orders:
        found += [order.token, order.number, order.export_id, order.buyer_name, order.cart.token]
    return found


def _goods(rug: Variant, maker: Organisation) -> dict[str, dict[str, Any]]:
    """Return the addresses of A's products, and of one that she is putting together."""
    begun, sent = a_sketch(maker), a_sketch(maker)
    ProductSketch.objects.filter(pk=sent.pk).update(sent_at=timezone.now(), product=rug.product)
    steps = ("photos", "kind", "facts", "price", "gets", "help", "count", "words", "preview", "page", "drop")
    hers = ("product", "product_price", "product_voice", "product_words", "product_take_away")
    return {
        **{f"shop_portal:add_{step}": {"key": begun.key} for step in steps},
        **{f"shop_portal:{name}": {"pk": rug.product_id} for name in hers},
        "shop_portal:add_photo": {"key": begun.key, "pk": begun.photos.get().pk},
        "shop_portal:add_done": {"key": sent.key},
    }


def _a_trade(*variants: Variant) -> SourcingRequest:
    """A shop that is none of the actors looks for what both make, and has a quote of A's."""
    buyer = a_trade_buyer(
        a_user("trade"), name="Boutique secrète", email="trade@private.test", contact="Achat secrète"
    )
    request = a_request(buyer, variants[0], what="Tapis pour une boutique")
    a_quote(*variants, request=request)
    return request


def _values_of_trade(request: SourcingRequest, maker: Organisation) -> dict[str, dict[str, Any]]:
    number, ask = {"number": request.number}, {"pk": request.asks.get(producer=maker).pk}
    photo = a_request_photo(request)
    return {
        "shop:trade_request": number,
        "shop:trade_accept": number,
        "shop_portal:ask": ask,
        "shop_portal:ask_can": ask,
        "shop:trade_picture": number | {"pk": photo.pk},
        "shop_portal:ask_picture": ask | {"picture": photo.pk},
    }


def _values_of_portal(part: ProducerOrder, share: PayoutShare) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of a maker's own screens: rows of A's."""
    photo = PartPhoto(part=part, kind="progress", sha256="c" * 64)
    photo.file.save("parts/c.jpg", ContentFile(b"x"))
    order = {"number": part.number}
    steps = ("order", "order_step", "order_decline", "order_photo", "order_hand_over", "order_slip")
    return {
        **{f"shop_portal:{name}": order for name in steps},
        "shop_portal:order_photo_file": order | {"pk": photo.pk},
        "shop_portal:money_share": {"pk": share.pk},
        "shop_portal:payout": {"reference": share.payout.reference},
    }


def _of_dfc(rug: Variant, maker: Organisation) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of the Data Food Consortium's interface."""
    hers, one = {"maker": maker.export_id}, {"maker": maker.export_id, "item": rug.export_id}
    return {
        "tiwizi_dfc_group": {"product": rug.product.export_id},
        "tiwizi_dfc_group_of": {"group": maker.export_id},
        **{f"tiwizi_dfc_{name}": hers for name in ("enterprise", "address", "products", "items")},
        **{f"tiwizi_dfc_{name}": one for name in ("product", "item", "offer")},
    }


def _a_door(event: Event) -> str:
    return str(give_door_key(event, "Helper", actor=Actor(None, "office")).token)


def _of_training() -> dict[str, Mapping[str, Any]]:
    course = {"slug": a_course().slug}
    a_lesson(Course.objects.get(**course), "Une carte")
    a_question(Course.objects.get(**course))
    return {
        **dict.fromkeys(("training:course", "training:kit"), course),
        "training:lesson": course | {"number": 1},
        "training:quiz": course | {"moment": "before"},
        "training:tool": {"name": "price"},
        "training:guide": {"slug": a_guide().slug},
        "training:practice": {"slug": a_practice().slug},
        "training:project": {"token": a_project().token},
        "training:trainer": {"token": _a_trainer(Course.objects.get(**course))},
    }


def _a_trainer(course: Course) -> str:
    trainer = recognise(course, "Formatrice secrète", why="Elle forme", actor=Actor(None, "office"))
    return str(trainer.code)


def _a_project_of(agent: AbstractBaseUser) -> dict[str, dict[str, str]]:
    """Somebody with a project whom A's agent follows; and one whom nobody follows, near nobody here."""
    a_project(name="Loin secrète", region="MA-12")
    one = {"export_id": a_project(name="Porteuse secrète", mentor=agent, phone="").export_id}
    return {f"training_portal:{name}": one for name in ("project", "sheet", "producer")}


def _a_seat(event: Event) -> Registration:
    places = set_places(event, capacity=3, actor=Actor(None, "office"))
    return register(event, places.pk, a_person(name="Inscrite secrète"), actor=Actor(None, "guest"))


def _values(rug: Variant, maker: Organisation, legal: LegalText, order: Order) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses that have something to fill in, by name of the address."""
    product = {"slug": rug.product.slug}
    case = open_case(Matter("question", order=order), asker_of(order), "Demande secrète")
    key = a_passkey(a_user("somebody with a key")).pk
    edition = {"slug": an_edition().slug}
    wish = StockNotice.objects.create(product=rug.product, email="wish@private.test", language="fr")
    return {
        "impact:figure": {"code": "makers"},
        "impact:edition": edition,
        "impact:edition_figure": edition | {"code": "makers"},
        "tiwizi_frozen_data": edition,
        "tiwizi_frozen_figures": edition,
        "sitemap_section": {"name": "pages", "number": 1},
        "tiwizi_sitemap_section": {"name": "products", "number": 1},
        "media": {"path": "images/none.jpg"},
        **{f"api:{name}": {"token": a_cart((rug, 1)).token} for name in CARTS},
        "api:order": {"token": order.token},
        "api:product": {"id": rug.product.export_id},
        "api:producer": {"id": maker.export_id},
        "api:story": {"id": _told_of(maker)},
        "tiwizi_feed": {"name": f"{a_built_channel('open', is_public=True).code}.csv"},
        "tiwizi_feed_of": {"token": a_key(a_built_channel("sheet")), "name": "sheet.csv"},
        "tiwizi_map": {"form": "json"},
        **_of_training(),
        "events:event": {"slug": (event := an_event()).slug},
        **{name: {"token": door} for door in (_a_door(event),) for name in DOORS},
        "events:register": {"slug": event.slug},
        "events:seat": {"token": (seat := _a_seat(event)).token},
        "events:badge": {"token": seat.token},
        "events:outcome": {"token": seat.token},
        "events:plan": {"slug": event.slug},
        "events:portal_event": {"slug": event.slug},
        "events:portal_other": {"slug": event.slug},
        "events:certificate": {"token": Certificate.objects.create(registration=seat, half_days=1).code},
        "tiwizi_agenda_event": {"export_id": event.export_id},
        "tiwizi_open_figure": {"name": "makers"},
        **_of_awards(),
        **_of_exhibition(),
        **_of_the_network(maker),
        **_of_dfc(rug, maker),
        "tiwizi_permanent": {"kind": "product", "export_id": rug.product.export_id},
        "shop:category": {"slug": a_category().slug},
        "shop:product": product,
        "shop:ask": product,
        "shop:asked": product,
        "shop:maker": {"slug": maker.slug},
        "shop:association": {"slug": (association := an_association()).slug},
        "producers:association": {"slug": association.slug},
        "shop:legal": {"slug": legal.slug},
        "home:explained": {"slug": legal.slug},
        "shop:tell_me": {"slug": rug.product.slug},
        "shop:stock_notice": {"token": wish.token},
        "shop:order": {"token": order.token},
        "shop:order_help": {"token": order.token},
        "shop:case": {"token": case.token},
        "shop:order_paper": {"token": order.token},
        "shop:order_work": {"token": order.token},
        "shop:order_proof": {"token": order.token},
        "shop:order_done": {"token": order.token},
        "shop:order_cancel": {"token": order.token},
        "shop:order_withdraw": {"token": order.token},
        "shop:order_withdrawal_form": {"token": order.token},
        "shop:order_return": {"token": order.token},
        "shop:order_exchange": {"token": order.token},
        "shop:order_complain": {"token": order.token},
        "shop:order_contact": {"token": order.token},
        "shop:order_address": {"token": order.token},
        "shop:order_data": {"token": order.token},
        "shop:order_data_file": {"token": order.token},
        "shop:order_pay": {"token": order.token},
        "shop:order_pay_otherwise": {"token": order.token},
        **_of_library(),
        "tiwizi_notice": {"alias": "transfer"},
        "producers:profile": {"slug": maker.slug},
        "mfa_remove_webauthn": {"pk": key},
        "mfa_edit_webauthn": {"pk": key},
        "portal:card": {"slug": maker.slug},
        "portal:keys": {"slug": maker.slug},
        "portal:sign_in_card": {"token": _a_card(maker)},
        **_goods(rug, maker),
        "wagtail_serve": {"path": ""},
    }


def _of_awards() -> dict[str, dict[str, str]]:
    """A public edition of the awards, and a draft that nobody outside may read."""
    an_award_edition(slug="secret-prize", live=False, title={"fr": "Prix secret en ébauche"})
    edition = an_award_edition(slug="prize")
    one = {"slug": edition.slug}
    nomination = a_nomination(edition, name="Candidate secrète", phone="+212655443322")
    add_pictures(
        Backer.objects.create(nomination=nomination, way="peer"), [ContentFile(b"picture", "secrète.jpg")]
    )
    picture = NominationPicture.objects.get().pk
    return {
        "awards:edition": one,
        "awards:nominate": one,
        "awards:thanks": one,
        "awards:answer": {"token": nomination.token},
        "awards:answer_picture": {"token": nomination.token},
        "awards:jury": one,
        "awards:ceremony": {"slug": an_award_edition(slug="won", state="published").slug},
        "awards:grid": {**one, "code": nomination.code},
        "awards:grid_picture": {**one, "code": nomination.code, "pk": picture},
    }


def _of_exhibition() -> dict[str, dict[str, str]]:
    """A public room with a work, and a draft that nobody outside may read."""
    a_room(
        a_work(slug="secret-work", live=False, title={"fr": "Œuvre secrète"}), slug="secret-room", live=False
    )
    one = {"slug": a_room(work := a_work(slug="shown-work"), slug="shown-room").slug}
    names = ("exhibition:room", "exhibition:light", "exhibition:labels")
    return {"exhibition:work": {"slug": work.slug}, **dict.fromkeys(names, one)}


def _of_the_network(maker: Organisation) -> dict[str, dict[str, str]]:
    """What A needs, and a message to her about it; members see the one, she and who wrote the other."""
    need = a_listing(maker, words="Besoin pour les membres", shows=("words",))
    mine = {"token": need.export_id}
    asks = a_producer(name="Celle qui demande")
    return {
        "network_portal:step": {**mine, "name": "renew"},
        "network_portal:write": mine,
        "network_portal:purchase": {"token": a_purchase().export_id},
        "network_portal:talk": {"token": a_talk(need, asks).export_id},
        **_of_business_meetings(maker),
    }


def _of_business_meetings(maker: Organisation) -> dict[str, dict[str, str]]:
    """A meets a client at an event: she and who helps her see it, the client by the secret of her seat."""
    plan = a_plan()
    client = a_guest(plan, name="Cliente du rendez-vous")
    meeting = a_meeting(plan, one=a_guest(plan, maker), other=client)
    event = {"slug": plan.event.slug}
    return {
        "network:her_meetings": {"token": client.registration.token},
        "network_portal:meeting": {"token": meeting.export_id},
        "network_portal:at_event": event,
        "network_portal:paper": event,
    }


def _of_library() -> dict[str, dict[str, str]]:
    """A public document with its file, and a draft that nobody outside may read."""
    a_document(slug="secret", live=False, title={"fr": "Ébauche documentaire secrète"})
    one = {"slug": a_document(slug="dyes", licence="cc-by", file=a_kept_file()).slug}
    return {"library:document": one, "library:file": one, "library:cite": {**one, "form": "bib"}}
