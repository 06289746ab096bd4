"""The API against its own description, by a tool that nobody here wrote: every operation, every check."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

from home.testing.builders import a_consent, a_home_page, a_story, published
from shop.api.composed import description
from shop.domain.webhooks import Scope
from shop.testing.builders import a_cart, a_market, on_show
from shop.testing.buying import an_order
from shop.testing.partners import a_token
from storefront.api_urls import api
from storefront.wsgi import application
from tests.made_once import MadeOnce
from tests.pages.buying import GATEWAYS, two_makers

pytestmark = pytest.mark.django_db
# A description cannot say that a code has to exist, that a cursor is one of ours, or that a cart still holds
# what was seen: such requests fit it, and are refused.
MAY_BE_REFUSED = ["2xx", "400", "401", "403", "404", "409", "410", "422", "429"]
CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": MAY_BE_REFUSED}}}
)
SCHEMA = schemathesis.openapi.from_dict(description(api), config=CONFIG)
SCHEMA.app = application
OPERATIONS = {f"{one.ok().method.upper()} {one.ok().path}": one.ok() for one in SCHEMA.get_all_operations()}
SHOP = {"GATEWAYS": GATEWAYS, "API_PER_MINUTE": 100_000, "API_PER_MINUTE_AND_TOKEN": 100_000}
EXAMPLES = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _connection_of_the_test() -> Iterator[None]:
    """The connection of the test is that of its requests: they do not close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module", autouse=True)
def made(made_once: MadeOnce) -> dict[str, str]:
    with made_once.making(SHOP=SHOP):
        return a_world()


@pytest.fixture
def values(made, made_once, settings) -> dict[str, str]:
    settings.SHOP = SHOP
    return made_once.hand_out(made)


def a_world() -> dict[str, str]:
    """Make rows, and return what stands in the addresses of some of them."""
    rug, oil = two_makers()
    for code in ("eu", "world"):
        a_market(code)
    on_show(rug, oil)
    a_home_page()
    story = a_story(producer=rug.product.producer)
    a_consent(story)
    return {
        "/api/v1/products/{id}": rug.product.export_id,
        "/api/v1/producers/{id}": oil.product.producer.export_id,
        "/api/v1/stories/{id}": str(published(story).translation_key),
        "/api/v1/orders/{token}": an_order(oil).token,
        "cart": a_cart((rug, 1)).token,
        "token": a_token(Scope.READ, Scope.SELL),
    }


def headers_for(path: str, values: dict[str, str]) -> dict[str, str]:
    plain = {"Accept-Encoding": "identity"}  # the tool does not unpack what comes through WSGI
    return plain | ({"Authorization": f"Bearer {values['token']}"} if "/partner/" in path else {})


def is_without_its_head(case) -> bool:
    """Say whether what is wrong with a request stands in its head: then no token is added to it."""
    head = case.meta and case.meta.components.get(ParameterLocation.HEADER)
    return bool(head) and head.mode is GenerationMode.NEGATIVE


def asks() -> Iterator[tuple[str, GenerationMode]]:
    """Every operation as described; and otherwise, where it takes anything that can be otherwise."""
    for name, one in OPERATIONS.items():
        yield name, GenerationMode.POSITIVE
        if list(one.query) or list(one.body):
            yield name, GenerationMode.NEGATIVE


@pytest.mark.parametrize(("name", "mode"), list(asks()), ids=str)
def test_each_operation_answers_as_it_is_described(values, name, mode):
    operation = OPERATIONS[name]

    @EXAMPLES
    @given(case=operation.as_strategy(generation_mode=mode), is_there=st.booleans())
    def ask(case, is_there):
        real = values.get(case.path) or (values["cart"] if "/cart/" in case.path else "")
        is_as_described = mode is GenerationMode.POSITIVE or "token" in case.path_parameters
        if is_there and real and is_as_described:  # what is wrong with an id stays wrong
            case.path_parameters = dict.fromkeys(case.path_parameters, real)
        asked = "" if is_without_its_head(case) else case.path
        case.call_and_validate(headers=headers_for(asked, values))

    ask()


def test_the_description_names_every_status_of_an_error():
    for path, methods in description(api)["paths"].items():
        for operation in methods.values():
            assert {"406", "422", "429"} <= {str(status) for status in operation["responses"]}, path


def test_no_check_of_the_tool_is_switched_off_and_no_operation_is_left_out():
    load_all_checks()
    for one in OPERATIONS.values():
        config = SCHEMA.config.checks_config_for(operation=one)
        assert [name for name in CHECKS.get_all_names() if not config.get_by_name(name=name).enabled] == []
    described = description(api)["paths"].values()
    assert len(OPERATIONS) == sum(len(methods) for methods in described)
