"""Who may see what: actors times addresses, made from the list of addresses."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from producers.access import for_actor
from producers.models import Organisation
from producers.policy import Policy
from shop.models import Product
from shop.views import country
from storefront import urls
from tests.made_once import Part, undone
from tests.pages.addresses import LANGUAGES, Address, every_address, our_addresses, with_policy
from tests.pages.world import ACTORS, GATEWAYS, OWNERS_OF_A, World, build_world, fingerprint, greedy_form

pytestmark = pytest.mark.django_db
FOUND = {200, 301, 302, 303, 405}
NOTHING = {404, 405}

# What is of a person, not of a maker: that of somebody who is none of the actors.
HERS_ALONE = {
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "shop:trade_request",
    "shop:trade_accept",
    "shop:trade_picture",
    "awards:jury",
    "awards:grid",
    "awards:grid_picture",
}

# Views that we did not write, by the start of their address. Each brings its own policy.
THIRD_PARTIES = {
    "admin/": "Wagtail's back office, closed to all who have no rights there",
    "documents/": "documents that editors have published",
    "_util/": "passwords of pages that editors have closed",
    "^((?:[\\w\\-]+/)*)$": "pages that editors have published",
}


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> World:
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        return build_world()


@pytest.fixture
def world(built, made_once, settings) -> World:
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    return made_once.hand_out(built)


def undeclared(addresses: list[Address]) -> list[str]:
    return [address.route for address in addresses if address.is_ours and address.policy is None]


def test_every_address_of_ours_declares_its_policy():
    assert undeclared(every_address()) == []


def test_every_address_has_an_example(world):
    needed = {address.name for address in our_addresses() if address.parameters}
    assert needed == set(world.values), (
        "an address that takes values is tested with those of tests/pages/world.py"
    )


def test_an_address_without_a_policy_would_be_found():
    def view(request):
        """Forget to say whom it answers."""

    view.__module__ = "shop.views.new"
    patterns = [path("new/", view, name="new"), path("country/", country.country, name="country")]
    assert undeclared(every_address(URLResolver(RegexPattern(r"^/"), patterns))) == ["new/"]


def test_every_other_address_is_one_that_we_know_of():
    others = [address for address in every_address() if not address.is_ours]
    unknown = [address.route for address in others if not address.route.startswith(tuple(THIRD_PARTIES))]
    assert unknown == []
    assert {address.module.split(".")[0] for address in others} <= {"wagtail", "wagtail_localize", "django"}


def test_a_page_of_ones_own_names_no_row():
    assert [str(one) for one in with_policy(Policy.VISITOR) if one.parameters] == []


def test_a_secret_is_all_that_stands_in_its_address():
    others = {one.name for one in with_policy(Policy.KEY) if one.parameters != ("token",)}
    assert others == {"tiwizi_feed_of"}  # the name of a file, which is no secret and opens nothing


def test_no_interface_of_wagtails_is_open():
    apis = [one for one in every_address() if "api" in one.module.split(".") and not one.is_ours]
    routes = [address.route for address in apis]
    assert [route for route in routes if not route.startswith("admin/")] == []


def allowed(policy: Policy | None, actor: str) -> set[int]:
    """Return how an address may answer an actor about a row of A's."""
    if policy is Policy.EDITOR:
        return FOUND if actor in {"editor", "operator"} else {404}
    if policy is Policy.OPERATOR:
        return FOUND if actor == "operator" else {404}
    if policy is Policy.ACCOUNTANT:
        return FOUND if actor in {"operator", "accountant"} else {404}
    if policy is Policy.APPROVER:
        return FOUND if actor == "accountant" else {404}
    if policy is Policy.PARTNER:
        return {401}
    if policy is Policy.OWNER and actor == "anonymous":
        return {302}
    return FOUND


# What a maker does herself, whatever she has granted: where she is paid, her word that she has her share, and
# what she saw at another's.
ONLY_HERSELF = {"portal:peer_visit", "shop_portal:money_where_change", "shop_portal:money_share"}


# Screens about who helps her are not for who helps her; an agent's list is for agents.
NOT_FOR_HELPERS = {"portal:helpers", "portal:ask_help", "portal:decide_help", "portal:done"}
AGENTS_ALONE = {
    "portal:producers", "portal:souk", "portal:ask_her", "portal:her_code",
    "shop_portal:imports", "shop_portal:import", "shop_portal:import_template",
    "fairs_portal:round", "training_portal:projects", "training_portal:write_down",
}  # fmt: skip
# What an agent follows herself, not her association: whoever has only a project has let nobody in yet.
FOLLOWED = {"training_portal:project", "training_portal:sheet", "training_portal:producer"}
# What every maker may open: events of the agenda with her own meetings there, stands to ask for, needs and
# offers of other members, what is bought together.
FOR_MAKERS = {
    "events:portal_event", "events:portal_other", "network_portal:write", "network_portal:purchase",
    "network_portal:at_event", "network_portal:paper", "stands_portal:ask",
}  # fmt: skip
AGENTS = {"agent of A", "former agent of A"}
# What those who help makers write down: agents, and who works in the back office.
HELPERS_ALONE = {"training:practice_write"}
HELPERS = AGENTS | {"editor", "operator", "accountant", "staff without rights"}


def expected(address: Address, actor: str) -> set[int]:
    if address.name in NOT_FOR_HELPERS and actor == "agent of A":
        return {404}
    if address.name in AGENTS_ALONE and actor not in AGENTS | {"anonymous"}:
        return {302, 404, 405}
    if address.name in FOLLOWED and actor != "anonymous":
        return FOUND if actor == "agent of A" else {404}
    if address.name in HELPERS_ALONE and actor not in HELPERS | {"anonymous"}:
        return {404}
    if address.name in ONLY_HERSELF and actor == "agent of A":
        return {404}
    if address.name in FOR_MAKERS and actor == "producer B":
        return FOUND
    owners = set() if address.name in HERS_ALONE else OWNERS_OF_A
    is_anothers = address.policy is Policy.OWNER and address.parameters and actor not in owners
    if not is_anothers or actor == "anonymous":
        return allowed(address.policy, actor)
    # Whoever acts for nobody is led to the choice of whom to act for, whatever the address names.
    is_led = address.route.startswith("portal/") and actor != "producer B"
    return {302, 404} if is_led else {404}


# What is no address of the API, a file that does not exist, a map of the site without rows in it, and figures
# without their token, are nothing to be seen by anybody.
NOTHING_THERE = {"media", "metrics", "api:missing"}


def in_her_browser(
    world: World, actor: str, *, has_cart: bool = False
) -> Iterator[tuple[Address, Client, str, Part]]:
    """Go through our addresses; at each she has just signed in, and nobody has been elsewhere before."""
    another = world.clients_of(actor, {"variant": world.variants[1].pk} if has_cart else None)
    for address in our_addresses():
        with undone() as part:
            yield address, another(), address.url(world.values.get(address.name, {})), part


@pytest.mark.parametrize("actor", ACTORS)
def test_each_actor_sees_what_is_meant_for_her(world, actor):
    wrong = {}
    for address, client, url, _part in in_her_browser(world, actor):
        response = client.get(url)
        if response.status_code not in expected(address, actor) and address.name not in NOTHING_THERE:
            wrong[str(address)] = response.status_code
        read = (
            b"".join(response).decode(errors="replace")
            if response.streaming
            else response.content.decode(errors="replace")
        )
        # Her own portal shows her what she has not published yet, and the number of her order. A page that
        # does not exist repeats in its links what stood in the address that was asked for.
        is_hers = address.route.startswith("portal/") and actor in OWNERS_OF_A
        own = {"secrète", world.orders[0].number} if is_hers else set()
        own |= {word for word in world.private if response.status_code == 404 and word in url}
        leaked = [word for word in world.private if word in read and word not in own]
        if leaked and address.policy is not Policy.KEY:
            wrong[str(address)] = leaked
    assert wrong == {}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("is_greedy", [False, True], ids=["empty form", "form with others' rows"])
def test_no_form_fails_or_changes_what_belongs_to_others(world, actor, is_greedy):
    form = greedy_form(world) if is_greedy else {}
    newest = Product.objects.latest("pk").pk if actor in OWNERS_OF_A else None
    before, wrong = fingerprint(world, newest), {}
    # Who is greedy has a cart of her own, so that the rows of others are looked for in it.
    for address, client, url, part in in_her_browser(world, actor, has_cart=is_greedy):
        status = client.post(url, form).status_code
        if status >= 500 or (actor != "operator" and address.policy is Policy.OPERATOR and status != 404):
            wrong[str(address)] = status
        if part.wrote and fingerprint(world, newest) != before:
            wrong[str(address)] = "changed what belongs to others"
    assert wrong == {}


def test_what_an_address_changes_is_noticed_and_undone(world):
    before = fingerprint(world)
    with undone() as part:
        assert not part.wrote
        Organisation.objects.filter(pk=world.makers[1].pk).update(phone="")
        assert part.wrote
        assert fingerprint(world) != before
    with undone() as part:
        assert fingerprint(world) == before
    assert not part.wrote


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_address_answers_in_every_language(world, lang):
    wrong = {}
    for address in our_addresses():
        response = Client().get(address.url(world.values.get(address.name, {}), lang))
        is_fine = response.status_code in allowed(address.policy, "anonymous")
        if not is_fine and address.name not in NOTHING_THERE:
            wrong[str(address)] = response.status_code
    assert wrong == {}


# What no secret looks like is refused whoever asks: these two ask for it.
TYPES_ANYTHING = ("anonymous", "operator")
NO_SECRETS = ("0", "None", "null", "*", "%", "\x00", "a" * 5000)


def not_the_secret(world: World, address: Address) -> list[str]:
    """Return what is known of an order, or looks like its secret, and does not open it."""
    order, other = world.orders
    carts = [] if address.name.startswith("api:cart") else [order.cart.token]  # it opens its cart
    return [
        *carts, order.number, order.export_id, order.parts.get().number, order.cart.attempt,
        order.payments.get().reference, str(order.pk), order.token[:-1], f"{order.token}a", f"{order.token} ",
        order.token.swapcase(), f"{order.token[:20]}{other.token[20:]}",
    ]  # fmt: skip


@pytest.fixture
def _nothing_is_said_plainly(monkeypatch, settings):
    """Leave out the page about what is not there: it is drawn thousands of times, and nobody looks at it."""
    monkeypatch.setattr(
        urls, "handler404", lambda request, exception: HttpResponse(status=404), raising=False
    )
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "redirects" not in one]


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.usefixtures("_nothing_is_said_plainly")
def test_only_its_secret_opens_an_order(world, actor):
    client = world.client_of(actor)
    urls_of_others = [
        one.url({**world.values.get(one.name, {}), "token": secret})
        for one in with_policy(Policy.KEY)
        for secret in (*not_the_secret(world, one), *(NO_SECRETS if actor in TYPES_ANYTHING else ()))
    ]
    answers = {(url, send(url).status_code) for url in urls_of_others for send in (client.get, client.post)}
    assert {answer for answer in answers if answer[1] not in NOTHING} == set()


@pytest.mark.usefixtures("_nothing_is_said_plainly")
def test_an_empty_secret_opens_nothing(world):
    for address in with_policy(Policy.KEY):
        there = address.url({**world.values.get(address.name, {}), "token": "secret"})
        for nothing in ("/", "", "/%20", "/%00"):
            url = there.replace("/secret", nothing)
            assert {Client().get(url).status_code, Client().post(url).status_code} <= NOTHING, url


def test_a_secret_shows_its_own_order_alone(world):
    order, other = world.orders
    page = Client().get(f"/fr/orders/{order.token}/").content.decode()
    assert order.number in page
    assert order.buyer_name in page
    for word in (other.number, other.token, other.buyer_name, "deux@private.test"):
        assert word not in page


def owned_models() -> list[type]:
    return [model for model in apps.get_models() if hasattr(model, "actor_path")]


@pytest.mark.parametrize("model", owned_models(), ids=lambda model: model.__name__)
def test_rows_are_found_by_those_who_own_them_and_by_nobody_else(world, model):
    first, second = (maker.pk for maker in world.makers)
    found = {
        actor: set(
            for_actor(model.objects.all(), world.users.get(actor)).values_list(model.actor_path, flat=True)
        )
        for actor in ACTORS
    }
    assert first in found["producer A"]
    assert first in found["agent of A"]
    assert second in found["producer B"]
    assert second not in found["producer A"] | found["agent of A"]
    assert first not in found["producer B"] | found["former agent of A"]
    for actor in ("anonymous", "buyer", "operator", "accountant", "staff without rights"):
        assert found[actor] == set(), actor
