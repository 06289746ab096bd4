"""Why a change goes back, as a picture and few words that can be read aloud."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from producers.domain.moderation import Reason


@dataclass(frozen=True)
class ReasonShown:
    """A reason as it is shown: its code, a symbol of the sprite, its word in the language that is active."""

    code: str
    icon: str
    word: str


_WORDS: Mapping[Reason, tuple[str, Callable[[], str]]] = {
    Reason.TOO_DARK: ("moon", lambda: _("The photo is too dark. Take it again near a window.")),
    Reason.BLURRED: ("eye-off", lambda: _("The photo is not sharp. Hold the phone still and take it again.")),
    Reason.NOT_WHOLE: ("whole", lambda: _("The photo does not show the whole piece.")),
    Reason.NOT_HERS: ("person", lambda: _("This photo does not seem to be of your own work.")),
    Reason.PRICE_MISSING: ("coin", lambda: _("The price is missing.")),
    Reason.SIZE_MISSING: ("ruler", lambda: _("The size is missing.")),
    Reason.WORDS_UNCLEAR: ("edit", lambda: _("The words are not clear. Say it again in your own words.")),
    Reason.SOUND_UNCLEAR: ("sound", lambda: _("We cannot hear you well. Record it again in a quiet place.")),
    Reason.NO_CONSENT: ("hand", lambda: _("A person in the photo has not agreed to be shown.")),
    Reason.NEEDS_PROOF: ("shield", lambda: _("This has to be proven first: a paper or a visit.")),
    Reason.ASK_ME: ("phone", lambda: _("Call us. We explain it to you.")),
}


def reason_shown(code: str) -> ReasonShown:
    """Return the picture and word of a reason. Raises ``ValueError`` for an unknown code."""
    reason = Reason(code)
    icon, word = _WORDS[reason]
    return ReasonShown(reason.value, icon, word())


def reasons_shown(codes: Iterable[str] | None = None) -> list[ReasonShown]:
    """Return pictures and words of these reasons, of all when none are named."""
    return [reason_shown(code) for code in (Reason if codes is None else codes)]
