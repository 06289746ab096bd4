"""What whoever asked for help is told, where she wants it and in her language; and operators with her."""

from django.utils import translation

from producers.actions.tell import tell
from producers.actions.tell_operators import tell_operators
from producers.announcements import Announced, receives
from producers.domain.letters import reach
from producers.domain.told import Told
from producers.letters import link, write_letter
from shop.case_words import NEWS, OUTCOMES
from shop.models import Case, CaseContact, CaseMessage

IN_A_PHONE_MESSAGE = 300


@receives(*NEWS, tells=(Told.ASKER,))
def tell_the_asker(announced: Announced) -> None:
    """Say that it has arrived, what the answer is, or how it ended. An erased contact is told nothing."""
    case = Case.objects.get(pk=announced.payload["case"])
    contact = CaseContact.objects.filter(case=case).first()
    recipient = reach(email=contact.email, phone=contact.phone, language=case.language) if contact else None
    if recipient is None or case.kind == Case.Kind.DISPUTE:
        return
    with translation.override(case.language):
        sentence = NEWS[announced.kind]() % {"number": case.number}
        ended = OUTCOMES[case.outcome]() if announced.kind == "case.closed" and case.outcome else ""
    said = CaseMessage.objects.filter(pk=announced.payload.get("message")).first()
    text = said.text if said else ended
    context = {
        "number": case.number,
        "sentence": sentence,
        "text": text,
        "short": text if len(text) <= IN_A_PHONE_MESSAGE else f"{text[:IN_A_PHONE_MESSAGE]}…",
        "link": link("shop:case", language=case.language, token=case.token),
    }
    letter = write_letter("shop/mail/case_news", context, language=case.language, channel=recipient.channel)
    tell(recipient, letter, key=f"{announced.key}:asker", kind=announced.kind)


@receives("case.opened", "case.written", tells=(Told.OPERATORS,))
def tell_who_helps(announced: Announced) -> None:
    """Tell the operators that somebody waits. What was said stays in the office: letters travel far."""
    case = Case.objects.select_related("order").get(pk=announced.payload["case"])
    tell_operators("shop/mail/case_office", announced, {"case": case})
