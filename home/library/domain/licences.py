"""Under which conditions a document may be read here. Nothing is kept as a file without one of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """``is_open`` says that the file may be handed to everybody; ``url`` is the licence's own address."""

    url: str
    is_open: bool = True


LICENCES = {
    "cc0": Licence("https://creativecommons.org/publicdomain/zero/1.0/"),
    "public-domain": Licence("https://creativecommons.org/publicdomain/mark/1.0/"),
    "cc-by": Licence("https://creativecommons.org/licenses/by/4.0/"),
    "cc-by-sa": Licence("https://creativecommons.org/licenses/by-sa/4.0/"),
    "cc-by-nc": Licence("https://creativecommons.org/licenses/by-nc/4.0/"),
    "cc-by-nc-nd": Licence("https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    "permission": Licence(""),
    "on-site": Licence("", is_open=False),
}


def is_open(code: str) -> bool:
    """Say whether a file under this licence may be handed to everybody."""
    return code in LICENCES and LICENCES[code].is_open


SHELF_MOST = 200 * 1000 * 1000
"""Bytes of open files that one device keeps for reading without a line; a film of ten minutes is 100 MB."""
