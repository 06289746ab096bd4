"""The folded text that searches look in; indexed by the search layer's backend."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class SearchRow(index.Indexed, models.Model):
    """One product in one language, folded as queries are. ``title`` weighs more than ``text``."""

    product = models.ForeignKey("tiwizi_shop.Product", models.CASCADE, related_name="search_rows")
    language = models.CharField(max_length=8)
    title = models.TextField()
    text = models.TextField(blank=True)

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("text"),
        index.FilterField("language"),
    ]

    class Meta:
        verbose_name = _("search row")
        verbose_name_plural = _("search rows")
        constraints = [models.UniqueConstraint(fields=["product", "language"], name="tiwizi_one_search_row")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.language}"


class SearchWord(models.Model):
    """One word that the index of a language holds, and in how many rows."""

    language = models.CharField(max_length=8)
    word = models.CharField(max_length=40)
    rows = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="tiwizi_one_search_word")]

    def __str__(self) -> str:
        return f"{self.word} ({self.language})"
