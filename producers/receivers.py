"""What the ground floor says about what happened."""

from producers import conf
from producers.actions.tell_operators import tell_operators
from producers.announcements import Announced, receives
from producers.models import Report


@receives("page.reported")
def tell_operators_of_a_report(announced: Announced) -> None:
    """A visitor says that something is wrong with a page."""
    report = Report.objects.get(pk=announced.payload["report"])
    # A path typed by a stranger becomes a link only if it stays on this site.
    url = conf.site_url() + report.path if report.path.startswith("/") else ""
    tell_operators("producers/mail/page_reported", announced, {"report": report, "url": url})
