"""She is told on her phone what somebody did to her keys, so that she can object."""

from typing import Any

from producers.actions.tell import tell
from producers.domain.letters import PHONE, Recipient
from producers.letters import write_letter
from producers.models import DoorPhone, Membership

CARD_MADE, PIN_CLEARED, PHONE_CHANGED = "door_card_made", "door_pin_cleared", "door_phone_changed"


def warn(user: Any, what: str, *, key: str) -> None:
    """Write a message to the phone that she has now; nothing for somebody without one."""
    phone = DoorPhone.objects.filter(user=user).first()
    if phone is None:
        return
    of_maker = Membership.objects.filter(user=user).select_related("organisation").first()
    language = of_maker.organisation.language if of_maker else "fr"
    letter = write_letter(f"producers/mail/{what}", {}, language=language, channel=PHONE)
    tell(Recipient(PHONE, phone.number, language), letter, key=f"{what}:{key}", kind=what)
