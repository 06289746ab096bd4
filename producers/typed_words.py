"""What is said to whoever typed words that are not taken."""

from django.utils.translation import gettext as _

from producers.domain.typed import TypedError, TypedFault


def typed_message(error: TypedError) -> str:
    """Return the sentence, in the language that is active."""
    sentence = {
        TypedFault.TOO_LONG: _("This text is too long: at most %(limit)d letters."),
        TypedFault.CODE: _("This text has program code in it. Write it in plain words."),
        TypedFault.CODE_LINK: _("This text has a link to a program in it. Take the link out."),
        TypedFault.TURNED: _("This text has hidden signs that turn its letters around. Type it again."),
    }[error.fault]
    return sentence % {"limit": error.limit}
