"""What operators have to know is written to each of them."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.backends import ModelBackend

from producers import conf
from producers.actions.tell import tell
from producers.announcements import Announced
from producers.domain.letters import EMAIL, Recipient
from producers.letters import write_letter

OPERATE = "tiwizi_shop.operate_shop"


def tell_operators(template: str, announced: Announced, context: Mapping[str, Any]) -> None:
    """Write to everybody who operates the shop, in the language of the site, once for each announcement."""
    for address in operator_addresses():
        letter = write_letter(template, context, language=conf.language(), channel=EMAIL)
        recipient = Recipient(EMAIL, address, conf.language())
        tell(recipient, letter, key=f"{announced.key}:operator:{recipient.key}"[:200], kind=announced.kind)


def operator_addresses() -> list[str]:
    """Return the addresses of operators and those of the settings, each once, sorted."""
    users = ModelBackend().with_perm(OPERATE)
    own = {user.email for user in users if getattr(user, "email", "")}
    return sorted(own | set(conf.operators()))
