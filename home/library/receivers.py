"""What the fund does once something happened: searches find a document, readers are told."""

from home.library.actions.refresh import CHANGED, note_indexed, show_first_pages
from home.library.loan_letters import write_of_kept, write_of_loan
from home.library.models import Loan, Reservation, Visit
from home.library.room_letters import write_to
from home.library.search import index_documents
from producers.announcements import Announced, receives
from producers.domain.told import Told


@receives(CHANGED, tells=())
def follow_the_change(announced: Announced) -> None:
    """Index the words, and show the first page where everybody may see it."""
    index_documents(announced.payload["documents"])
    note_indexed(announced.payload["documents"])
    show_first_pages(announced.payload["documents"])


@receives("visit.booked", "visit.cancelled", "visit.closed", tells=(Told.REGISTERED,))
def tell_the_reader(announced: Announced) -> None:
    """Write to whoever has, or had, a seat in a reading room."""
    visit = Visit.objects.get(pk=announced.payload["visit"])
    write_to(visit, kind=announced.kind, key=announced.key)


@receives("loan.lent", "loan.due", "loan.late", tells=(Told.REGISTERED,))
def tell_the_borrower(announced: Announced) -> None:
    """Write to whoever has a copy."""
    rows = Loan.objects.select_related("copy__document", "card")
    loan = rows.get(pk=announced.payload["loan"])
    write_of_loan(loan, kind=announced.kind, key=announced.key)


@receives("loan.ready", tells=(Told.REGISTERED,))
def tell_who_waited(announced: Announced) -> None:
    """Write to whoever waited that a copy is kept for her."""
    rows = Reservation.objects.select_related("document", "card")
    one = rows.get(pk=announced.payload["reservation"])
    write_of_kept(one, kind=announced.kind, key=announced.key)
