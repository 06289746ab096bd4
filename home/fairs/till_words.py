"""What the till says when something cannot be."""

from django.utils.translation import gettext as _


def what_is_wrong(code: str) -> str:
    """Return the sentence for a receipt that could not be read."""
    words = {
        "lines": _("Touch what was sold."),
        "way": _("Say how it was paid."),
        "reference": _("Write the reference of the payment."),
        "given": _("Write the cash that was given: as much as the total, or more."),
        "total": _("This is more than a till takes."),
    }
    return words.get(code) or _("This receipt cannot be read.")


def till_is_unknown() -> str:
    """Return what an unknown or revoked device is told; what it holds stays with it."""
    return _("This till is not known any more. Nothing is lost: call us.")
