"""What is said when a product claims a material that nothing proves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def claim_sentence(claims: Iterable[str]) -> str:
    """Say what has to be proven, or left out."""
    names = {"argan": _("argan"), "silk": _("silk")}
    said = ", ".join(str(names.get(code, code)) for code in claims)
    return _("This has to be proven before buyers read it, or left out: %(claims)s.") % {"claims": said}
