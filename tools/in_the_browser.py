"""A purchase by keyboard and a reading without a line, in a running shop: ``in_the_browser.py ADDRESS``.

A program of its own, because it needs the packages of the tests.
"""

import sys

from keyboard import NotReachedError, a_browser, buy_by_keyboard
from without_a_line import NotKeptError, read_offline


def main(base: str) -> int:
    """Try both in French and Arabic; return 1 when one fails."""
    with a_browser() as browser:
        for lang in ("fr", "ar"):
            try:
                print(f"-- bought by keyboard alone: {buy_by_keyboard(browser, base, lang)}")
                read_offline(browser, base, lang)
                print(f"-- read without a line in {lang}")
            except (NotReachedError, NotKeptError) as error:
                print(f"-- failed in the browser: {error}")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
