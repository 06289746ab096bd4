"""She is told who may act for her, who no longer may, and what was done for her."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from producers.actions.tell import tell
from producers.domain.grants import Scope, ends_on
from producers.domain.letters import PHONE, Letter, Recipient, reach
from producers.domain.shown import shown, spoken
from producers.grant_words import name_of_scope
from producers.models import DoneForHer, GrantRequest, Organisation

# What an agent does for her in one sitting is told in one message.
QUIET = timedelta(minutes=30)


def tell_of_a_grant(request: GrantRequest, key: str) -> None:
    """Write to her what an association may do from now on, and until when."""
    giver = request.giver
    for recipient in _contacts(giver):
        with translation.override(spoken(recipient.language)):
            scopes = ", ".join(name_of_scope(Scope(scope)) for scope in request.scopes)
            until = date_format(ends_on(timezone.localdate(request.called_at)))
            sentences = [
                _("%(association)s may help you in the shop until %(day)s: %(scopes)s.")
                % {"association": _name(request.receiver, recipient), "day": until, "scopes": scopes},
                _("You can end it at any time. You sell here with it and without it."),
            ]
        _write(recipient, sentences, key, "grant.given")


def tell_of_a_withdrawal(giver: Organisation, receiver: Organisation, key: str) -> None:
    """Write to her that an association may do less, or nothing, from now on."""
    for recipient in _contacts(giver):
        with translation.override(spoken(recipient.language)):
            sentences = [
                _("You have ended what %(association)s may do for you in the shop.")
                % {"association": _name(receiver, recipient)},
                _("If it was not you, call us now."),
            ]
        _write(recipient, sentences, key, "grant.withdrawn")


def tell_what_was_done(now: datetime | None = None) -> int:
    """Tell each producer once what agents did for her; return how many were told. Run by a job.

    Who has neither phone nor e-mail finds it on her portal's first screen.
    """
    at = now or timezone.now()
    reachable = DoneForHer.objects.filter(told_at=None, seen_at=None, organisation__erased_at=None)
    reachable = reachable.exclude(organisation__phone="", organisation__email="")
    due = reachable.filter(at__lte=at - QUIET).order_by().values_list("organisation", flat=True).distinct()
    return sum(_tell_one(organisation, at) for organisation in Organisation.objects.filter(pk__in=list(due)))


@transaction.atomic(durable=True)
def see_what_was_done(organisation: Organisation, rows: Sequence[int], now: datetime | None = None) -> int:
    """She has these on her screen: they are told. Return how many were new to her."""
    unseen = DoneForHer.objects.filter(organisation=organisation, pk__in=rows, seen_at=None)
    return int(unseen.update(seen_at=now or timezone.now()))


@transaction.atomic(durable=True)
def _tell_one(organisation: Organisation, at: datetime) -> bool:
    rows = DoneForHer.objects.select_for_update().filter(
        organisation=organisation, told_at=None, seen_at=None
    )
    untold = list(rows.values_list("pk", flat=True))
    if not untold:
        return False
    DoneForHer.objects.filter(pk__in=untold).update(told_at=at)
    for recipient in _contacts(organisation):
        _write(recipient, _done(len(untold), recipient), f"done:{max(untold)}", "done.for_her")
    return True


def _done(count: int, recipient: Recipient) -> list[str]:
    with translation.override(spoken(recipient.language)):
        return [
            ngettext(
                "Who helps you did %(count)s thing for you in the shop.",
                "Who helps you did %(count)s things for you in the shop.",
                count,
            )
            % {"count": count},
            _("Open your page to see it. You can end the help there at any time."),
        ]


def _contacts(organisation: Organisation) -> Iterator[Recipient]:
    # Her own contacts only: what is told about helpers is not told to them.
    found = reach(email="", phone=organisation.phone, language=organisation.language)
    found = found or reach(email=organisation.email, phone="", language=organisation.language)
    yield from [found] if found else []


def _name(organisation: Organisation, recipient: Recipient) -> str:
    return shown(organisation.name, recipient.language, organisation.original_language).text


def _write(recipient: Recipient, sentences: Sequence[str], key: str, kind: str) -> None:
    subject = "" if recipient.channel == PHONE else sentences[0]
    letter = Letter(subject, "\n".join(sentences))
    tell(recipient, letter, key=f"{key}:{recipient.key}"[:200], kind=kind)
