"""Join the storefront's style sheets into one file: ``python tools/build_css.py``.

The fonts are a second one, which a page takes once it stands; who saves data does without it.

Starts at ``index.css``, puts each imported file once where it is first imported, drops comments and
line breaks, and keeps addresses of fonts and pictures right. No dependency: a build saves requests only.
"""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ("site", "shop", "producers", "home", "home/*")
STATIC = [folder for app in APPS for folder in sorted(ROOT.glob(f"{app}/static"))]
INDEX = "storefront/css/index.css"
TARGET = "storefront/css/site.css"
FONTS = "storefront/css/site-fonts.css"
WEB_FONT = re.compile(r"@font-face \{[^}]*url\([^}]*\}\n?")
IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')
ADDRESS = re.compile(r'url\("(?!data:)([^"#][^"]*)"\)')
LAYERS = re.compile(r"^@layer [\w, ]+;\n?", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def find(name: str) -> Path:
    """Return the file that a static name stands for. Raises ``FileNotFoundError``."""
    for folder in STATIC:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(name)


def join(name: str, seen: set[str]) -> str:
    """Return one style sheet with its imports in place; a second import of a file adds nothing."""
    if name in seen:
        return ""
    seen.add(name)
    text = COMMENT.sub("", find(name).read_text(encoding="utf-8"))
    parts = IMPORT.split(text)
    own = LAYERS.sub("", "".join(parts[::2]))
    imported = [join(_beside(name, address), seen) for address in parts[1::2]]
    return "".join(imported) + ADDRESS.sub(lambda found: _moved(name, found[1]), own)


def build() -> str:
    """Return the whole style sheet: the order of layers, then every file."""
    order = LAYERS.search(find(INDEX).read_text(encoding="utf-8"))
    joined = join(INDEX, set())
    return (order[0] if order else "") + re.sub(r"\n\s*", "\n", joined).strip() + "\n"


def _beside(name: str, address: str) -> str:
    return os.path.normpath(os.path.join(os.path.dirname(name), address))


def _moved(name: str, address: str) -> str:
    moved = os.path.relpath(_beside(name, address), os.path.dirname(TARGET))
    return f'url("{moved}")'


def main() -> None:
    """Write the style sheets that changed."""
    whole = build()
    for name, text in ((TARGET, WEB_FONT.sub("", whole)), (FONTS, "".join(WEB_FONT.findall(whole)))):
        target = STATIC[0] / name
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
