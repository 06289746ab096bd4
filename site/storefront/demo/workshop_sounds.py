"""Sounds of workshops for works of the exhibition, reckoned and marked as such: nobody was recorded."""

import io
import math
import random
import wave
from collections.abc import Iterable

from home.exhibition.models import Work
from producers.actions.recordings import approve_recording, keep_recording
from producers.domain.actors import SYSTEM
from producers.sounds import checked_sound
from shop.models import Product
from storefront.demo.data import read

RATE, SECONDS = 8000, 4
Beat = tuple[float, float, float, float]
"""When it begins (s), how high (Hz), how fast it fades (a second), how loud (0 to 1)."""
BENDIR: tuple[Beat, ...] = tuple(
    (turn + at, pitch, fades, loud)
    for turn in range(SECONDS)
    for at, pitch, fades, loud in (
        (0, 90, 9, 0.9),
        (0.375, 240, 22, 0.45),
        (0.5, 90, 9, 0.7),
        (0.75, 240, 22, 0.5),
    )
)
LOOM: tuple[Beat, ...] = tuple(
    (turn * 0.8 + at, pitch, fades, loud)
    for turn in range(5)
    for at, pitch, fades, loud in ((0, 140, 30, 0.7), (0.12, 130, 30, 0.6), (0.45, 900, 60, 0.15))
)
SOUNDS = {
    "bendir-des-fetes": (BENDIR, "Son d’atelier fabriqué pour la démonstration : le bendir."),
    "tapis-marmoucha": (LOOM, "Son d’atelier fabriqué pour la démonstration : le métier à tisser."),
    "tapis-damier": (LOOM, "Son d’atelier fabriqué pour la démonstration : le métier à tisser."),
}


def load_sounds() -> None:
    """Give each of these works its sound; a second run changes nothing."""
    likes = {one["slug"]: one["like"] for one in read("exhibition.yaml")["works"]}
    for work in Work.objects.filter(slug__in=SOUNDS, recording=None):
        beats, words = SOUNDS[work.slug]
        sound = checked_sound(io.BytesIO(sound_of(beats)), f"demo-{work.slug}")
        like = Product.objects.get(slug=likes[work.slug])
        row = keep_recording(like, sound, language="fr", actor=SYSTEM, transcript=words)
        work.recording = approve_recording(row, actor=SYSTEM)
        work.save(update_fields=["recording"])
        work.save_revision().publish()


def sound_of(beats: Iterable[Beat]) -> bytes:
    """Return beats as a WAV file of one voice, 8 bits a sample."""
    noise = random.Random(1).random
    total = [0.0] * (RATE * SECONDS)
    for begins, pitch, fades, loud in beats:
        first = int(begins * RATE)
        for place in range(first, min(len(total), first + RATE // 3)):
            at = (place - first) / RATE
            tone = math.sin(2 * math.pi * pitch * at) + 0.3 * (noise() - 0.5)
            total[place] += loud * math.exp(-fades * at) * tone
    return _as_wave(bytes(max(0, min(255, round(128 + 100 * one))) for one in total))


def _as_wave(samples: bytes) -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(samples)
    return kept.getvalue()
