"""Who has to be told a letter, and what of others stands in it: worked out here from the policy alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from producers.domain.grants import Permission
from producers.domain.told import Told
from producers.models import Message, Organisation
from tests.letters.examples import Example
from tests.letters.people import Person, found
from tests.letters.world import World

# Whoever may do the first may see the second: written down here once more, so that a change is noticed.
AGENTS = {
    Told.WITH_ORDERS: (Permission.SEE_ORDERS, Permission.MANAGE_ORDERS),
    Told.WITH_MONEY: (Permission.SEE_MONEY, Permission.RECEIVE_MONEY),
    Told.WITH_PRODUCTS: (Permission.MANAGE_PRODUCTS,),
    Told.WITH_PROFILE: (Permission.EDIT_PROFILE,),
}


@dataclass(frozen=True)
class Reader:
    """Somebody who has to be told, where, and what of those whom it is about she may read."""

    told: Told
    addresses: frozenset[str]
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def readers(example: Example, told: frozenset[Told], world: World) -> list[Reader]:
    """Return everybody who has to be told."""
    return [reader for one in sorted(told) for reader in _of(one, example, world)]


def _of(told: Told, example: Example, world: World) -> Iterator[Reader]:
    if told in AGENTS or told is Told.HERSELF:
        for maker in example.makers:
            yield _maker(told, maker, example, world)
    elif told is Told.OPERATORS:
        known = frozenset(word for one in _all(example, world) for word in one.words)
        yield Reader(told, frozenset({world.operator}), known, _names(example))
    else:
        rows = (example.order,) if told is Told.BUYER else example.people.get(told, ())
        for row in rows:
            she = world.person(row)
            where = {she.phone or she.email} if told is Told.GUEST else she.reached
            yield Reader(told, frozenset(where), she.words | she.secrets, _names(example))


def _maker(told: Told, maker: Organisation, example: Example, world: World) -> Reader:
    she = world.person(maker)
    names = frozenset(str(one.name) for one in (maker, *example.named))
    if told is Told.HERSELF:
        return Reader(told, frozenset({she.phone or she.email}), she.words, names)
    is_first = maker.pk == world.first.pk
    agents = {world.agents[one] for one in AGENTS[told]} if is_first else {world.agent_of_second}
    return Reader(told, frozenset(she.addresses | agents), she.words, names)


def _names(example: Example) -> frozenset[str]:
    """Who sells something is named to who buys it, and to who helps."""
    parts = example.order.parts.select_related("producer") if example.order else ()
    return frozenset(str(one.name) for one in (*example.makers, *(part.producer for part in parts)))


def _all(example: Example, world: World) -> list[Person]:
    people = [one for rows in example.people.values() for one in rows]
    return [world.person(one) for one in (example.order, *example.makers, *people) if one is not None]


def leaks(message: Message, reader: Reader, example: Example, world: World) -> set[str]:
    """Return what stands in a letter and is nothing for its reader."""
    everybody = [*world.strangers, *_all(example, world), *example.about]
    hidden = {word for one in everybody for word in one.words | one.secrets} - reader.words
    hidden |= {str(one.name) for one in (world.first, world.second)} - reader.names
    return found(hidden, f"{message.subject}\n{message.text}\n{message.html}")


def faults(example: Example, told: frozenset[Told], messages: list[Message], world: World) -> list[str]:
    """Say who is told and should not be, who should be and is not, and what stands there of others."""
    wanted = readers(example, told, world)
    wrong = [
        f"not told: {address}"
        for reader in wanted
        for address in reader.addresses - {one.recipient for one in messages}
    ]
    for message in messages:
        mine = [reader for reader in wanted if message.recipient in reader.addresses]
        if not mine:
            wrong.append(f"told: {message.recipient}")
        wrong += [
            f"{message.recipient} reads {leaks(message, one, example, world)}"
            for one in mine[:1]
            if leaks(message, one, example, world)
        ]
    return wrong
