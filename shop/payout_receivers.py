"""What makers are told about their money, in short sentences, once for each thing that happened."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.grants import Permission
from producers.domain.letters import EMAIL, PHONE, Recipient
from producers.domain.told import Told
from producers.letters import write_letter
from producers.models import Organisation
from producers.reading.audience import told_with
from shop.domain.money import written
from shop.models import Payout, PayoutDestination, PayoutHold
from shop.payouts.receipts import receipt
from shop.reading.payouts import payouts_with_sales, to_pay

TEMPLATE = "shop/mail/money"
Sentences = Callable[[str], list[str]]


@receives("payout.confirmed", "payout.failed", "payout.returned", tells=(Told.WITH_MONEY,))
def tell_of_a_payout(announced: Announced) -> None:
    """Tell a maker that she was paid, or that the money did not reach her."""
    payout: Payout = payouts_with_sales().get(pk=announced.payload["payout"])
    has_arrived = announced.kind == "payout.confirmed"
    _tell(payout.organisation, announced, _arrived(payout) if has_arrived else _not_arrived(payout))


@receives("hold.set", "hold.ended", tells=(Told.WITH_MONEY,))
def tell_of_a_hold(announced: Announced) -> None:
    """Tell a maker what is kept back, why and until when, or that it is no more."""
    hold = PayoutHold.objects.select_related("organisation").get(pk=announced.payload["hold"])
    _tell(hold.organisation, announced, _held(hold) if announced.kind == "hold.set" else _released(hold))


@receives("destination.changed", tells=(Told.BEFORE,))
def tell_the_old_contact(announced: Announced) -> None:
    """Tell her at the contact that was known before: whoever made the change does not read this one."""
    row = PayoutDestination.objects.select_related("organisation").get(pk=announced.payload["destination"])
    old = PayoutDestination.objects.get(pk=announced.payload["old"])
    language = row.organisation.language
    for recipient in _contacts(old, language):
        _write(recipient, announced, _changed(row)(language))


def _contacts(old: PayoutDestination, language: str) -> Iterable[Recipient]:
    phones = {phone for phone in (old.contact_phone, old.phone) if phone}
    yield from (Recipient(PHONE, phone, language) for phone in sorted(phones))
    if old.contact_email:
        yield Recipient(EMAIL, old.contact_email, language)


def _tell(maker: Organisation, announced: Announced, sentences: Sentences) -> None:
    for recipient in told_with(maker, Permission.SEE_MONEY, timezone.localdate()):
        _write(recipient, announced, sentences(recipient.language))


def _write(recipient: Recipient, announced: Announced, sentences: list[str]) -> None:
    context: dict[str, Any] = {"sentences": sentences}
    letter = write_letter(TEMPLATE, context, language=recipient.language, channel=recipient.channel)
    tell(recipient, letter, key=f"{announced.key}:{recipient.key}"[:200], kind=announced.kind)


def _said(build: Callable[[str], list[str]]) -> Sentences:
    def say(language: str) -> list[str]:
        with translation.override(language):
            return build(language)

    return say


def _arrived(payout: Payout) -> Sentences:
    return lambda language: receipt(to_pay(payout), language, is_by_hand=False).splitlines()


def _not_arrived(payout: Payout) -> Sentences:
    return _said(
        lambda language: [
            _("Your money did not arrive: %(amount)s.") % {"amount": written(payout.amount, language)},
            _("It is still yours. We pay it again."),
            _("Please tell us whether your account or your phone number is still right."),
            _("The number is %(reference)s.") % {"reference": payout.reference},
        ]
    )


def _held(hold: PayoutHold) -> Sentences:
    return _said(
        lambda language: [
            _("We keep a part of your money for a time: %(amount)s.")
            % {"amount": written(hold.amount, language)},
            _("This is why: %(reason)s.") % {"reason": hold.reason.rstrip(".")},
            _("It ends on %(day)s at the latest.") % {"day": date_format(hold.until)},
            _("If you do not agree, call us."),
        ]
    )


def _released(hold: PayoutHold) -> Sentences:
    return _said(
        lambda language: [
            _("We no longer keep your money back: %(amount)s.") % {"amount": written(hold.amount, language)},
            _("You get it with the next payout."),
        ]
    )


def _changed(row: PayoutDestination) -> Sentences:
    return _said(
        lambda language: [
            _("Somebody wants your money to be sent to another place: %(kind)s.")
            % {"kind": row.get_kind_display()},
            _("We do not do so before %(day)s, and we call you first.")
            % {"day": date_format(timezone.localtime(row.waits_until), "DATETIME_FORMAT")},
            _("If it was not you, call us now."),
        ]
    )
