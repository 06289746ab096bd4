"""Take a seat as a visitor of the host's site does: the agenda lies beside the host's own ``home``."""

import sys
from datetime import timedelta

from django.test import Client
from django.utils import timezone

import home
import home.events
from home.events.actions.places import set_places
from home.events.models import Registration
from home.events.testing.builders import an_event
from producers.domain.actors import SYSTEM
from shop.testing.builders import a_market

a_market("ma")
event = an_event(slug="fair", title="Foire", first_day=timezone.localdate() + timedelta(days=5))
places = set_places(event, capacity=1, actor=SYSTEM)
visitor = Client()
page = visitor.get("/agenda/fair/")
assert page.status_code == 200, page.status_code
assert "/agenda/fair/register/" in page.content.decode()
typed = {"part": places.pk, "kind": "firm", "name": "Itto Ben", "contact": "0661000009"}
seat = visitor.post("/agenda/fair/register/", typed, follow=True)
assert seat.status_code == 200, seat.status_code
one = Registration.objects.get()
assert one.code[:5] in seat.content.decode()
door = "own home" if "site-packages" not in home.__file__ and "site-packages" in home.events.__file__ else ""
sys.stdout.write(f"{one.state} {door}\n")
