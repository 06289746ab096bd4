"""Wagtail's apps without its interfaces for programs, which they load as soon as they are ready.

The third one has no address here, and describes every kind of page and snippet all the same: stand-ins take
the place of its modules meanwhile. The one behind the editor's own pages comes when an editor needs it, see
``storefront.editors_interface``. ``tests/storefront/test_loaded.py`` says when a release evades this.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace

from django.apps import AppConfig

from storefront import editors_interface, phone_pictures

editors_interface.take_the_place()
phone_pictures.wait_for_one()

from wagtail.contrib.redirects.apps import WagtailRedirectsAppConfig  # noqa: E402  after what stands in
from wagtail.documents.apps import WagtailDocsAppConfig  # noqa: E402  the same
from wagtail.images.apps import WagtailImagesAppConfig  # noqa: E402  the same
from wagtail.snippets.apps import WagtailSnippetsAppConfig  # noqa: E402  the same


class WithoutInterface(AppConfig):
    """Gets ready without the modules that would describe the app to programs."""

    def ready(self) -> None:
        """Register everything else."""
        own = f"{self.name}.api.v3"
        with _stand_ins("wagtail.api.v3.api", own, f"{own}.router", f"{own}.registry"):
            super().ready()


class Documents(WithoutInterface, WagtailDocsAppConfig):
    """Wagtail's documents."""


class Images(WithoutInterface, WagtailImagesAppConfig):
    """Wagtail's pictures."""


class Redirects(WithoutInterface, WagtailRedirectsAppConfig):
    """Wagtail's redirects."""


class Snippets(WithoutInterface, WagtailSnippetsAppConfig):
    """Wagtail's snippets."""


@contextmanager
def _stand_ins(*names: str) -> Iterator[None]:
    """Have these modules be empty ones, unless somebody has loaded them."""
    missing = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _stand_in(name) for name in missing})
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(
        api=SimpleNamespace(add_router=lambda *_router: None),
        router=None,
        register_content_types=lambda: None,
    )
    return module
