"""The first step of the checkout: who buys, and where it goes."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from producers.domain.regions import PROVINCES_BY_ISO, REGIONS, provinces_of
from shop.domain.addresses import LIMITS, Address, tidy_address
from shop.domain.checkout import Checkout, check_contact, check_destination
from shop.domain.communes import communes_of, read_commune, suggest_communes
from shop.domain.contact import read_email, read_name, read_note, read_phone
from shop.domain.countries import country_names
from shop.domain.country_rules import HOME, rule_for
from shop.domain.entries import Refusal
from shop.forms.choices import Listed, LongSelect
from shop.refusals import refusal_text

WIDEST = 20_000  # beyond what is kept, so that the domain says "too long" and what was typed stays


def _line(label: Any, *, required: bool = True, complete: str = "off", **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": complete, **kwargs.pop("attrs", {})})
    return forms.CharField(
        label=label, required=required, max_length=WIDEST, strip=True, widget=widget, **kwargs
    )


class ContactForm(forms.Form):
    """Whom to tell and to call. Also the whole step where nothing has to travel."""

    name = _line(_("Your name"), complete="name")
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=WIDEST,
        help_text=_("The courier calls before coming."),
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "dir": "ltr"}
        ),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=WIDEST,
        help_text=_("One of the two is enough: we send the confirmation there."),
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "dir": "ltr"}),
    )
    use_required_attribute = False
    blank: object = []  # no key: written anew each time

    def __init__(self, *args: Any, pays_from: str = HOME, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pays_from = pays_from
        _say_what_is_needed(self.fields)

    def clean(self) -> dict[str, Any]:
        """Let the domain judge, and put its words beside the fields."""
        for name, refusal in check_contact(self.entries(), self.pays_from).items():
            self.refuse(name, refusal_text(name, refusal))
        return self.cleaned_data

    def refuse(self, name: str, text: str) -> None:
        """Say once what is wrong with a field; what the form does not show is said on top."""
        if name not in self.fields:
            self.add_error(None, text)
        elif name not in self.errors:
            self.add_error(name, text)

    def typed(self, name: str) -> str:
        """What stands in a field, whatever is wrong with it."""
        return str(self.data.get(self.add_prefix(name), "")).strip()

    def entries(self) -> Checkout:
        """What was typed, as the domain reads it."""
        return Checkout(
            name=self.typed("name"),
            phone=self.typed("phone"),
            email=self.typed("email"),
            gift_note=self.typed("gift_note"),
            note=self.typed("note"),
        )

    def to_keep(self) -> dict[str, Any]:
        """What is kept with the cart once everything is right."""
        return {
            "name": read_name(self.typed("name")).value,
            "phone": read_phone(self.typed("phone"), self.pays_from).value,
            "email": read_email(self.typed("email")).value,
        }


class AddressForm(ContactForm):
    """Contact and address in one page: at home by commune and landmark, abroad by the country's rules."""

    country = forms.ChoiceField(label=_("Country"))
    is_gift = forms.BooleanField(
        label=_("It is a gift for somebody else"),
        required=False,
        help_text=_("The parcel shows no price."),
    )
    recipient = _line(_("Who receives it"), required=False)
    recipient_phone = forms.CharField(
        label=_("Phone of the person who receives it"),
        required=False,
        max_length=WIDEST,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "dir": "ltr", "autocomplete": "off"}
        ),
    )
    gift_note = forms.CharField(
        label=_("A note to put in"),
        required=False,
        max_length=WIDEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    gift_fields = ("recipient", "recipient_phone", "gift_note")

    def __init__(self, *args: Any, to: str = HOME, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to = to
        self.place_fields = _home_fields() if to == HOME else _abroad_fields(to)
        self.fields.update(self.place_fields)
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"),
            choices=_countries(get_language() or "fr"),
            initial=to,
            widget=LongSelect,
        )
        _say_what_is_needed(self.fields)

    def clean(self) -> dict[str, Any]:
        """Judge the contact, then the address; a commune that is nearly right is offered as a choice."""
        super().clean()
        if "country" in self.errors:
            return self.cleaned_data
        for name, refusal in check_destination(self.entries()).items():
            self.refuse(self._shown_as(name), refusal_text(name, refusal))
        return self.cleaned_data

    @property
    def blank(self) -> tuple[str, bool] | list[str]:
        """All that the fields follow from while nothing stands in them; no key where something does."""
        return (self.to, True) if not self.is_bound and not any(self.initial.values()) else []

    @property
    def places(self) -> list[forms.BoundField]:
        """The fields of the address."""
        return [self[name] for name in self.place_fields]

    @property
    def gift(self) -> list[forms.BoundField]:
        """The fields of a parcel for somebody else."""
        return [self[name] for name in ("is_gift", *self.gift_fields)]

    @property
    def is_gift_open(self) -> bool:
        """Say whether something stands in the fields of a gift, or has to be said about them."""
        return any(field.value() or field.errors for field in self.gift)

    def suggestions(self) -> list[str]:
        """Communes of the chosen province, for the list under the field."""
        lang = get_language() or "fr"
        return [commune.name(lang) for commune in communes_of(self._province(), lang)]

    def nearly(self) -> list[str]:
        """Communes that what was typed may have meant."""
        return [
            one.name(get_language() or "fr")
            for one in suggest_communes(self.typed("commune"), self._province(), 6)
        ]

    def entries(self) -> Checkout:
        """Contact and address as typed."""
        address = Address(
            recipient=self.typed("recipient") or self.typed("name"),
            phone=self.typed("recipient_phone") or self.typed("phone"),
            country=self.to,
            **{name: self.typed(name) for name in _address_names(self.to)},
            **(_placed(self._province(), self.typed("commune")) if self.to == HOME else {}),
        )
        contact = super().entries()
        return Checkout(
            name=contact.name,
            phone=contact.phone,
            email=contact.email,
            country=self.to,
            address=address,
            is_gift=bool(self.typed("is_gift")),
            gift_note=contact.gift_note,
        )

    def to_keep(self) -> dict[str, Any]:
        """Contact, address and gift."""
        entries = self.entries()
        return {
            **super().to_keep(),
            "country": self.to,
            "address": tidy_address(entries.address).as_data(),
            "is_gift": entries.is_gift,
            "gift_note": read_note(entries.gift_note).value if entries.is_gift else "",
        }

    def _province(self) -> str:
        typed = self.typed("province") if self.is_bound else str(self.initial.get("province", ""))
        return typed if typed in PROVINCES_BY_ISO else ""

    def _shown_as(self, name: str) -> str:
        """The field that stands for a part of the address on this page."""
        if name == "region":
            return "province"
        if name == "phone":
            return "recipient_phone" if self.typed("recipient_phone") else "phone"
        return name if name != "recipient" or self.typed("recipient") else "name"


def _say_what_is_needed(fields: Mapping[str, forms.Field]) -> None:
    """Give required fields the shop's own words for being empty."""
    for name, field in fields.items():
        field.error_messages["required"] = refusal_text(name, Refusal.REQUIRED)


def _placed(province: str, typed: str) -> dict[str, str]:
    """Province and commune as codes, the region that follows; a commune that is not found stays as typed."""
    commune = read_commune(typed, province) if typed and province else None
    region = PROVINCES_BY_ISO[province].region if province else ""
    return {
        "region": region,
        "province": province,
        "commune": commune.code if commune else typed[: LIMITS["commune"]],
    }


def _address_names(country: str) -> tuple[str, ...]:
    return (
        ("quarter", "street", "landmark", "postcode")
        if country == HOME
        else ("street", "city", "state", "postcode")
    )


def _home_fields() -> dict[str, forms.Field]:
    return {
        "province": forms.ChoiceField(
            label=_("Province or prefecture"),
            choices=_provinces(get_language() or "fr"),
            widget=LongSelect(attrs={"data-provinces": "", "autocomplete": "address-level1"}),
        ),
        "commune": _line(
            _("City or commune"), complete="address-level2", attrs={"list": "communes", "dir": "auto"}
        ),
        "quarter": _line(_("Quarter or douar"), required=False, complete="address-level3"),
        "landmark": _line(
            _("Landmark"),
            required=False,
            help_text=_("A mosque, a school, a shop: what the courier will see."),
        ),
        "street": _line(_("Street and number, if there is one"), required=False, complete="address-line1"),
        "postcode": _line(_("Postcode"), required=False, complete="postal-code"),
    }


def _abroad_fields(country: str) -> dict[str, forms.Field]:
    rule = rule_for(country)
    return {
        "street": _line(_("Street and number"), complete="address-line1"),
        "postcode": _line(_("Postcode"), required=rule.postcode_required, complete="postal-code"),
        "city": _line(_("City"), complete="address-level2"),
        "state": _line(_("State or province"), required=rule.state_required, complete="address-level1"),
    }


@cache
def _countries(lang: str) -> Listed:
    return Listed(country_names(lang))


@cache
def _provinces(lang: str) -> Listed:
    grouped = ((region.name(lang), _in_region(region.iso, lang)) for region in REGIONS)
    return Listed([("", _("Choose")), *grouped])


def _in_region(iso: str, lang: str) -> list[tuple[str, str]]:
    return [(one.iso, one.name(lang)) for one in provinces_of(iso)]
