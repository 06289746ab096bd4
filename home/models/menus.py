"""The links around every page, chosen by editors."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page

from home.domain.addresses import is_address


class Menu(ClusterableModel):
    """One list of links in one language. A place without one shows the links that the shop comes with."""

    class Place(models.TextChoices):
        HEAD = "head", _("under the shop's name")
        FIRST = "first", _("at the foot, first column")
        SECOND = "second", _("at the foot, second column")
        THIRD = "third", _("at the foot, third column")

    place = models.CharField(pgettext_lazy("menu", "place"), max_length=10, choices=Place)
    locale = models.ForeignKey(
        "wagtailcore.Locale", models.CASCADE, verbose_name=_("language"), related_name="+"
    )
    title = models.CharField(
        _("title"), max_length=40, blank=True, help_text=_("Stands above the links at the foot of the page.")
    )

    panels = [
        FieldPanel("place"),
        FieldPanel("locale"),
        FieldPanel("title"),
        InlinePanel("links", label=_("links"), min_num=1, max_num=8),
    ]

    class Meta:
        ordering = ["locale", "place"]
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [
            models.UniqueConstraint(fields=["place", "locale"], name="tiwizi_one_menu_per_place"),
            models.CheckConstraint(
                condition=Q(place__in=["head", "first", "second", "third"]), name="tiwizi_menu_place"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_place_display())


class MenuLink(Orderable):
    """One link: to a page, which takes it away when it is no longer public, or to an address."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("words of the link"), max_length=40)
    page = models.ForeignKey(
        Page,
        models.CASCADE,
        verbose_name=_("page"),
        null=True,
        blank=True,
        related_name="+",
    )
    address = models.CharField(
        _("or address"),
        max_length=250,
        blank=True,
        help_text=_("For example /fr/products/ or https://example.org/."),
    )

    panels = [FieldPanel("label"), FieldPanel("page"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(
                condition=Q(page=None) ^ Q(address=""), name="tiwizi_menu_link_to_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Say in words what the database refuses, and which addresses are none."""
        if (self.page_id is None) == (not self.address):
            raise ValidationError({"address": _("Choose a page, or type an address.")})
        if self.address and not is_address(self.address):
            raise ValidationError({"address": _("This is not an address: start with / or https://.")})
