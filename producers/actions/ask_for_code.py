"""A code is asked for: the same work for every number, whether or not somebody signs in with it.

Whose number it is, is asked by a job afterwards: nothing of it shows in the answer, nor in how long it takes.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.access import door_users
from producers.actions.announce import announce
from producers.actions.take_try import take_try
from producers.actions.tell import tell
from producers.digests import keyed
from producers.domain.codes import (
    ASKS_OF_A_CALLER,
    ASKS_OF_A_PHONE,
    ASKS_OF_A_PHONE_A_DAY,
    CODE_LIFE,
    new_code,
)
from producers.domain.letters import PHONE, Recipient
from producers.letters import write_letter
from producers.models import OneTimeCode

CODE_KIND = "door.code"


@transaction.atomic(durable=True)
def ask_for_code(number: str, *, caller: str, language: str, now: datetime | None = None) -> bool:
    """Write down that a code is wanted for an E.164 number; False when it was asked for too often.

    A number without a person is counted and written down alike.
    """
    now = now or timezone.now()
    limits = ((ASKS_OF_A_CALLER, caller), (ASKS_OF_A_PHONE, number), (ASKS_OF_A_PHONE_A_DAY, number))
    if not all(take_try(limit, subject, now=now) for limit, subject in limits):
        return False
    ends = now + CODE_LIFE
    row = OneTimeCode.objects.create(number=number, language=language, asked_at=now, expires_at=ends)
    announce("door.code_asked", key=f"door.code_asked:{row.pk}", code=row.pk)
    return True


@transaction.atomic(durable=True)
def send_code(pk: int, *, now: datetime | None = None) -> bool:
    """Draw the code that was asked for and write its message; False for a number that is nobody's.

    Repeating it changes nothing. What comes too late to be used is not sent.
    """
    open_rows = OneTimeCode.objects.filter(pk=pk, digest="", expires_at__gt=now or timezone.now())
    row = open_rows.select_for_update().first()
    if row is None or not door_users().filter(door_phone__number=row.number).exists():
        return False
    code = new_code()
    row.digest = keyed(f"{row.number}:{code}", purpose=CODE_KIND)
    row.save(update_fields=["digest"])
    words = {"code": code, "minutes": CODE_LIFE.seconds // 60}
    letter = write_letter("producers/mail/door_code", words, language=row.language, channel=PHONE)
    to = Recipient(PHONE, row.number, row.language)
    tell(to, letter, key=f"{CODE_KIND}:{row.pk}", kind=CODE_KIND)
    return True
