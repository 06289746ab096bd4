"""A phone in tests: a browser that keeps what it kept when it is closed, over a line that can be cut."""

import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update"),
    # Without windows it does not know its line, and would fetch pictures from further away than on 4G.
    "--blink-settings=lazyLoadingImageMarginPxUnknown=1250",
]
SCREEN = {"width": 360, "height": 720}


def cookie_of(user: Any) -> str:
    """Return the cookie of a fresh visit of hers."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def a_phone(player: Any, folder: Path, line: Any, user: Any = None) -> Any:
    """Open the browser with what it kept; with a user, somebody signs in on it."""
    context = player.chromium.launch_persistent_context(
        str(folder), executable_path=CHROMIUM, args=FLAGS, viewport=SCREEN
    )
    if user is not None:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": cookie_of(user), "url": line.url}
        context.add_cookies([cookie | {"expires": timezone.now().timestamp() + 86_400}])
    return context


def wait_until(page: Any, promise: str, seconds: float = 30) -> None:
    """Wait until what a script promises is true. ``wait_for_function`` takes a promise itself for true."""
    ends = time.monotonic() + seconds
    while not page.evaluate(promise):
        assert time.monotonic() < ends, promise
        page.wait_for_timeout(50)


def is_kept(page: Any) -> None:
    """Wait until the screen says that it keeps what was pressed."""
    page.locator("[data-queue-kept]").wait_for(state="visible")
    page.locator("[data-queue-count]").wait_for(state="visible")


def all_sent(page: Any, line: Any) -> None:
    """Look at what waits, until nothing does."""
    page.goto(line.url + "/fr/portal/waiting/")
    page.locator("[data-queue-none]").wait_for(state="visible")
