"""Messages to the phone with which somebody comes in."""

from datetime import timedelta

from django.utils import timezone

from producers.actions.door_cards import make_card
from producers.actions.open_door import change_phone
from producers.actions.pins import clear_pin
from producers.actions.warn import CARD_MADE, PHONE_CHANGED, PIN_CLEARED
from producers.digests import keyed
from producers.domain.actors import Actor
from producers.domain.told import Told
from producers.models import OneTimeCode, PicturePin
from tests.letters.examples import Example, Scene, example
from tests.letters.people import Person
from tests.letters.world import HER_PHONE

OFFICE = Actor(None, "office")
SHE = {Told.KEY_HOLDER: (Person(phone=HER_PHONE),)}


@example("door.code")
def a_code(scene: Scene) -> Example:
    ends = timezone.now() + timedelta(minutes=5)
    rows = [
        OneTimeCode.objects.create(number=number, language="fr", expires_at=ends)
        for number in ("+212677999999", HER_PHONE)  # nobody comes in with the first
    ]
    return Example({"code": rows[1].pk}, announced="door.code_asked", people=SHE)


@example(CARD_MADE)
def a_card(scene: Scene) -> Example:
    return Example(send=lambda: make_card(scene.world.her, actor=OFFICE), people=SHE)


@example(PIN_CLEARED)
def no_pictures(scene: Scene) -> Example:
    her = scene.world.her
    PicturePin.objects.create(user=her, digest=keyed(f"{her.pk}:sun", purpose="pin"))
    return Example(send=lambda: clear_pin(her, actor=OFFICE, reason="asked"), people=SHE)


@example(PHONE_CHANGED)
def another_number(scene: Scene) -> Example:
    her, new = scene.world.her, "+212677000009"
    hidden = (Person(secrets=frozenset({"677000009"})),)
    return Example(send=lambda: change_phone(her, new, actor=OFFICE), people=SHE, about=hidden)
