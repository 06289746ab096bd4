"""Who is let in because an OpenID issuer signs her in: what an operator types of her."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop import conf
from shop.domain.openid import LONGEST_SUBJECT, KnownBy, name_of

WAYS = [
    (KnownBy.CLIENT.value, _("a program, by its client_id")),
    (KnownBy.SUBJECT.value, _("an account, by its sub")),
]


class ElsewhereForm(forms.Form):
    """An issuer, and a name that it gives."""

    issuer = forms.ChoiceField(label=_("Who signs it in"))
    known_by = forms.ChoiceField(label=_("What is signed in"), choices=WAYS)
    subject = forms.CharField(label=_("Name there"), max_length=LONGEST_SUBJECT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["issuer"].choices = [(name, name) for name in conf.openid()]

    def known_as(self) -> str:
        """Return the name as it is kept."""
        return name_of(KnownBy(self.cleaned_data["known_by"]), self.cleaned_data["subject"])


class MaybeElsewhereForm(ElsewhereForm):
    """The same where it may be left out, and is not asked for when no issuer is believed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("issuer", "known_by", "subject"):
            self.fields[name].required = False
            if not conf.openid():
                del self.fields[name]
        if "subject" in self.fields:
            self.fields["subject"].help_text = _("Empty: a token of ours.")
