"""What the shop does itself when a maker is erased, beside the tables that it lists."""

from producers.domain.actors import Actor
from producers.domain.personal import Person
from producers.models import Organisation
from shop.actions.erase_destinations import erase_destinations
from shop.actions.erase_offers import erase_offers


def erase_what_she_offers(person: Person, actor: Actor) -> None:
    """Take her offers off, with their names, pictures and versions."""
    for organisation in Organisation.objects.filter(pk__in=person.organisations):
        erase_offers(organisation, actor=actor)


def erase_where_she_is_paid(person: Person, actor: Actor) -> None:
    """Blank where she was paid; what was proposed and not handed in is taken out of its batch."""
    for organisation in Organisation.objects.filter(pk__in=person.organisations):
        erase_destinations(organisation, actor=actor)
