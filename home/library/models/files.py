"""The files of the fund and the words in them. They lie where no address serves them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from producers.conf import private_storage


class DocumentFile(models.Model):
    """One file that was looked into before it was kept; it never changes. A better one is a new row.

    ``public_preview`` is the name of the drawn first page among the public media while a document that
    everybody may read shows it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("its words are not read yet")
        READ = "read", _("its words are read")
        WORDLESS = "wordless", _("no words in it")
        FAILED = "failed", _("its words could not be read")

    file = models.FileField(_("file"), upload_to="library/", storage=private_storage)
    name = models.CharField(_("name as it was sent"), max_length=150)
    kind = models.CharField(_("kind of file"), max_length=8)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("check sum"), max_length=64, db_index=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    state = models.CharField(_("words"), max_length=10, choices=State, default=State.WAITING)
    preview = models.CharField(_("first page, drawn"), max_length=150, blank=True)
    public_preview = models.CharField(_("first page, public"), max_length=150, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("file of the fund")
        verbose_name_plural = _("files of the fund")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "read", "wordless", "failed"]),
                name="tiwizi_library_file_state",
            ),
            models.CheckConstraint(
                condition=Q(pages=None) | Q(pages__gte=1, pages__lte=2000), name="tiwizi_library_file_pages"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentPage(models.Model):
    """The words of one page, or of one piece of a file that has no pages; ``folded`` as searches compare."""

    file = models.ForeignKey(DocumentFile, models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    folded = models.TextField()

    class Meta:
        ordering = ["file", "number"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="tiwizi_library_one_text_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"
