"""What the fund does once something happened: searches find a document, readers are told."""

from home.library.actions.refresh import CHANGED, note_indexed, show_first_pages
from home.library.models import Visit
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
