"""The wheel, and the projects that it is installed in."""

from pathlib import Path

import pytest

from tests.host.foreign import Host, build_wheel

UNLOCKED = {"8.0": (), "7.4": ("wagtail", "draftjs-exporter")}
LANGUAGES = {"8.0": "en-us", "7.4": "fr"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this tree."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session", params=list(UNLOCKED), ids=lambda version: f"wagtail-{version}")
def host(request: pytest.FixtureRequest, wheel: Path) -> Host:
    """Return a project of somebody else's, with our wheel installed and its database migrated."""
    one = Host(request.param, LANGUAGES[request.param], wheel, UNLOCKED[request.param])
    one.prepare()
    return one
