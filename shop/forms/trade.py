"""What a trade buyer types: who the organisation is, what it looks for, and that it takes a quote."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from producers.domain.shown import shown
from producers.models import Craft, Label
from shop.actions.request_photos import Drawn, draw_pictures
from shop.actions.sourcing import Sought
from shop.actions.trade_buyers import Application
from shop.checkout_words import method_text
from shop.domain.contact import read_email, read_line, read_name, read_note, read_phone
from shop.domain.countries import country_names, is_country
from shop.domain.entries import Entry, Refusal
from shop.domain.errors import RefusedError
from shop.domain.price_helper import AmountError, read_price
from shop.domain.trade_quotes import LONGEST_DAYS, MOST_PIECES, is_date_wanted
from shop.forms.address import AddressForm
from shop.forms.changes import PhotosField, PhotosInput
from shop.forms.choices import LongSelect
from shop.models import Category, Market, TradeBuyer
from shop.refusals import refusal_text

WIDEST = 20_000
TEXT = 2000


def _read(form: forms.Form, name: str, entry: Entry, *, required: bool = True) -> str:
    """Return what may be kept of a field. Raises ``ValidationError`` with the domain's reason."""
    is_empty = entry.error is Refusal.REQUIRED or not (entry.value or entry.error)
    if is_empty and not required:
        return ""
    error = Refusal.REQUIRED if is_empty else entry.error
    if error:
        raise forms.ValidationError(refusal_text(name, error))
    return entry.value


def _line(label: Any, *, limit: int = WIDEST, required: bool = True, **kwargs: Any) -> forms.CharField:
    attrs = kwargs.pop("attrs", {})
    return forms.CharField(
        label=label, required=required, max_length=limit, widget=forms.TextInput(attrs=attrs), **kwargs
    )


class CountryForm(forms.Form):
    """A form that asks for a country among others."""

    country = forms.ChoiceField(label=_("Country"))
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"] = forms.ChoiceField(
            label=self.fields["country"].label,
            choices=[("", _("Choose")), *country_names(get_language() or "fr")],
            widget=LongSelect,
        )
        for name, field in self.fields.items():
            field.error_messages["required"] = refusal_text(name, Refusal.REQUIRED)


class TradeBuyerForm(CountryForm):
    """Who the organisation is, and whom to write to."""

    field_order = ("kind", "name", "country", "tax_number", "website", "contact", "email", "phone")

    kind = forms.ChoiceField(
        label=_("What are you?"), choices=TradeBuyer.Kind.choices, widget=forms.RadioSelect
    )
    name = _line(_("Name of the organisation"), attrs={"autocomplete": "organization"})
    country = forms.ChoiceField(label=_("Country"))
    tax_number = _line(
        _("Tax or register number"),
        help_text=_("ICE in Morocco, VAT number in Europe. We look it up."),
        attrs={"dir": "ltr", "autocomplete": "off"},
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "url"}),
    )
    contact = _line(_("Person to write to"), attrs={"autocomplete": "name"})
    email = _line(_("E-mail"), attrs={"type": "email", "dir": "ltr", "autocomplete": "email"})
    phone = _line(_("Phone"), required=False, attrs={"type": "tel", "dir": "ltr", "autocomplete": "tel"})

    def clean_name(self) -> str:
        """One line with a letter in it."""
        return _read(self, "name", read_name(self.cleaned_data["name"]))

    def clean_tax_number(self) -> str:
        """One line: its form differs from country to country."""
        return _read(self, "tax_number", read_line(self.cleaned_data["tax_number"], 40))

    def clean_contact(self) -> str:
        """A person's name."""
        return _read(self, "name", read_name(self.cleaned_data["contact"]))

    def clean_email(self) -> str:
        """An e-mail address."""
        return _read(self, "email", read_email(self.cleaned_data["email"]))

    def clean_phone(self) -> str:
        """A phone number, dialled from the country, or nothing."""
        country = str(self.data.get("country", ""))
        home = country if is_country(country) else "MA"
        return _read(self, "phone", read_phone(self.cleaned_data["phone"], home), required=False)

    def application(self) -> Application:
        """What was said, with the language of the page for letters."""
        return Application(**self.cleaned_data, language=get_language() or "fr")


def _named(rows: Iterable[Any], lang: str) -> list[tuple[str, str]]:
    return [(str(row.pk), shown(row.name, lang, "fr").text) for row in rows]


def pictures_field() -> PhotosField:
    """Return a field for pictures of what is looked for."""
    return PhotosField(
        label=_("Pictures"),
        required=False,
        help_text=_("At most four: a model, a drawing, a colour. We and the makers who are asked see them."),
        widget=PhotosInput(attrs={"accept": "image/*", "multiple": True}),
    )


def drawn(files: Sequence["File[bytes]"]) -> list[Drawn]:
    """Return pictures as they are kept. Raises ``ValidationError`` with what is wrong with one."""
    try:
        return draw_pictures(files)
    except RefusedError as refusal:
        raise forms.ValidationError(picture_sentence(refusal)) from refusal


def picture_sentence(refusal: RefusedError) -> str:
    """Return why pictures of a request are not taken; a PDF is none."""
    if refusal.facts.get("reason") == "too_many":
        return str(_("At most four pictures."))
    return str(_("Send pictures (JPEG, PNG, WebP) of at most 20 MB each."))


class PicturesForm(forms.Form):
    """More pictures for a request that is open."""

    pictures = pictures_field()
    use_required_attribute = False

    def clean_pictures(self) -> list[Drawn]:
        """Pictures as they are kept."""
        return drawn(self.cleaned_data["pictures"])


class RequestForm(CountryForm):
    """What is looked for: one page, nothing that only a maker would know."""

    field_order = (
        "category",
        "craft",
        "what",
        "pictures",
        "quantity",
        "wanted_by",
        "country",
        "town",
        "target",
        "labels",
    )

    category = forms.ModelChoiceField(Category.objects.none(), label=_("What kind of thing?"))
    craft = forms.ModelChoiceField(Craft.objects.none(), label=_("Which craft?"), required=False)
    what = forms.CharField(
        label=_("What are you looking for?"),
        max_length=WIDEST,
        help_text=_("Size, material, colours, packing: what a maker has to know."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    pictures = pictures_field()
    quantity = forms.IntegerField(
        label=_("How many pieces?"),
        min_value=1,
        max_value=MOST_PIECES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}),
    )
    wanted_by = forms.DateField(
        label=_("Wanted by"), widget=forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
    )
    country = forms.ChoiceField(label=_("Country of delivery"))
    town = _line(_("Town of delivery"))
    target = _line(
        _("A price for one that would fit"),
        required=False,
        help_text=_("In the currency of the country of delivery. Makers name their own price."),
        attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"},
    )
    labels = forms.ModelMultipleChoiceField(
        Label.objects.none(),
        label=_("Proven labels that you need"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = get_language() or "fr"
        for name, rows in (
            ("category", Category.objects.all()),
            ("craft", Craft.objects.all()),
            ("labels", Label.objects.all()),
        ):
            field: Any = self.fields[name]
            field.queryset = rows
            empty = [] if name == "labels" else [("", _("Choose") if name == "category" else _("any"))]
            field.choices = [*empty, *_named(rows, lang)]
        for name in ("craft", "labels"):  # nothing is asked of what there is nothing to choose from
            if not [key for key, _label in self.fields[name].choices if key]:  # type: ignore[attr-defined]  # a choice field
                del self.fields[name]

    def clean_what(self) -> str:
        """A text of several lines."""
        return _read(self, "text", read_note(self.cleaned_data["what"], TEXT))

    def clean_pictures(self) -> list[Drawn]:
        """Pictures as they are kept."""
        return drawn(self.cleaned_data["pictures"])

    def clean_town(self) -> str:
        """One line."""
        return _read(self, "city", read_line(self.cleaned_data["town"], 100))

    def clean_wanted_by(self) -> Any:
        """A day ahead, and not in another age."""
        day, today = self.cleaned_data["wanted_by"], timezone.localdate()
        if not is_date_wanted(day, today):
            raise forms.ValidationError(_("Choose a day that is ahead, within two years."))
        return day

    def clean_target(self) -> Money | None:
        """An amount above zero in the currency that is paid in, or nothing."""
        typed, country = self.cleaned_data["target"].strip(), str(self.data.get("country", ""))
        if not typed or not is_country(country):
            return None
        try:
            return read_price(typed, str(Market.objects.for_country(country).currency))
        except AmountError as error:
            raise forms.ValidationError(_("Write an amount above zero, or leave it empty.")) from error

    def sought(self) -> Sought:
        """What was typed, as the desk takes it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "pictures"}
        return Sought(**typed | {"labels": tuple(typed.get("labels", ()))})

    @property
    def last_day(self) -> str:
        """The latest day that may be chosen."""
        return (timezone.localdate() + timedelta(days=LONGEST_DAYS)).isoformat()


class AcceptForm(AddressForm):
    """Where it goes, how the advance is paid, and that the terms are taken."""

    method = forms.ChoiceField(label=_("How you pay the advance"), widget=forms.RadioSelect)
    accept = forms.BooleanField(label=_("We accept the terms of this quote and the terms of sale"))

    def __init__(self, *args: Any, ways: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("is_gift", *self.gift_fields):
            del self.fields[name]
        method: Any = self.fields["method"]
        method.choices = [(alias, method_text(alias)) for alias in ways]
        self.fields["name"].label = _("Person to write to")
        self.fields["country"].required = False
        self.fields["accept"].error_messages["required"] = _("Please read and accept the terms of sale.")
        method.error_messages["required"] = _("Choose how you pay.")
        method.error_messages["invalid_choice"] = _("Choose how you pay.")

    @property
    def person(self) -> list[forms.BoundField]:
        """Whom to tell and to call."""
        return [self["name"], self["phone"], self["email"]]

    def entries_with(self, accepted: Callable[[], dict[str, str]]) -> dict[str, Any]:
        """Return what is kept with the order, with the versions of the texts that were accepted."""
        return {**self.to_keep(), "country": self.to, "accepted": accepted()}
