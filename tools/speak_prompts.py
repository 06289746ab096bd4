"""Have a machine say what the portal's screens say, for the demo: ``speak_prompts.py [code ...]``.

Needs Debian's ``espeak-ng`` and ``opus-tools``. Only what is missing, or is named, is made anew. Its voice is
a stand-in: people who listen deserve a person's.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "site/demo/voices"
VOICES = {"fr": "fr-fr", "ar": "ar"}
WORDS_A_MINUTE = "140"
# The desk shows a sign for these; a person knows what to say, a machine has to be told.
SAID = {
    "fr": {
        "digit.and": "et", "digit.million": "million", "currency.MAD": "dirhams",
        "currency.EUR": "euros", "currency.USD": "dollars", "currency.cents": "centimes",
    },
    "ar": {
        "digit.and": "و", "digit.thousands": "آلاف", "digit.million": "مليون", "currency.MAD": "درهم",
        "currency.EUR": "يورو", "currency.USD": "دولار", "currency.cents": "سنتيم",
    },
}  # fmt: skip


def main() -> int:
    """Make the recordings that are missing; return the exit code."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storefront.settings.test")
    import django

    django.setup()
    from django.utils.translation import override

    from producers.prompts.known import prompts

    for lang in VOICES:
        with override(lang):
            spoken = {prompt.code: str(prompt.text) for prompt in prompts() if prompt.is_needed_in(lang)}
        _forget_others(lang, spoken)
        for code, text in spoken.items():
            target = FOLDER / lang / f"{code}.opus"
            if code in sys.argv[1:] or not target.exists():
                _speak(SAID[lang].get(code, text), lang, target)
    return 0


def _forget_others(lang: str, spoken: dict[str, str]) -> None:
    for path in (FOLDER / lang).glob("*.opus"):
        if path.stem not in spoken:
            path.unlink()


def _speak(text: str, lang: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(suffix=".wav") as wave:
        speak = ["espeak-ng", "-v", VOICES[lang], "-s", WORDS_A_MINUTE, "-w", wave.name, text]
        subprocess.run(speak, check=True)
        pack = ["opusenc", "--quiet", "--speech", "--bitrate", "14", "--downmix-mono", "--discard-comments"]
        subprocess.run([*pack, "--serial", "1", wave.name, str(target)], check=True)
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
