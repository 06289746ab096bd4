"""What the fund does once a document has changed: searches find it, its first page is shown or is not."""

from home.library.actions.refresh import CHANGED, note_indexed, show_first_pages
from home.library.search import index_documents
from producers.announcements import Announced, receives


@receives(CHANGED, tells=())
def follow_the_change(announced: Announced) -> None:
    """Index the words, and show the first page where everybody may see it."""
    index_documents(announced.payload["documents"])
    note_indexed(announced.payload["documents"])
    show_first_pages(announced.payload["documents"])
