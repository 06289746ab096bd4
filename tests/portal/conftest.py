"""One browser for all tests of a file: to start one costs more than most of them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.portal.phone import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def player() -> Iterator[Any]:
    """What drives browsers; its loop runs in this thread, so it ends with the file."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as found:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield found


@pytest.fixture(scope="module")
def _chromium(player: Any) -> Iterator[Any]:
    browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture
def browser(_chromium: Any) -> Iterator[Any]:
    """The browser, in which nothing is left of the test before."""
    yield _chromium
    for context in list(_chromium.contexts):
        context.close()
