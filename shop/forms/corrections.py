"""How the buyer is reached and where her parcel goes: what may be corrected without another price."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PHONE = {"type": "tel", "inputmode": "tel", "dir": "ltr", "autocomplete": "tel"}
AT_HOME = ("quarter", "street", "landmark")
ABROAD = ("street", "city")


class ContactCorrection(forms.Form):
    """Name, phone, e-mail. The domain judges them."""

    name = forms.CharField(label=_("Your name"), required=False, strip=True)
    phone = forms.CharField(label=_("Phone"), required=False, widget=forms.TextInput(attrs=PHONE))
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "dir": "ltr"}),
    )
    use_required_attribute = False


class AddressCorrection(forms.Form):
    """The door, within the place that the delivery was priced for."""

    recipient = forms.CharField(label=_("Who receives it"), required=False)
    phone = forms.CharField(
        label=_("Phone of the person who receives it"), required=False, widget=forms.TextInput(attrs=PHONE)
    )
    quarter = forms.CharField(label=_("Quarter or douar"), required=False)
    street = forms.CharField(label=_("Street and number"), required=False)
    landmark = forms.CharField(label=_("Landmark"), required=False)
    city = forms.CharField(label=_("City"), required=False)
    note = forms.CharField(label=_("Note for the courier"), required=False)
    use_required_attribute = False

    def __init__(self, *args: Any, is_home: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {*AT_HOME, *ABROAD} - set(AT_HOME if is_home else ABROAD):
            del self.fields[name]
