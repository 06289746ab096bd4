"""What an act by a helper is called on her list: by the kind of thing that was touched, in few words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from producers.models import Act

OTHER = (_("Something in the shop was changed"), "star")
_words: dict[str, "tuple[str | Promise, str]"] = {
    "organisation": (_("Your page was changed"), "person"),
    "producerpage": (_("Your page was changed"), "person"),
    "consent": (_("What you agreed to was written down"), "check"),
    "picture": (_("A picture was sent"), "camera"),
}


def add_done_words(words: "dict[str, tuple[str | Promise, str]]") -> None:
    """Say what acts on a kind of row are called, and their picture."""
    _words.update(words)


def done_words(act: Act) -> "tuple[str | Promise, str]":
    """Return words and picture of one act."""
    return _words.get(act.kind, OTHER)
