"""One record model for all that the fund holds; its kind decides what pages and feeds make of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from stdnum import isbn, issn
from stdnum.exceptions import ValidationError as NumberError
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from home.library.domain.issued import is_issued, year_of
from producers.domain.export_ids import new_export_id
from producers.models.live import LiveStays

TAKEN = frozenset({"support", "room", "visit", "kiosk", "series", "card", "wait", "shelf"})
"""Addresses of the fund that no document may have."""


class DocumentLanguage(models.Model):
    """A language in which documents are written or spoken, by its ISO code; its name comes from the CLDR."""

    code = models.CharField(_("ISO code"), max_length=8, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("language of documents")
        verbose_name_plural = _("languages of documents")

    def __str__(self) -> str:
        return self.code


class DocumentQuerySet(models.QuerySet["Document"]):
    """Which documents who may see."""

    def public(self) -> "DocumentQuerySet":
        """Those that are published."""
        return self.filter(live=True)

    def once_public(self) -> "DocumentQuerySet":
        """Those that were ever published: harvesters are told when one of them is gone."""
        return self.filter(first_published_at__isnull=False)


class Document(
    LiveStays,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One document of the fund, with the elements of Dublin Core and its place on the shelf.

    ``creators`` and ``contributors`` hold one name a line, a person as ``Family, Given``. ``issued`` is a
    year, a month or a day in ISO 8601. The file of a draft is handed to nobody but editors.
    """

    class Kind(models.TextChoices):
        WORK = "work", pgettext_lazy("book", "work")
        JOURNAL = "journal", _("journal")
        PUBLICATION = "publication", _("publication of an institution")
        OFFICIAL = "official", _("official document")
        AUDIO = "audio", _("sound recording")
        VIDEO = "video", _("film")
        WEB = "web", _("web page")

    class Licence(models.TextChoices):
        CC0 = "cc0", _("CC0: no rights kept")
        PUBLIC_DOMAIN = "public-domain", _("public domain")
        CC_BY = "cc-by", _("CC BY 4.0: name the author")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0: name the author, share alike")
        CC_BY_NC = "cc-by-nc", _("CC BY-NC 4.0: name the author, no trade")
        CC_BY_NC_ND = "cc-by-nc-nd", _("CC BY-NC-ND 4.0: name the author, no trade, no changes")
        PERMISSION = "permission", _("published here with the owner's permission")
        ON_SITE = "on-site", _("to be read in the reading room only")

    LIVE = ("export_id", "created_at", "changed_at")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.WORK)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = I18nCharField(_("title"), max_length=250)
    description = I18nTextField(_("description"), blank=True)
    original_language = models.CharField(_("original language of the record"), max_length=8, default="fr")
    creators = models.TextField(
        _("creators"), blank=True, help_text=_("One a line: “Family, Given”, or the name of a body.")
    )
    contributors = models.TextField(_("contributors"), blank=True, help_text=_("One a line."))
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    place = models.CharField(_("place of publication"), max_length=120, blank=True)
    issued = models.CharField(
        _("date of publication"), max_length=10, blank=True, help_text=_("A year, a month or a day: 2024-05.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    edition = models.CharField(_("edition"), max_length=80, blank=True)
    extent = models.CharField(_("extent"), max_length=80, blank=True, help_text=_("For example: 212 p."))
    languages = ParentalManyToManyField(
        DocumentLanguage, verbose_name=_("languages"), blank=True, related_name="documents"
    )
    subjects = ParentalManyToManyField(
        "tiwizi_library.Subject", verbose_name=_("subjects"), blank=True, related_name="documents"
    )
    coverage = models.CharField(_("place it is about"), max_length=120, blank=True)
    isbn = models.CharField("ISBN", max_length=20, blank=True)
    issn = models.CharField("ISSN", max_length=9, blank=True)
    call_number = models.CharField(_("call number"), max_length=60, blank=True)
    source = models.CharField(_("taken from"), max_length=250, blank=True)
    address = models.URLField(_("address on the web"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=16, choices=Licence, blank=True)
    rights_holder = models.CharField(_("owner of the rights"), max_length=200, blank=True)
    file = models.ForeignKey(
        "tiwizi_library.DocumentFile",
        models.PROTECT,
        verbose_name=_("file"),
        null=True,
        blank=True,
        related_name="documents",
    )
    cover = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("cover"),
        null=True,
        blank=True,
        related_name="+",
    )
    is_fictional = models.BooleanField(_("made up, to show how it works"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed for readers"), null=True, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["live", "-year", "-id"], name="tiwizi_library_newest"),
            models.Index(fields=["changed_at"], name="tiwizi_library_changed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["work", "journal", "publication", "official", "audio", "video", "web"]),
                name="tiwizi_library_document_kind",
            ),
            models.CheckConstraint(
                condition=Q(file=None) | ~Q(licence=""),
                name="tiwizi_library_no_file_without_licence",
                violation_error_message=_("Say under which licence this file may be read here."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def clean(self) -> None:
        """Check what has a form of its own, and write it in that form."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.slug in TAKEN:
            wrong["slug"] = _("This address is taken by a page of the fund.")
        self.year = year_of(self.issued)
        if self.issued and not is_issued(self.issued):
            wrong["issued"] = _("Write a year, a month or a day: 2024, 2024-05 or 2024-05-17.")
        for name, written in (("isbn", isbn.validate), ("issn", _issn)):
            typed = getattr(self, name)
            try:
                setattr(self, name, written(typed) if typed else "")
            except NumberError:
                wrong[name] = _("This number is not right: look at it once more.")
        if wrong:
            raise ValidationError(wrong)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a reader would see."""
        return "home/library/document.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """All that the page shows, of this draft."""
        from home.library.reading.record import draft_page  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_page(self)}


def _issn(typed: str) -> str:
    """Write an ISSN with its dash. Raises the error of the package for a wrong one."""
    return str(issn.format(issn.validate(typed)))


class Holding(models.Model):
    """Which issues of a journal stand on the shelf, year by year."""

    document = ParentalKey(Document, on_delete=models.CASCADE, related_name="holdings")
    year = models.PositiveSmallIntegerField(_("year"))
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    issues = models.CharField(_("issues"), max_length=120, help_text=_("For example: 1–4, or 2, 3, 7."))
    missing = models.CharField(_("missing issues"), max_length=120, blank=True)

    class Meta:
        ordering = ["-year", "volume", "pk"]
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "year", "volume"], name="tiwizi_library_one_holding_a_volume"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.issues}"
