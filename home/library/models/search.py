"""The folded words by which a document is found; indexed by the search layer's backend, as goods are."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class LibraryRow(index.Indexed, models.Model):
    """What the record of a public document says. Short, so that hits can be put in order of their weight."""

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


class LibraryWords(index.Indexed, models.Model):
    """All words of a public document that has a text: those of its file and of its record, each once.

    An index of positions has a limit, and a long book would pass it. Weighing such rows would read them
    whole, so that hits in them come in the order in which documents were catalogued.
    """

    document = models.OneToOneField(
        "tiwizi_library.Document", models.CASCADE, primary_key=True, related_name="search_words"
    )
    words = models.TextField()

    search_fields = [index.SearchField("words")]

    class Meta:
        verbose_name = _("words of a document")
        verbose_name_plural = _("words of documents")

    def __str__(self) -> str:
        return str(self.document_id)
