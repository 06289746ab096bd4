"""Two makers, who helps them, and who bought from each: the world that letters are written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from home.testing.builders import a_home_page
from producers.domain.grants import Permission
from producers.models import Grant, Organisation
from producers.testing.builders import (
    a_person_of,
    a_producer,
    an_accountant,
    an_agent_for,
    an_association,
    an_editor,
    an_operator,
    an_owner_of,
)
from shop.domain.money import minor, written
from shop.models import Order, Variant
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant, on_show
from shop.testing.buying import ADDRESS, an_order
from shop.testing.payouts import a_destination, a_rib
from tests.letters.people import Person, person

HER_PHONE = "+212677000001"


@dataclass
class World:
    """``agents`` are those of A, by the one thing that she lets each association do; B lets one do all."""

    first: Organisation
    second: Organisation
    rug: Variant
    oil: Variant
    order: Order
    other: Order
    draft: Order
    agents: Mapping[Permission, str]
    agent_of_second: str
    operator: str
    users: Mapping[str, Any]
    her: Any
    """A person of A's, who comes in with ``HER_PHONE``."""

    @property
    def strangers(self) -> tuple[Person, ...]:
        """Everybody whom no letter is about unless its example says so."""
        return tuple(map(self.person, (self.first, self.second, self.order, self.other, self.draft)))

    def person(self, row: Any) -> Person:
        """Return who stands behind one of the rows of this world, or any other."""
        if isinstance(row, Order):
            return _buyer(row)
        if isinstance(row, Organisation):
            return _maker(row)
        return row if isinstance(row, Person) else person(row)


def _buyer(order: Order) -> Person:
    typed = [str(value) for name, value in order.delivery_address.items() if name in ("recipient", "quarter")]
    total = written(order.total, "fr") if minor(order.total) % 100 else ""
    return person(order, *filter(None, (*typed, order.note, total)), secrets=[order.cart.token])


def _maker(maker: Organisation) -> Person:
    accounts = [row.account for row in maker.payout_destinations.all()]
    return Person(
        maker.email, maker.phone, frozenset({maker.email, maker.phone[-9:]} - {""}), frozenset(accounts)
    )


def build_world() -> World:
    """Une bought A's rug, Deux bought B's oil; each thing of theirs has a name that nothing else has."""
    for code in ("ma", "eu", "world"):
        a_market(code, **({"cash_limit": 10_000} if code == "ma" else {}))
    a_fee_rule()
    a_home_page()
    first, second = _a_maker("A", 11), _a_maker("B", 12)
    rug = a_variant(a_product(producer=first, slug="rug", name="Tapis"), price="187.13", stock=9)
    oil = a_variant(a_product(producer=second, slug="oil", name="Huile"), price="93.71", stock=9)
    on_show(rug, oil)
    return World(
        first, second, rug, oil,
        order=_bought(rug, "Une", 1), other=_bought(oil, "Deux", 2),
        draft=_bought(rug, "Trois", 3, method="transfer"),
        agents=_helpers(first),
        agent_of_second=_helper_of(second),
        operator=an_operator(username="operator").email,
        users=_users(first, second),
        her=a_person_of(first, username="her", number=HER_PHONE, email=""),
    )  # fmt: skip


def _a_maker(letter: str, number: int) -> Organisation:
    maker = a_producer(
        name=f"Atelier {letter}",
        slug=f"maker-{letter.lower()}",
        number=number,
        phone=f"+2126600000{number}",
        email=f"{letter.lower()}@private.test",
    )
    a_destination(maker)
    assert a_rib(number) == maker.payout_destinations.get().account
    return maker


def _bought(variant: Variant, name: str, number: int, method: str = "cash") -> Order:
    address = ADDRESS | {"recipient": f"Destinataire {name}", "quarter": f"Quartier {name}"}
    return an_order(
        variant, name=f"Acheteuse {name}", phone=f"066111111{number}", email=f"{name.lower()}@private.test",
        address=address, method=method,
    )  # fmt: skip


def _helpers(first: Organisation) -> dict[Permission, str]:
    """Each association may do one thing for A, and one may do nothing any more."""
    found = {
        one: an_agent_for(first, permission=one.value, username=f"agent-{one.value}", association=_helping())
        for one in Permission
    }
    former = _helping()
    an_agent_for(first, association=former, username="former")
    Grant.objects.filter(receiver=former).update(withdrawn_at=timezone.now())
    return {one: agent.email for one, agent in found.items()}


def _helper_of(second: Organisation) -> str:
    hers = _helping()
    for one in Permission:
        Grant.objects.create(giver=second, receiver=hers, permission=one.value)
    email: str = an_agent_for(second, association=hers, username="agent-of-b").email
    return email


def _helping() -> Organisation:
    return an_association(email="office@association.test", phone="+212655555555")


def _users(first: Organisation, second: Organisation) -> dict[str, Any]:
    return {
        "producer A": an_owner_of(first, username="owner-a"),
        "producer B": an_owner_of(second, username="owner-b"),
        "editor": an_editor(username="moderator"),
        "accountant": an_accountant(username="accountant"),
    }
