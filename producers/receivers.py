"""What the ground floor says about what happened."""

from producers import conf
from producers.actions.ask_for_code import CODE_KIND, send_code
from producers.actions.tell_help import tell_of_a_grant, tell_of_a_withdrawal
from producers.actions.tell_operators import tell_operators
from producers.actions.warn import CARD_MADE, PHONE_CHANGED, PIN_CLEARED
from producers.announcements import Announced, receives
from producers.domain.told import Told
from producers.letter_kinds import add_letters
from producers.models import GrantRequest, Organisation, Report

# Letters that no announcement is needed for: actions write them in their own transaction.
add_letters((CODE_KIND, CARD_MADE, PIN_CLEARED, PHONE_CHANGED), Told.KEY_HOLDER)
add_letters(("grant.code", "done.for_her"), Told.HERSELF)


@receives("page.reported", tells=(Told.OPERATORS,))
def tell_operators_of_a_report(announced: Announced) -> None:
    """A visitor says that something is wrong with a page."""
    report = Report.objects.get(pk=announced.payload["report"])
    # A path typed by a stranger becomes a link only if it stays on this site.
    url = conf.site_url() + report.path if report.path.startswith("/") else ""
    tell_operators("producers/mail/page_reported", announced, {"report": report, "url": url})


@receives("grant.given", tells=(Told.HERSELF,))
def tell_her_who_helps(announced: Announced) -> None:
    """She is told at once what she has allowed, so that a grant which is not hers does not stay unseen."""
    request = GrantRequest.objects.select_related("giver", "receiver").get(pk=announced.payload["request"])
    tell_of_a_grant(request, announced.key)


@receives("grant.withdrawn", tells=(Told.HERSELF,))
def tell_her_that_help_ended(announced: Announced) -> None:
    """She is told that somebody may no longer act for her."""
    found = Organisation.objects.in_bulk([announced.payload["giver"], announced.payload["receiver"]])
    tell_of_a_withdrawal(
        found[announced.payload["giver"]], found[announced.payload["receiver"]], announced.key
    )


@receives("door.code_asked", tells=())
def send_the_code(announced: Announced) -> None:
    """Somebody asks to come in with her phone."""
    send_code(announced.payload["code"])
