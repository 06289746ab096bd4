"""The back office: closed to everybody without rights in it, whatever else they own or run."""

import pytest

from tests.pages.addresses import Address, every_address
from tests.pages.world import ACTORS, World, build_world

pytestmark = pytest.mark.django_db
LOGIN = "account/login/"
# Icons and words of the editor, and the ways back to a forgotten password: they show nothing that is ours.
WITHOUT_CONTENT = ("admin/jsi18n/", "admin/sprite", "admin/password_reset/")
# Whoever has the door's key may look up what to link to, and is asked whether to stop a review before it is
# said that she may not: Wagtail asks for no more right than that.
CHOOSERS = (
    "admin/snippets/choose/",
    "admin/tiwizi_choose_producer/",
    "admin/tiwizi_choose_for_agenda/",
    "admin/tiwizi_choose_for_exhibition/",
    "admin/tiwizi_choose_for_awards/",
)
"""Windows that show everybody with the door's key what the public sees anyway."""
QUESTION = "/workflow/confirm_cancellation/"


def of_the_back_office() -> list[Address]:
    """Return its addresses; those without a name answer with the way to sign in or with a 404."""
    return [address for address in every_address() if address.route.startswith("admin/") and address.name]


def answer_to(client: object, address: Address) -> str:
    """Ask with a number that the first row of everything has."""
    response = client.get(address.url(dict.fromkeys(address.parameters, 1)))
    is_closed = response.status_code in {302, 403, 404} and (
        response.status_code != 302 or LOGIN in response.headers["Location"]
    )
    return "closed" if is_closed else f"{response.status_code} {response.headers.get('Location', '')}"


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> World:
    with made_once.making():
        return build_world()


@pytest.fixture
def world(built, made_once) -> World:
    return made_once.hand_out(built)


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "editor"])
def test_it_is_closed_to_all_without_rights_in_it(world, actor):
    client = world.client_of(actor)
    answers = {address.route: answer_to(client, address) for address in of_the_back_office()}
    opened = {route: answer for route, answer in answers.items() if answer != "closed"}
    assert [route for route in opened if not route.startswith(WITHOUT_CONTENT)] == []


def test_the_door_alone_opens_nothing_of_the_shop(world):
    client, opened = world.client_of("editor without rights"), {}
    assert client.get("/admin/").status_code == 200
    for address in of_the_back_office():
        is_of_the_shop = "tiwizi" in address.route and QUESTION not in address.route
        if is_of_the_shop and not address.route.startswith(CHOOSERS):
            response = client.get(
                address.url(dict.fromkeys(address.parameters, world.variants[0].product_id))
            )
            if response.status_code == 200:
                opened[address.route] = response.status_code
    assert opened == {}
