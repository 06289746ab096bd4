"""An amount as the recordings that say it, in the listener's voice."""

from moneyed import Money

from producers.domain.voices import voices_for
from producers.prompts.heard import voice_now
from producers.reading.prompts import sound_of
from shop.domain.money import minor
from shop.domain.spoken_numbers import clips_of, counts_in


def sounds_of(amount: Money, lang: str) -> tuple[str, ...]:
    """Return the addresses of the clips in their order; none where one is missing or nobody counts so."""
    voice = voices_for(voice_now(), lang)[0]
    if not counts_in(voice):
        return ()
    codes = ("money.paid", *clips_of(minor(amount), amount.currency.code, voice))
    sounds = tuple(sound_of(code, lang) for code in codes)
    return sounds if all(sounds) else ()
