"""The folded words by which a document is found; indexed by the search layer's backend, as goods are."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class LibraryRow(index.Indexed, models.Model):
    """One document that is public: what its record says, weighing more, and the words of its file.

    Each word of the file stands once: an index of positions has a limit, and a long book would pass it.
    """

    document = models.OneToOneField(
        "tiwizi_library.Document", models.CASCADE, primary_key=True, related_name="search_row"
    )
    title = models.TextField()
    text = models.TextField(blank=True)

    search_fields = [index.SearchField("title", boost=4), index.SearchField("text")]

    class Meta:
        verbose_name = _("search row of a document")
        verbose_name_plural = _("search rows of documents")

    def __str__(self) -> str:
        return str(self.document_id)
