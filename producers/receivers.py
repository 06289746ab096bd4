"""What the ground floor says about what happened."""

from django.contrib.auth.backends import ModelBackend

from producers import conf
from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.letters import EMAIL, Recipient
from producers.letters import write_letter
from producers.models import Report

OPERATE = "tiwizi_shop.operate_shop"


@receives("page.reported")
def tell_operators_of_a_report(announced: Announced) -> None:
    """A visitor says that something is wrong with a page."""
    report = Report.objects.get(pk=announced.payload["report"])
    # A path typed by a stranger becomes a link only if it stays on this site.
    url = conf.site_url() + report.path if report.path.startswith("/") else ""
    tell_operators("producers/mail/page_reported", announced, {"report": report, "url": url})


def tell_operators(template: str, announced: Announced, context: dict[str, object]) -> None:
    """Write to everybody who operates the shop, in the language of the site."""
    for address in operator_addresses():
        letter = write_letter(template, context, language=conf.language(), channel=EMAIL)
        recipient = Recipient(EMAIL, address, conf.language())
        tell(recipient, letter, key=f"{announced.key}:{address}"[:200], kind=announced.kind)


def operator_addresses() -> list[str]:
    """Return the addresses of operators, each once, sorted."""
    users = ModelBackend().with_perm(OPERATE)
    own = {user.email for user in users if getattr(user, "email", "")}
    return sorted(own | set(conf.operators()))
