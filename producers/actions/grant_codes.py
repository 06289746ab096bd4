"""The code that goes to her own phone, and says that a grant is her wish."""

from datetime import datetime, timedelta
from secrets import randbelow

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from producers.actions.grants import confirm, locked_request
from producers.actions.record import record
from producers.actions.tell import tell
from producers.domain.actors import Actor
from producers.domain.grant_requests import GrantRefusedError, GrantWhy
from producers.domain.letters import PHONE, Letter, Recipient
from producers.domain.shown import shown, spoken
from producers.models import GrantRequest

DIGITS, TRIES = 6, 5
LASTS = timedelta(minutes=10)


@transaction.atomic(durable=True)
def send_code(request: GrantRequest, *, actor: Actor, now: datetime | None = None) -> GrantRequest:
    """Send her a new code; the one before it no longer counts.

    The message says who wants what, so that nobody can read the code to somebody without knowing.
    Raises ``NO_PHONE``, ``NOT_OPEN``, ``NO_MORE_TRIES`` after five wrong codes.
    """
    row, at = locked_request(request), now or timezone.now()
    if row.status != GrantRequest.Status.ASKED:
        raise GrantRefusedError(GrantWhy.NOT_OPEN)
    if not row.giver.phone:
        raise GrantRefusedError(GrantWhy.NO_PHONE)
    if row.tries >= TRIES:
        raise GrantRefusedError(GrantWhy.NO_MORE_TRIES)
    code = f"{randbelow(10**DIGITS):0{DIGITS}}"
    row.code_hash, row.code_until = make_password(code), at + LASTS
    row.save(update_fields=["code_hash", "code_until"])
    recipient = Recipient(PHONE, row.giver.phone, row.giver.language)
    key = f"grantrequest:{row.pk}:code:{at.isoformat()}"
    tell(recipient, _letter(row, code, recipient.language), key=key, kind="grant.code")
    record(verb="grantrequest.code_sent", row=row, actor=actor, for_organisation=row.giver)
    return row


def confirm_with_code(request: GrantRequest, code: str, *, actor: Actor, now: datetime | None = None) -> None:
    """Take the code that she read on her phone as her yes.

    A wrong one is counted, whatever is said about it. Raises ``NOT_OPEN``, ``WRONG_CODE`` (also for one that
    is over), ``NO_MORE_TRIES``.
    """
    at = now or timezone.now()
    why = _try(request, code, actor, at)
    if why is not None:
        raise GrantRefusedError(why)


@transaction.atomic(durable=True)
def _try(request: GrantRequest, code: str, actor: Actor, at: datetime) -> GrantWhy | None:
    row = locked_request(request)
    if row.status != GrantRequest.Status.ASKED:
        return GrantWhy.NOT_OPEN
    if row.tries >= TRIES:
        return GrantWhy.NO_MORE_TRIES
    is_live = bool(row.code_hash) and row.code_until is not None and at <= row.code_until
    if is_live and check_password(code.strip(), row.code_hash):
        confirm(row, GrantRequest.How.CODE, actor, at)
        return None
    GrantRequest.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    return GrantWhy.WRONG_CODE


def _letter(row: GrantRequest, code: str, language: str) -> Letter:
    with translation.override(spoken(language)):
        name = shown(row.receiver.name, language).text
        return Letter(
            "",
            "\n".join(
                [
                    _("%(association)s wants to help you in the shop.") % {"association": name},
                    _("If you want it, your code is %(code)s.") % {"code": code},
                    _("If you do not, tell the code to nobody. We call you before it counts."),
                ]
            ),
        )
