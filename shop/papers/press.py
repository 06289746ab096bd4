"""The press: from a form and its values to a PDF. The only module that knows Typst.

A form is a file in ``forms/``; it gets every word and number as data, never as source, so nothing that a
person typed is read as instructions. It sees no network, no clock and no font but ours and those of
``SHOP["PAPER_FONTS"]``: the same values give the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shop import conf
from shop.domain.printable import printable

FORMS = Path(__file__).parent / "forms"
FONTS = Path(__file__).parent / "fonts"
ACCESSIBLE = "ua-1"
NO_LETTER = "could not be displayed"


class NoPressError(RuntimeError):
    """The packages that set papers are not installed: ``pip install tiwizi[pdf]``."""


def has_press() -> bool:
    """Say whether papers can be printed here."""
    return find_spec("typst") is not None and find_spec("segno") is not None


def print_paper(form: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Set the form ``form`` with ``data`` as a PDF dated ``at``, readable by programs for the blind.

    ``data`` holds texts, numbers, and lists and mappings of them; ``lang``, ``dir`` and ``title`` are needed.
    Raises ``NoPressError`` where the extra ``pdf`` is not installed.
    """
    if not has_press():
        raise NoPressError
    import typst  # an extra: whoever prints nothing does not need it

    compiler = typst.Compiler(
        str(FORMS / f"{form}.typ"), root=str(FORMS), font_paths=_fonts(tuple(conf.paper_fonts()))
    )
    values = {"data": json.dumps(_clean(data), ensure_ascii=False)}
    second = int(at.timestamp())
    try:
        return bytes(compiler.compile(sys_inputs=values, pdf_standards=[ACCESSIBLE], timestamp=second))
    except typst.TypstError as reason:
        if NO_LETTER not in reason.message:
            raise
        # The standard refuses a letter that no font has. A box in its place is better than no paper.
        return bytes(compiler.compile(sys_inputs=values, timestamp=second))


@cache
def _fonts(more: tuple[str, ...]) -> Any:
    import typst  # see above

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS), *more]
    )


def _clean(value: Any) -> Any:
    """Take out of every text what cannot be printed."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_clean(each) for each in value]
    return value
