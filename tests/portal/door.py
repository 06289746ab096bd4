"""Walking through the door in tests: as a browser does, form by form."""

import re

from django.test import Client

from producers.actions.deliver import deliver_announcements
from producers.models import Message

DOOR = "/fr/portal/sign-in/"
HERS = "+212612345678"
TAPS = "sun-key-bird-moon"
OTHERS = "moon-bird-key-sun"


def code_sent() -> str:
    """Have the jobs send what was asked for; return the code in the last message."""
    deliver_announcements()
    message = Message.objects.filter(kind="door.code").order_by("-pk").first()
    return re.search(r"\d{6}", message.text).group() if message else ""


def by_phone(client: Client, number: str = HERS) -> None:
    """Ask for a code and type it."""
    client.post(f"{DOOR}phone/", {"phone": number})
    client.post(f"{DOOR}code/", {"code": code_sent()})


def tap(client: Client, taps: str = TAPS, *, at: str = "pictures/", keep: bool = True):
    """Touch four pictures, sent at once."""
    return client.post(f"{DOOR}{at}", {"taps": taps} | ({"keep": "1"} if keep else {}))


def first_time(client: Client, number: str = HERS):
    """Come in for the first time: by phone, choosing pictures."""
    by_phone(client, number)
    tap(client, at="pictures/choose/")
    return tap(client, at="pictures/choose/")


def is_in(client: Client) -> bool:
    """Say whether the portal's home opens."""
    return client.get("/fr/portal/").status_code == 200
